package io.millrace.cli.check;

import io.millrace.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The machine itself: JDK, memory, disk, limits, clock, and whether PostgreSQL can run here.
public final class Machine {

  private static final int JDK = 25;
  private static final long MEMORY_NEEDED = 2L << 30;
  private static final long MEMORY_WANTED = 3L << 30;
  private static final long DISK_NEEDED = 1L << 30;
  private static final long DISK_WANTED = 4L << 30;
  private static final long FILES_NEEDED = 4096;
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

  private final Path proc;

  public Machine() {
    this(Path.of("/proc"));
  }

  Machine(Path proc) {
    this.proc = proc;
  }

  /// What is quickly looked at before each start.
  public List<Finding> quick(List<Path> folders) {
    List<Finding> findings = new ArrayList<>();
    findings.add(jdk(Runtime.version().feature()));
    memory().ifPresent(findings::add);
    folders.forEach(folder -> findings.add(disk(folder)));
    return findings;
  }

  static Finding jdk(int feature) {
    String what = "This is JDK " + feature + ", in " + System.getProperty("java.home");
    return feature >= JDK
        ? Finding.well(what)
        : Finding.broken(
            what, "Install a JDK " + JDK + " or newer and set JAVA_HOME to its folder");
  }

  /// Empty where the system does not tell.
  Optional<Finding> memory() {
    return number(proc.resolve("meminfo"), "MemAvailable:")
        .map(kibibytes -> kibibytes << 10)
        .map(
            available -> {
              String what = gibibytes(available) + " of memory are available";
              if (available >= MEMORY_WANTED) {
                return Finding.well(what);
              }
              String mend =
                  "Millrace with its demo needs about "
                      + gibibytes(MEMORY_WANTED)
                      + ": close something, or use a larger machine";
              return available >= MEMORY_NEEDED
                  ? Finding.doubtful(what, mend)
                  : Finding.broken(what, mend);
            });
  }

  public static Finding disk(Path folder) {
    Path existing = existing(folder.toAbsolutePath());
    try {
      if (!Files.isWritable(existing)) {
        return Finding.broken(
            existing + " cannot be written to by " + System.getProperty("user.name"),
            "Use another --home (or MILLRACE_CACHE for the cache), or mend its permissions");
      }
      long free = Files.getFileStore(existing).getUsableSpace();
      String what = gibibytes(free) + " of disk are free for " + folder;
      String mend =
          "About "
              + gibibytes(DISK_WANTED)
              + " are needed: free some, or use another --home or MILLRACE_CACHE";
      if (free >= DISK_WANTED) {
        return Finding.well(what);
      }
      return free >= DISK_NEEDED ? Finding.doubtful(what, mend) : Finding.broken(what, mend);
    } catch (IOException e) {
      return Finding.broken(
          "The disk of " + folder + " cannot be read: " + e.getMessage(), "Use another --home");
    }
  }

  /// The folder, or of those that it will be made in the nearest that is there.
  private static Path existing(Path folder) {
    Path parent = folder.getParent();
    return Files.exists(folder) || parent == null ? folder : existing(parent);
  }

  /// Open files: Kafka and PostgreSQL keep hundreds each.
  public Optional<Finding> limits() {
    try {
      for (String line : Files.readAllLines(proc.resolve("self/limits"))) {
        if (line.startsWith("Max open files")) {
          String hard = line.strip().split("\\s+")[4];
          boolean enough = hard.equals("unlimited") || Long.parseLong(hard) >= FILES_NEEDED;
          String what = "A process may open " + hard + " files";
          return Optional.of(
              enough
                  ? Finding.well(what)
                  : Finding.doubtful(
                      what,
                      "Raise it to "
                          + FILES_NEEDED
                          + " or more: ulimit -Hn "
                          + FILES_NEEDED
                          + ", or /etc/security/limits.conf"));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not Linux: there is nothing to tell.
    }
    return Optional.empty();
  }

  /// A clock that went back makes certificates not yet valid and order unclear.
  ///
  /// @param written when something of ours was last written on this machine
  static Finding clock(Instant now, Instant written) {
    return written.isAfter(now.plus(CLOCK_TOLERANCE))
        ? Finding.broken(
            "The clock says " + now + ", and files of Millrace are from " + written,
            "Set the clock (timedatectl set-ntp true); certificates are refused while it is wrong")
        : Finding.well("The clock did not go back: it is " + now);
  }

  public Finding clock(Path written) {
    try {
      return clock(
          Instant.now(),
          Files.exists(written) ? Files.getLastModifiedTime(written).toInstant() : Instant.EPOCH);
    } catch (IOException e) {
      return clock(Instant.now(), Instant.EPOCH);
    }
  }

  /// PostgreSQL refuses to run as root; there it needs a user namespace.
  public Finding users() throws InterruptedException {
    if (!System.getProperty("user.name").equals("root")) {
      return Finding.well("This is not root, which PostgreSQL would refuse");
    }
    try {
      boolean works =
          Command.run(
                      List.of("/usr/bin/unshare", "-U", "--", "/bin/true"),
                      "",
                      Duration.ofSeconds(5))
                  .exitCode()
              == 0;
      if (works) {
        return Finding.well("This is root, and PostgreSQL can run in a user namespace");
      }
    } catch (IOException e) {
      // There is no unshare here.
    }
    return Finding.doubtful(
        "This is root, which PostgreSQL refuses, and there are no user namespaces here",
        "Run Millrace as an ordinary user, or allow them:"
            + " sysctl -w user.max_user_namespaces=10000 kernel.unprivileged_userns_clone=1."
            + " Otherwise the databases run as `nobody`, who must be able to reach --home");
  }

  private static Optional<Long> number(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String gibibytes(long bytes) {
    return String.format(java.util.Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
