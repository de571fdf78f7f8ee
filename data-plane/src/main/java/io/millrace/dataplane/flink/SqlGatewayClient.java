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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Flink's SQL gateway.
public final class SqlGatewayClient {

  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  private static final Pattern MESSAGE = Pattern.compile("(?m)^Caused by: [\\w.$]+: (.*)$");

  /// The kinds of a changing result's rows that are there after the change.
  private static final Set<String> ADDED = Set.of("INSERT", "UPDATE_AFTER");

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

  /// Takes the rows of a statement.
  @FunctionalInterface
  public interface RowSink {
    /// @param row its values as text, empty for NULL
    /// @return whether more are wanted
    boolean take(List<Optional<String>> row);
  }

  /// The innermost message of the stack trace with which the gateway answers: what is wrong with
  /// the statement.
  public static Optional<String> reason(ServiceException refusal) {
    Matcher matcher = MESSAGE.matcher(String.valueOf(refusal.getMessage()));
    Optional<String> last = Optional.empty();
    while (matcher.find()) {
      last = Optional.of(matcher.group(1).strip());
    }
    return last;
  }

  public final class Session implements AutoCloseable {

    private final String path;

    private Session(String handle) {
      path = "/v3/sessions/" + handle;
    }

    /// Runs one statement to its end and returns its rows, each value as text, and NULL as "".
    ///
    /// @throws ServiceException refused, with Flink's own words, when the statement is wrong
    public List<List<String>> execute(String sql) throws InterruptedException {
      List<List<String>> rows = new ArrayList<>();
      query(
          sql,
          STATEMENT_LIMIT,
          row -> {
            rows.add(row.stream().map(value -> value.orElse("")).toList());
            return true;
          });
      return rows;
    }

    /// Runs one statement and hands on each row as it comes, deleted ones of a changing result left
    /// out, until there are no more or the sink wants no more.
    ///
    /// @return whether it came to its end
    /// @throws ServiceException refused, with Flink's own words, when the statement is wrong; busy
    ///   if it did not end within the limit
    public boolean query(String sql, Duration limit, RowSink sink) throws InterruptedException {
      ObjectNode body = JsonHttp.JSON.createObjectNode().put("statement", sql);
      String operation = http.post(path + "/statements", body).path("operationHandle").asText();
      String next = path + "/operations/" + operation + "/result/0?rowFormat=JSON";
      long deadline = System.nanoTime() + limit.toNanos();
      while (true) {
        JsonNode page = result(next);
        for (JsonNode row : page.path("results").path("data")) {
          if (ADDED.contains(row.path("kind").asText()) && !sink.take(values(row))) {
            close(operation);
            return false;
          }
        }
        JsonNode more = page.path("nextResultUri");
        String type = page.path("resultType").asText();
        if (type.equals("EOS") || !more.isTextual()) {
          return true;
        }
        next = more.asText();
        if (System.nanoTime() > deadline) {
          close(operation);
          throw new ServiceException(
              Kind.BUSY,
              "Flink's SQL gateway did not finish a statement within " + limit.toSeconds() + " s.");
        }
        if (type.equals("NOT_READY")) {
          Thread.sleep(POLL);
        }
      }
    }

    /// Ends the statement's job, if it has one.
    private void close(String operation) {
      http.delete(path + "/operations/" + operation + "/close", null);
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

    private static List<Optional<String>> values(JsonNode row) {
      List<Optional<String>> values = new ArrayList<>();
      row.path("fields")
          .forEach(
              field -> values.add(field.isNull() ? Optional.empty() : Optional.of(field.asText())));
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
