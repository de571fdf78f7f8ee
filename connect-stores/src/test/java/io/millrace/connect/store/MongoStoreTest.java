package io.millrace.connect.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.millrace.connect.deadletters.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against what speaks MongoDB's protocol, through MongoDB's own driver.
class MongoStoreTest {

  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final Schema PAIR =
      SchemaBuilder.struct()
          .field("shop", Schema.STRING_SCHEMA)
          .field("id", Schema.INT32_SCHEMA)
          .build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("note", Schema.OPTIONAL_STRING_SCHEMA)
          .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
          .build();

  private final MongoServer server = new MongoServer(new MemoryBackend());
  private MongoClient client;
  private MongoCollection<Document> orders;

  @BeforeEach
  void start() {
    client = MongoClients.create(uri(server.bind().getPort()));
    orders = client.getDatabase("shop").getCollection("orders");
  }

  @AfterEach
  void stop() {
    client.close();
    server.shutdownNow();
  }

  private static String uri(int port) {
    return "mongodb://127.0.0.1:" + port + "/?serverSelectionTimeoutMS=1000";
  }

  private MongoStore store(Deletes deletes) {
    Map<String, String> config = new HashMap<>();
    config.put("store.uri", uri(server.getLocalAddress().getPort()));
    config.put("store.database", "shop");
    config.put("store.sslmode", "disable");
    config.put("store.batchRows", "2");
    config.put("millrace.deletes", deletes.name());
    return MongoStore.open(new MongoSink.MongoTask().settings(config));
  }

  private static StoredRow row(long id, @Nullable String note) {
    Struct row =
        note == null
            ? null
            : new Struct(ROW).put("id", id).put("note", note).put("bytes", new byte[] {1});
    return new StoredRow("orders", new Struct(KEY).put("id", id), row, "", 0);
  }

  @Test
  void aRowIsADocumentUnderItsKeyAndWrittenTwiceIsTheSame() {
    try (MongoStore store = store(Deletes.HARD)) {
      List<StoredRow> rows = List.of(row(1, "a"), row(2, "b"), row(1, "c"), row(2, null));
      assertThat(store.write(rows)).isEmpty();
      assertThat(store.write(rows)).isEmpty();
    }
    assertThat(orders.find())
        .containsExactly(
            new Document("_id", 1L)
                .append("id", 1L)
                .append("note", "c")
                .append("bytes", new Binary(new byte[] {1})));
  }

  @Test
  void aKeyOfSeveralColumnsIsADocument() {
    try (MongoStore store = store(Deletes.HARD)) {
      Struct key = new Struct(PAIR).put("shop", "a").put("id", 7);
      store.write(List.of(new StoredRow("orders", key, key, "", 0)));
    }
    assertThat(orders.find())
        .containsExactly(
            new Document("_id", new Document("shop", "a").append("id", 7))
                .append("shop", "a")
                .append("id", 7));
  }

  @Test
  void aSoftDeleteMarksTheDocumentAndAReturnUnmarksIt() {
    try (MongoStore store = store(Deletes.SOFT)) {
      store.write(List.of(row(1, "a"), row(1, null), row(2, null)));
      assertThat(orders.find())
          .extracting(each -> each.get("note") + " " + each.get("millrace_deleted"))
          .containsExactlyInAnyOrder("a true", "null true");
      store.write(List.of(row(2, "b")));
    }
    assertThat(orders.find(new Document("_id", 2L)).first())
        .containsEntry("millrace_deleted", false);
  }

  @Test
  void aRefusedRowLetsTheOthersPass() {
    orders.createIndex(Indexes.ascending("note"), new IndexOptions().unique(true));
    Map<Integer, Refusal> refused;
    try (MongoStore store = store(Deletes.HARD)) {
      refused =
          store.write(
              List.of(row(1, "a"), row(2, "secret"), row(3, "secret"), row(4, "d"), row(5, "e")));
      assertThat(store.write(List.of(row(6, "x".repeat(17 << 20))))).containsOnlyKeys(0);
    }
    assertThat(refused).containsOnlyKeys(2);
    assertThat(refused.get(2).why()).isEqualTo("it breaks a unique index");
    assertThat(orders.find())
        .extracting(each -> each.get("_id"))
        .containsExactlyInAnyOrder(1L, 2L, 4L, 5L);
  }

  @Test
  void aServerThatIsAwayIsNoRowsFault() {
    try (MongoStore store = store(Deletes.HARD)) {
      server.shutdownNow();
      assertThatThrownBy(() -> store.write(List.of(row(1, "secret"))))
          .isInstanceOf(StoreAwayException.class)
          .hasMessageNotContaining("secret");
    }
  }
}
