package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.cli.home.Settings;
import io.millrace.runner.protocol.Sealing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A control plane with installs, that answers what it was told to and remembers what it was sent.
final class InstallStub implements AutoCloseable {

  private static final int CONSOLE_PORT = 8080;
  private static final String CONNECTOR_TYPES =
      """
      [{"type": "postgres", "fields": [
        {"name": "hostname", "binds": true, "default": null},
        {"name": "port", "binds": true, "default": "5432"},
        {"name": "username", "binds": false, "default": null}]}]
      """;
  private static final String INSTALL = "/api/v1/organizations/o1/installs/i1";

  final Sealing.KeyPair runner = Sealing.KeyPair.generate();
  final List<String> calls = new ArrayList<>();
  final List<JsonNode> applied = new ArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final HttpServer server;

  InstallStub(String... installs) throws IOException {
    var all = PrivateJson.JSON.createArrayNode();
    for (String name : installs) {
      ObjectNode install = all.addObject().put("id", "i" + all.size()).put("name", name);
      install
          .putObject("sealingKey")
          .put("publicKey", Base64.getEncoder().encodeToString(runner.publicKey()));
    }
    answers.put("GET /api/v1/me", "{\"organization\": {\"id\": \"o1\"}}");
    answers.put("GET /api/v1/organizations/o1/installs", all.toString());
    answers.put("GET /api/v1/millrace.schema.json", "{}");
    answers.put("GET /api/v1/connector-types", CONNECTOR_TYPES);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /// What a call within the first install is answered with; a status of its own comes first.
  void answer(String method, String path, String body) {
    answers.put(method + " " + INSTALL + path, body);
  }

  /// A home whose control plane this is.
  void settleIn(Path home) throws IOException {
    int offset = server.getAddress().getPort() - CONSOLE_PORT;
    Settings known = Settings.DEFAULT;
    new Settings(offset, "", false, known.rate(), known.seed(), null).write(new Home(home));
    io.millrace.cli.home.Credentials.open(new Home(home));
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    calls.add(call.replace(INSTALL, ""));
    byte[] sent = exchange.getRequestBody().readAllBytes();
    if (call.endsWith("/apply")) {
      applied.add(PrivateJson.JSON.readTree(sent));
    }
    String said = answers.getOrDefault(call, "404 {\"title\": \"There is no such thing\"}");
    boolean refused = said.matches("(?s)\\d{3} .*");
    byte[] body = (refused ? said.substring(4) : said).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("ETag", "\"7\"");
    exchange.sendResponseHeaders(
        refused ? Integer.parseInt(said.substring(0, 3)) : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
