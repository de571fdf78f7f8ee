package io.millrace.cli.view;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Reads what came to a log since it was last read; first, its newest lines. A log that became
/// shorter was rotated and is read from its beginning.
public final class LogFollower {

  private static final long AT_MOST_BYTES = 1 << 20;

  private final Path file;
  private final Consumer<String> sink;
  private final int first;
  private long position = -1;

  public LogFollower(Path file, int first, Consumer<String> sink) {
    this.file = file;
    this.first = first;
    this.sink = sink;
  }

  /// The newest lines of a log; none if there is no such log.
  public static List<String> tail(Path file, int lines) throws IOException {
    List<String> found = new ArrayList<>();
    if (Files.exists(file)) {
      new LogFollower(file, lines, found::add).read();
    }
    return found;
  }

  public void read() throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      boolean beginning = position < 0;
      if (beginning) {
        position = Math.max(0, in.length() - AT_MOST_BYTES);
      } else if (in.length() < position) {
        position = 0;
      }
      in.seek(position);
      byte[] bytes = new byte[(int) Math.min(AT_MOST_BYTES, in.length() - position)];
      in.readFully(bytes);
      int end = lastNewline(bytes) + 1;
      position += end;
      Deque<String> lines = new ArrayDeque<>();
      new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(lines::add);
      while (beginning && lines.size() > first) {
        lines.removeFirst();
      }
      lines.forEach(sink);
    }
  }

  private static int lastNewline(byte[] bytes) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
