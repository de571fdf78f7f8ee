package io.millrace.cli.host;

import io.millrace.process.ChildSpec;
import io.millrace.process.Command;
import io.millrace.process.HealthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An embedded PostgreSQL as a supervised process. Its settings are the durable defaults: what was
/// committed survives a `kill -9` and a loss of power.
///
/// @param binaries the unpacked distribution: `bin`, `lib`, `share`
/// @param options further server settings, `name=value`
record PostgresServer(
    String name,
    Path binaries,
    Unprivileged user,
    Path folder,
    Path log,
    int port,
    String password,
    List<String> options) {

  static final String SUPERUSER = "postgres";

  private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

  ChildSpec spec() {
    List<String> command = program("postgres");
    command.add("-D");
    command.add(data().toString());
    List<String> settings = new ArrayList<>();
    settings.add("port=" + port);
    settings.add("listen_addresses=127.0.0.1");
    settings.add("unix_socket_directories=");
    settings.add("shared_buffers=24MB");
    settings.add("max_connections=60");
    settings.add("log_timezone=UTC");
    settings.add("timezone=UTC");
    settings.addAll(options);
    for (String setting : settings) {
      command.add("-c");
      command.add(setting);
    }
    return new ChildSpec(
        name,
        command,
        Map.of(),
        folder,
        log,
        List.of(port),
        new HealthCheck.Tcp(port),
        Duration.ofSeconds(60),
        0,
        Duration.ofSeconds(10),
        this::initialise);
  }

  private Path data() {
    return folder.resolve("db");
  }

  /// Makes the data folder, once: beside, and then renamed, so that a half-made one is never used.
  private void initialise() throws IOException, InterruptedException {
    if (Files.exists(data().resolve("PG_VERSION"))) {
      return;
    }
    Path making = folder.resolve("db.making");
    delete(making);
    Files.createDirectories(making);
    Path passwordFile =
        Files.createTempFile(
            making.getParent(),
            "password",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(passwordFile, password);
      user.take(making);
      user.take(passwordFile);
      List<String> command = program("initdb");
      command.addAll(
          List.of(
              "-D",
              making.toString(),
              "-U",
              SUPERUSER,
              "-A",
              "scram-sha-256",
              "--pwfile=" + passwordFile,
              "-E",
              "UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8"));
      Command.run(command, "", INITDB_LIMIT).orElseThrow("The database cannot be made");
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Files.move(making, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> program(String program) {
    List<String> command = new ArrayList<>(user.prefix());
    command.add(binaries.resolve("bin").resolve(program).toString());
    return command;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
