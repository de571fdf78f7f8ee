package io.millrace.cli.host;

import io.millrace.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// How PostgreSQL, which refuses to run as root, is started by whoever runs Millrace.
enum Unprivileged {
  /// This is not root.
  AS_IS(List.of()),
  /// In a user namespace of its own, in which the same user has no name and no power; the files
  /// stay the user's.
  USER_NAMESPACE(List.of("/usr/bin/unshare", "-U", "--")),
  /// As the user `nobody`, to whom the files must belong.
  NOBODY(
      List.of(
          "/usr/bin/setpriv",
          "--reuid=" + Unprivileged.NOBODYS_ID,
          "--regid=" + Unprivileged.NOBODYS_ID,
          "--clear-groups",
          "--"));

  private static final int NOBODYS_ID = 65534;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @SuppressWarnings("ImmutableEnumChecker") // List.of is.
  private final List<String> prefix;

  Unprivileged(List<String> prefix) {
    this.prefix = prefix;
  }

  /// What goes before the command.
  List<String> prefix() {
    return prefix;
  }

  /// What works on this machine.
  static Unprivileged here() throws InterruptedException {
    if (!System.getProperty("user.name").equals("root")) {
      return AS_IS;
    }
    try {
      List<String> command =
          Stream.concat(USER_NAMESPACE.prefix.stream(), Stream.of("/bin/true")).toList();
      if (Command.run(command, "", LIMIT).exitCode() == 0) {
        return USER_NAMESPACE;
      }
    } catch (IOException e) {
      // There is no unshare here.
    }
    return NOBODY;
  }

  /// Gives the folder to whom the server will be.
  void take(Path folder) throws IOException {
    switch (this) {
      case AS_IS, USER_NAMESPACE -> {}
      case NOBODY -> {
        UserPrincipal nobody =
            folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.toList()) {
            Files.setOwner(file, nobody);
          }
        }
      }
    }
  }
}
