package io.millrace.dataplane.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.dataplane.http.JsonHttp;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.dataplane.http.ServiceException.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Flink's SQL gateway.
public final class SqlGatewayClient {

  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  private final JsonHttp http;

  public SqlGatewayClient(URI base, HttpClient client) {
    http = new JsonHttp("Flink's SQL gateway", base, client);
  }

  /// Opens a session; tables and views made in it end with it, started jobs do not.
  public Session open(Map<String, String> properties) {
    ObjectNode body = JsonHttp.JSON.createObjectNode();
    ObjectNode settings = body.putObject("properties");
    properties.forEach(settings::put);
    return new Session(http.post("/v3/sessions", body).path("sessionHandle").asText());
  }

  public final class Session implements AutoCloseable {

    private final String path;

    private Session(String handle) {
      path = "/v3/sessions/" + handle;
    }

    /// Runs one statement to its end and returns its rows, each value as text.
    ///
    /// @throws ServiceException refused, with Flink's own words, when the statement is wrong
    public List<List<String>> execute(String sql) throws InterruptedException {
      ObjectNode body = JsonHttp.JSON.createObjectNode().put("statement", sql);
      String operation = http.post(path + "/statements", body).path("operationHandle").asText();
      String next = path + "/operations/" + operation + "/result/0?rowFormat=JSON";
      long deadline = System.nanoTime() + STATEMENT_LIMIT.toNanos();
      List<List<String>> rows = new ArrayList<>();
      while (true) {
        JsonNode page = result(next);
        String type = page.path("resultType").asText();
        page.path("results").path("data").forEach(row -> rows.add(values(row.path("fields"))));
        JsonNode more = page.path("nextResultUri");
        if (type.equals("EOS") || !more.isTextual()) {
          return rows;
        }
        next = more.asText();
        if (type.equals("NOT_READY")) {
          if (System.nanoTime() > deadline) {
            throw new ServiceException(
                Kind.BUSY, "Flink's SQL gateway did not finish a statement within a minute.");
          }
          Thread.sleep(POLL);
        }
      }
    }

    /// The gateway answers 500 to a wrong statement and to its own trouble alike; a statement that
    /// was accepted and then fails is the statement's fault or the cluster's.
    private JsonNode result(String uri) {
      try {
        return http.get(uri);
      } catch (ServiceException e) {
        throw switch (e.kind()) {
          case BUSY -> new ServiceException(Kind.REFUSED, String.valueOf(e.getMessage()), e);
          case UNREACHABLE, NOT_FOUND, REFUSED -> e;
        };
      }
    }

    private static List<String> values(JsonNode fields) {
      List<String> values = new ArrayList<>();
      fields.forEach(field -> values.add(field.isNull() ? "" : field.asText()));
      return values;
    }

    @Override
    public void close() {
      try {
        http.delete(path, null);
      } catch (ServiceException _) {
        // The gateway forgets idle sessions by itself.
      }
    }
  }
}
