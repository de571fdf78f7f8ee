package io.millrace.dataplane.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Follows a log file that grows and is sometimes cut back to nothing. Lines are told when they are
/// whole.
final class LogTail {

  private static final long PAUSE_MILLIS = 250;
  private static final int MOST_BYTES_AT_ONCE = 1 << 20;

  private final Path file;
  private final Consumer<String> sink;
  private long position;

  private LogTail(Path file, Consumer<String> sink) {
    this.file = file;
    this.sink = sink;
  }

  static void follow(Path file, int lines, Consumer<String> sink) throws InterruptedException {
    LogTail tail = new LogTail(file, sink);
    boolean first = true;
    while (true) {
      try {
        if (Files.exists(file)) {
          if (first) {
            tail.position = Math.max(0, Files.size(file) - MOST_BYTES_AT_ONCE);
          }
          List<String> read = tail.read();
          read.subList(first ? Math.max(0, read.size() - lines) : 0, read.size()).forEach(sink);
          first = false;
        }
      } catch (IOException e) {
        tail.sink.accept("(the log cannot be read: " + e.getMessage() + ")");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  /// The whole lines from the position on.
  private List<String> read() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < position) {
        position = 0;
      }
      ByteBuffer buffer =
          ByteBuffer.allocate((int) Math.min(MOST_BYTES_AT_ONCE, channel.size() - position));
      int read = channel.read(buffer, position);
      int end = read;
      while (end > 0 && buffer.get(end - 1) != '\n') {
        end--;
      }
      if (end <= 0 && read < MOST_BYTES_AT_ONCE) {
        return List.of();
      }
      int whole = end <= 0 ? read : end;
      position += whole;
      String text = new String(buffer.array(), 0, whole, StandardCharsets.UTF_8);
      return Arrays.asList(text.split("\n"));
    }
  }
}
