package io.millrace.connect.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.connect.deadletters.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is asked of a search server, and what its answers mean, by what its documentation says of
/// them.
class SearchStoreTest {

  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("note", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      asked.add(exchange.getRequestMethod() + " " + path + " " + body.strip());
      byte[] said = answer.getBytes(StandardCharsets.UTF_8);
      if (path.equals("/_bulk")) {
        exchange.sendResponseHeaders(status, said.length);
        exchange.getResponseBody().write(said);
      } else {
        exchange.sendResponseHeaders(exchange.getRequestMethod().equals("HEAD") ? 404 : 200, -1);
      }
    }
  }

  private SearchStore store(Deletes deletes) {
    return new SearchStore(
        new SearchSink.SearchTask()
            .settings(
                new HashMap<>(
                    Map.of(
                        "store.url",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        "store.auth",
                        "none",
                        "millrace.deletes",
                        deletes.name()))));
  }

  private static StoredRow row(long id, @Nullable String note) {
    Struct row = note == null ? null : new Struct(ROW).put("id", id).put("note", note);
    return new StoredRow("orders", new Struct(KEY).put("id", id), row, "", 0);
  }

  @Test
  void rowsAreDocumentsAndTheRefusedOnesAreTold() {
    answer =
        """
        {"errors": true, "items": [{"index": {"status": 201}},
          {"index": {"status": 400, "error": {"type": "mapper_parsing_exception",
           "reason": "failed to parse [secret]"}}},
          {"delete": {"status": 404, "result": "not_found"}}]}
        """;
    Map<Integer, Refusal> refused =
        store(Deletes.HARD).write(List.of(row(1, "a"), row(2, "b"), row(3, null)));
    assertThat(refused).containsOnlyKeys(1);
    assertThat(refused.get(1).why()).isEqualTo("mapper_parsing_exception");
    assertThat(asked)
        .containsExactly(
            "HEAD /orders ",
            "PUT /orders {\"mappings\": {\"date_detection\": false}}",
            """
            POST /_bulk {"index":{"_index":"orders","_id":"1"}}
            {"id":1,"note":"a"}
            {"index":{"_index":"orders","_id":"2"}}
            {"id":2,"note":"b"}
            {"delete":{"_index":"orders","_id":"3"}}\
            """
                .replace("\n            ", "\n"));
  }

  @Test
  void aSoftDeleteMarksTheDocument() {
    answer = "{\"items\": [{\"update\": {\"status\": 200}}]}";
    assertThat(store(Deletes.SOFT).write(List.of(row(3, null)))).isEmpty();
    assertThat(asked.getLast())
        .endsWith(
            "{\"update\":{\"_index\":\"orders\",\"_id\":\"3\"}}\n"
                + "{\"doc_as_upsert\":true,\"doc\":{\"id\":3,\"millrace_deleted\":true}}");
  }

  @Test
  void whatIsAboutTheServerIsNoRowsFault() {
    answer = "{\"items\": [{\"index\": {\"status\": 429, \"error\": {}}}]}";
    assertThatThrownBy(() -> store(Deletes.HARD).write(List.of(row(1, "a"))))
        .isInstanceOf(StoreAwayException.class);
    status = 401;
    assertThatThrownBy(() -> store(Deletes.HARD).write(List.of(row(1, "a"))))
        .isInstanceOf(StoreRefusesException.class)
        .hasMessageContaining("does not let us in");
  }
}
