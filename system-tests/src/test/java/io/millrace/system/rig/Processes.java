package io.millrace.system.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The processes of one Millrace, found as its own supervisors find them: by the mark in their
/// environment, `MILLRACE_CHILD=<state folder>#<name>#<digest>`.
public final class Processes {

  private static final String MARK = "MILLRACE_CHILD=";

  private Processes() {}

  /// Children of this name whose state is somewhere under `home`. A process that the marked one
  /// started inherits the mark, so only the outermost of them count.
  public static List<ProcessHandle> named(Path home, String name) {
    return outermost(home, name);
  }

  /// All children whose state is somewhere under `home`.
  public static List<ProcessHandle> under(Path home) {
    return outermost(home, "");
  }

  /// How a process was started; "" once it has ended.
  public static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
    } catch (IOException _) {
      return "";
    }
  }

  private static List<ProcessHandle> outermost(Path home, String name) {
    List<ProcessHandle> found = new ArrayList<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : (Iterable<Path>) processes::iterator) {
        String pid = process.getFileName().toString();
        if (pid.chars().allMatch(Character::isDigit) && marked(process, home, name)) {
          ProcessHandle.of(Long.parseLong(pid)).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return found.stream()
        .filter(one -> one.parent().map(parent -> !found.contains(parent)).orElse(true))
        .toList();
  }

  private static boolean marked(Path process, Path home, String name) {
    try {
      for (String entry : Files.readString(process.resolve("environ")).split("\0")) {
        if (entry.startsWith(MARK + home) && entry.split("#").length > 1) {
          return name.isEmpty() || entry.split("#")[1].equals(name);
        }
      }
      return false;
    } catch (IOException e) {
      // It has ended meanwhile, or is not ours to read.
      return false;
    }
  }
}
