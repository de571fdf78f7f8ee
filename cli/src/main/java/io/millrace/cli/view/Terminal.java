package io.millrace.cli.view;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Words and colours for a terminal. Colours only where somebody looks, and not against NO_COLOR.
public final class Terminal {

  /// Standard output in UTF-8, whatever the locale: the marks are not in others.
  public static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private static final boolean LIVE =
      Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  private static final boolean COLOURS = LIVE && System.getenv("NO_COLOR") == null;

  private static final int USUAL_WIDTH = 80;

  private Terminal() {}

  /// The text, cut off so that it still fits into its line in a terminal, where `used` columns are
  /// taken.
  public static String fitted(String text, int used) {
    int room = Math.max(0, width() - used - 1);
    return LIVE && text.length() > room ? text.substring(0, Math.max(0, room - 1)) + "…" : text;
  }

  private static int width() {
    String columns = System.getenv("COLUMNS");
    try {
      return columns == null ? USUAL_WIDTH : Integer.parseInt(columns);
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }

  /// Whether lines can be written over.
  public static boolean live() {
    return LIVE;
  }

  public static String bold(String text) {
    return colour("1", text);
  }

  public static String faint(String text) {
    return colour("2", text);
  }

  public static String red(String text) {
    return colour("31", text);
  }

  public static String green(String text) {
    return colour("32", text);
  }

  public static String yellow(String text) {
    return colour("33", text);
  }

  /// A state's mark, which differs in shape as well as in colour.
  public static String mark(String state) {
    return switch (state) {
      case "RUNNING" -> colour("32", "✔");
      case "BROKEN" -> colour("31", "✘");
      case "DEGRADED" -> colour("33", "▲");
      case "PAUSED" -> colour("34", "‖");
      case "STOPPED" -> colour("2", "■");
      default -> colour("36", "…");
    };
  }

  public static String bytes(long bytes) {
    if (bytes >= 1L << 30) {
      return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
    return (bytes >> 20) + " MiB";
  }

  public static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private static String colour(String code, String text) {
    return COLOURS ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
