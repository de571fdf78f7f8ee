package io.millrace.cli.code;

import io.millrace.cli.view.Terminal;
import java.io.PrintStream;
import java.util.List;

/// Two texts, line by line, by their longest common subsequence.
public final class TextDifference {

  private TextDifference() {}

  public static void print(String before, String after, PrintStream out) {
    if (before.equals(after)) {
      out.println("They are the same.");
      return;
    }
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        out.println("  " + old.get(i));
        i++;
        j++;
      } else if (i < old.size() && (j == now.size() || common[i + 1][j] >= common[i][j + 1])) {
        out.println(Terminal.red("- " + old.get(i)));
        i++;
      } else {
        out.println(Terminal.green("+ " + now.get(j)));
        j++;
      }
    }
  }
}
