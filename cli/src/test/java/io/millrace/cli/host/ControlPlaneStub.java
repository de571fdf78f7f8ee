package io.millrace.cli.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.cli.home.PrivateJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A control plane that remembers what it is given, as far as [LocalInstall] sees it.
final class ControlPlaneStub implements AutoCloseable {

  private static final String API = "/api/v1";

  final List<String> changes = new ArrayList<>();
  private final Map<String, JsonNode> resources = new ConcurrentHashMap<>();
  private final HttpServer server;
  private @Nullable ObjectNode install;

  ControlPlaneStub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(API, this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// As when the runner has told its key.
  void enrolled(String keyId, String publicKey) {
    ObjectNode known = install;
    if (known != null) {
      known.putObject("sealingKey").put("keyId", keyId).put("publicKey", publicKey);
    }
  }

  JsonNode resource(String path) {
    JsonNode found = resources.get("/organizations/o1/installs/i1" + path);
    if (found == null) {
      throw new AssertionError("There is no " + path + " among " + resources.keySet());
    }
    return found;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath().substring(API.length());
    if (!method.equals("GET")) {
      changes.add(method + " " + path.replace("/organizations/o1/installs", ""));
    }
    JsonNode result = result(method, path, exchange);
    byte[] body =
        result == null
            ? "{\"title\":\"Not found\"}".getBytes(StandardCharsets.UTF_8)
            : PrivateJson.JSON.writeValueAsBytes(result);
    exchange.sendResponseHeaders(result == null ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private @Nullable JsonNode result(String method, String path, HttpExchange exchange)
      throws IOException {
    if (path.equals("/me")) {
      return PrivateJson.JSON.readTree("{\"organization\":{\"id\":\"o1\"}}");
    }
    if (path.endsWith("/enrolment-tokens")) {
      return PrivateJson.JSON.readTree("{\"token\":\"t" + changes.size() + "\"}");
    }
    if (path.endsWith("/installs")) {
      return method.equals("POST") ? created(exchange) : installs();
    }
    if (method.equals("PUT")) {
      JsonNode body = PrivateJson.JSON.readTree(exchange.getRequestBody());
      resources.put(path, body);
      return body;
    }
    return resources.get(path);
  }

  private JsonNode created(HttpExchange exchange) throws IOException {
    ObjectNode made = (ObjectNode) PrivateJson.JSON.readTree(exchange.getRequestBody());
    made.put("id", "i1");
    made.putNull("sealingKey");
    install = made;
    return made;
  }

  private JsonNode installs() {
    var all = PrivateJson.JSON.createArrayNode();
    ObjectNode known = install;
    if (known != null) {
      all.add(known);
    }
    return all;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
