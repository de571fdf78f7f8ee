package io.millrace.system.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.system.rig.Wait;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A Redis server of the test's own, with a user of its own.
final class RedisServer implements Destination {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "secret-of-redis";

  private final Path program;
  private final Path folder;
  private final int port;
  private final String form;
  private Process process;

  private RedisServer(Path program, String form) throws IOException {
    this.program = program;
    this.form = form;
    folder = Files.createTempDirectory("redis");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Files.writeString(
        folder.resolve("redis.conf"),
        """
        bind 127.0.0.1
        port %d
        dir %s
        appendonly yes
        appendfsync always
        user default off
        user millrace on >%s ~shop* +@all
        """
            .formatted(port, folder, PASSWORD));
    start();
  }

  /// Empty where there is none on this machine.
  static Optional<RedisServer> start(String form) throws IOException {
    Optional<Path> program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(each -> Path.of(each, "redis-server"))
            .filter(Files::isExecutable)
            .findFirst();
    return program.isPresent()
        ? Optional.of(new RedisServer(program.get(), form))
        : Optional.empty();
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder(program.toString(), folder.resolve("redis.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Wait.until(Duration.ofSeconds(20), () -> assertThat(ask("PING")).containsExactly("PONG"));
  }

  /// `kill -9`, and up again with what was on its disk.
  void crash() throws Exception {
    process.destroyForcibly().waitFor();
    start();
  }

  @Override
  public Map<Long, JsonNode> rows() throws Exception {
    Map<Long, JsonNode> rows = new TreeMap<>();
    for (String key : ask("KEYS", collection() + ":*")) {
      long id = Long.parseLong(key.substring(collection().length() + 1));
      rows.put(id, form.equals("json") ? JSON.readTree(ask("GET", key).getFirst()) : hash(key));
    }
    return rows;
  }

  private JsonNode hash(String key) throws IOException {
    List<String> fields = ask("HGETALL", key);
    var row = JSON.createObjectNode();
    for (int i = 0; i < fields.size(); i += 2) {
      row.put(fields.get(i), fields.get(i + 1));
    }
    return row;
  }

  private List<String> ask(String... words) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5_000);
      send(socket, "AUTH", "millrace", PASSWORD);
      read(socket.getInputStream());
      send(socket, words);
      return read(socket.getInputStream());
    }
  }

  private static void send(Socket socket, String... words) throws IOException {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      int length = word.getBytes(StandardCharsets.UTF_8).length;
      text.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static List<String> read(InputStream in) throws IOException {
    String line = line(in);
    List<String> all = new ArrayList<>();
    switch (line.charAt(0)) {
      case '-' -> throw new IOException(line);
      case '$' -> {
        byte[] text = in.readNBytes(Integer.parseInt(line.substring(1)));
        in.skipNBytes(2);
        all.add(new String(text, StandardCharsets.UTF_8));
      }
      case '*' -> {
        for (int left = Integer.parseInt(line.substring(1)); left > 0; left--) {
          all.addAll(read(in));
        }
      }
      default -> all.add(line.substring(1));
    }
    return all;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("The connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public String connector() {
    return """
    {"type": "redis", "config": {"hostname": "127.0.0.1", "port": %d, "sslmode": "disable",
     "username": "millrace", "form": "%s"}, "secrets": {"password": {"value": "%s"}}}
    """
        .formatted(port, form, PASSWORD);
  }

  @Override
  public String collection() {
    return "shop";
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
