package io.millrace.system.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/// What speaks MongoDB's protocol, as MongoDB itself cannot be had from where the tests' parts come
/// from: it shows what is written, and not what MongoDB would say to it.
final class MongoEmulator implements Destination {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonWriterSettings AS_WRITTEN =
      JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

  private final MongoServer server = new MongoServer(new MemoryBackend());
  private final MongoClient client;
  private final String uri;

  MongoEmulator() {
    uri = "mongodb://127.0.0.1:" + server.bind().getPort();
    client = MongoClients.create(uri);
  }

  @Override
  public Map<Long, JsonNode> rows() throws Exception {
    Map<Long, JsonNode> rows = new TreeMap<>();
    for (Document document : client.getDatabase("shop").getCollection(collection()).find()) {
      ObjectNode row = (ObjectNode) JSON.readTree(document.toJson(AS_WRITTEN));
      JsonNode key = row.remove("_id");
      row.properties().forEach(each -> each.setValue(plain(each.getValue())));
      rows.put(key.asLong(), row);
    }
    return rows;
  }

  /// Bytes, and numbers that JSON has no word for, are objects of their own.
  private static JsonNode plain(JsonNode value) {
    JsonNode bytes = value.at("/$binary/base64");
    return bytes.isMissingNode()
        ? value.path("$numberDouble").isMissingNode() ? value : value.path("$numberDouble")
        : bytes;
  }

  @Override
  public String connector() {
    return """
    {"type": "mongodb", "config": {"uri": "%s", "database": "shop", "sslmode": "disable"}}
    """
        .formatted(uri);
  }

  @Override
  public String collection() {
    return "all.types";
  }

  @Override
  public void close() {
    client.close();
    server.shutdownNow();
  }
}
