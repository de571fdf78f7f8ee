package io.millrace.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who listens on a TCP port of this machine.
///
/// @param pid empty if the owner is another user's process, which cannot be seen
public record PortOwner(int port, Optional<Long> pid, String command) {

  private static final String LISTENING = "0A";
  private static final int LONGEST_COMMAND = 80;

  /// Empty if the port is free.
  public static Optional<PortOwner> find(int port) {
    if (free(port)) {
      return Optional.empty();
    }
    return Optional.of(
        inode(port)
            .flatMap(PortOwner::holder)
            .map(pid -> new PortOwner(port, Optional.of(pid), ProcFs.command(pid)))
            .orElseGet(() -> new PortOwner(port, Optional.empty(), "a process of another user")));
  }

  /// As in "port 9092 is in use by java -Xmx… (pid 123)".
  @Override
  public String toString() {
    String shown =
        command.length() > LONGEST_COMMAND ? command.substring(0, LONGEST_COMMAND) + "…" : command;
    return "port " + port + " is in use by " + shown + pid.map(p -> " (pid " + p + ")").orElse("");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<String> inode(int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] fields = line.strip().split("\\s+");
          if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
            return Optional.of(fields[9]);
          }
        }
      } catch (IOException e) {
        // Not Linux, or no IPv6: the owner stays unknown.
      }
    }
    return Optional.empty();
  }

  private static Optional<Long> holder(String inode) {
    Path wanted = Path.of("socket:[" + inode + "]");
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, wanted)) {
          return Optional.of(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      // As above.
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, Path wanted) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (Files.readSymbolicLink(descriptor).equals(wanted)) {
          return true;
        }
      }
    } catch (IOException e) {
      // Another user's, or gone.
    }
    return false;
  }
}
