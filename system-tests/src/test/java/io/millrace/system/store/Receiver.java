package io.millrace.system.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// An HTTP service that keeps rows, and lets in only who knows its secret.
final class Receiver implements Destination {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Long, JsonNode> rows = new TreeMap<>();
  private final boolean events;
  private final HttpServer server;
  private volatile String secret = "s3cret";
  private volatile String refused = "";

  /// @param events whether changes are posted, or rows put and deleted
  Receiver(boolean events) throws IOException {
    this.events = events;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/in/", this::answer);
    server.start();
  }

  /// Rows with this note are refused from now on.
  void refuse(String note) {
    refused = note;
  }

  /// The connector's secret no longer fits.
  void lockOut(String other) {
    secret = other;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(status(exchange, body), -1);
    }
  }

  private synchronized int status(HttpExchange exchange, JsonNode body) {
    if (!letsIn(exchange)) {
      return 401;
    }
    String path = exchange.getRequestURI().getRawPath();
    if (events) {
      if (!path.equals("/in/" + collection()) || !exchange.getRequestMethod().equals("POST")) {
        return 404;
      }
      for (JsonNode event : body) {
        if (!take(event.at("/key/id").asLong(), event.path("row"))) {
          return 422;
        }
      }
      return 204;
    }
    String key = path.substring(path.lastIndexOf('/') + 1);
    long id = Long.parseLong(URLDecoder.decode(key, StandardCharsets.UTF_8));
    return switch (exchange.getRequestMethod()) {
      case "PUT" -> take(id, body) ? 200 : 422;
      case "DELETE" -> rows.remove(id) == null ? 404 : 204;
      default -> 405;
    };
  }

  private boolean letsIn(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    return events
        ? ("Bearer " + secret).equals(headers.getFirst("Authorization"))
        : secret.equals(headers.getFirst("X-Api-Key"));
  }

  private boolean take(long id, JsonNode row) {
    if (!refused.isEmpty() && refused.equals(row.path("note").asText())) {
      return false;
    }
    if (row.isNull()) {
      rows.remove(id);
    } else {
      rows.put(id, row);
    }
    return true;
  }

  @Override
  public synchronized Map<Long, JsonNode> rows() {
    return new TreeMap<>(rows);
  }

  @Override
  public String connector() {
    String login =
        events
            ? "\"style\": \"events\", \"batchRows\": 50, \"auth\": \"bearer\""
            : "\"style\": \"rows\", \"auth\": \"header\", \"headerName\": \"X-Api-Key\"";
    return """
    {"type": "http", "config": {"url": "http://127.0.0.1:%d/in", %s},
     "secrets": {"%s": {"value": "%s"}}}
    """
        .formatted(server.getAddress().getPort(), login, events ? "token" : "headerValue", secret);
  }

  @Override
  public String collection() {
    return "hooks/of-all.types";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
