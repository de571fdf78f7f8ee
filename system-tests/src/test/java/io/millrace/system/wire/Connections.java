package io.millrace.system.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The TCP connections of processes, as Linux tells them.
public final class Connections {

  private static final String ESTABLISHED = "01";
  private static final String BEGUN = "02";
  private static final String LISTENING = "0A";

  private Connections() {}

  /// @param ownPort of this side
  public record Connection(String remoteAddress, int remotePort, int ownPort) {

    /// Of this machine: 127.0.0.0/8, ::1, and the former written as an IPv6 address. Linux writes
    /// addresses as hexadecimal words whose bytes are the other way round.
    public boolean local() {
      return remoteAddress.matches("[0-9A-F]{6}7F")
          || remoteAddress.equals("00000000000000000000000001000000")
          || remoteAddress.matches("0000000000000000FFFF0000[0-9A-F]{6}7F");
    }
  }

  /// @param listening ports that the processes listen on
  public record Seen(List<Connection> connections, Set<Integer> listening) {}

  public static Seen of(Iterable<ProcessHandle> processes) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (ProcessHandle process : processes) {
      sockets.addAll(sockets(process.pid()));
    }
    List<Connection> connections = new ArrayList<>();
    Set<Integer> listening = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.trim().split("\\s+");
        if (fields.length < 10 || !sockets.contains(fields[9])) {
          continue;
        }
        int own = Integer.parseInt(fields[1].split(":")[1], 16);
        String[] remote = fields[2].split(":");
        switch (fields[3]) {
          case LISTENING -> listening.add(own);
          case ESTABLISHED, BEGUN ->
              connections.add(new Connection(remote[0], Integer.parseInt(remote[1], 16), own));
          default -> {}
        }
      }
    }
    return new Seen(connections, listening);
  }

  private static Set<String> sockets(long pid) {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String target = Files.readSymbolicLink(file).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    } catch (IOException | java.io.UncheckedIOException _) {
      // The process, or the file, is gone.
    }
    return inodes;
  }
}
