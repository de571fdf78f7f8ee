package io.millrace.connect.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.connect.deadletters.Refusal;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A row is a document whose id is its key; a deleted one is not there, or, softly, is marked. An
/// index that is missing is made, and finds no dates in texts: the first row would decide which
/// texts the later ones may have.
final class SearchStore implements Store {

  private static final String LINES = "application/x-ndjson";
  private static final String JSON = "application/json";
  private static final String INDEX =
      """
      {"mappings": {"date_detection": false}}
      """;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpCalls calls;
  private final Deletes deletes;
  private final int batchRows;
  private final Set<String> known = new HashSet<>();

  SearchStore(StoreSettings settings) {
    calls = HttpCalls.of(settings);
    deletes = settings.deletes();
    batchRows = settings.number("batchRows");
  }

  @Override
  public Map<Integer, Refusal> write(List<StoredRow> rows) {
    Map<Integer, Refusal> refused = new HashMap<>();
    for (int from = 0; from < rows.size(); from += batchRows) {
      bulk(rows, from, Math.min(rows.size(), from + batchRows), refused);
    }
    return refused;
  }

  private void bulk(List<StoredRow> rows, int from, int to, Map<Integer, Refusal> refused) {
    StringBuilder body = new StringBuilder();
    for (StoredRow row : rows.subList(from, to)) {
      if (known.add(row.collection())) {
        make(row.collection());
      }
      lines(row, body);
    }
    HttpResponse<String> answer = calls.send("POST", "_bulk", LINES, body.toString());
    if (answer.statusCode() == 413 && to - from > 1) {
      int middle = (from + to) >>> 1;
      bulk(rows, from, middle, refused);
      bulk(rows, middle, to, refused);
      return;
    }
    Optional<Refusal> whole = HttpCalls.refusal(answer);
    if (whole.isPresent()) {
      if (to - from > 1) {
        throw new StoreRefusesException("it does not take the rows together: " + whole.get().why());
      }
      refused.put(from, whole.get());
      return;
    }
    JsonNode items = read(answer.body()).path("items");
    if (items.size() != to - from) {
      throw new StoreRefusesException("it does not answer as OpenSearch and Elasticsearch do");
    }
    for (int i = 0; i < items.size(); i++) {
      int position = from + i;
      item(items.get(i).elements().next()).ifPresent(refusal -> refused.put(position, refusal));
    }
  }

  /// What it says of one document. Its reason quotes values, its kind does not.
  private static Optional<Refusal> item(JsonNode item) {
    int status = item.path("status").asInt();
    if (status < 300 || (status == 404 && item.path("error").isMissingNode())) {
      return Optional.empty();
    }
    JsonNode error = item.path("error");
    if (status == 400 || status == 413) {
      return Optional.of(
          new Refusal(
              error.path("type").asText("it answers " + status), error.path("reason").asText()));
    }
    throw HttpCalls.trouble(status);
  }

  private void lines(StoredRow row, StringBuilder body) {
    boolean marks = row.row() == null && deletes == Deletes.SOFT;
    ObjectNode line = MAPPER.createObjectNode();
    line.putObject(row.row() != null ? "index" : marks ? "update" : "delete")
        .put("_index", row.collection())
        .put("_id", row.keyText());
    body.append(RowJson.write(line)).append('\n');
    if (row.row() != null) {
      ObjectNode document = RowJson.node(row.row());
      body.append(
              RowJson.write(
                  deletes == Deletes.SOFT ? document.put(RowJson.DELETED, false) : document))
          .append('\n');
    } else if (marks) {
      ObjectNode update = MAPPER.createObjectNode().put("doc_as_upsert", true);
      update.set("doc", RowJson.node(row.key()).put(RowJson.DELETED, true));
      body.append(RowJson.write(update)).append('\n');
    }
  }

  private void make(String index) {
    int there = calls.send("HEAD", index, JSON, "").statusCode();
    if (there == 404) {
      int made = calls.send("PUT", index, JSON, INDEX).statusCode();
      // Somebody else may have made it meanwhile, which is a 400.
      if (made >= 300 && made != 400) {
        throw HttpCalls.trouble(made);
      }
    } else if (there >= 300) {
      throw HttpCalls.trouble(there);
    }
  }

  private static JsonNode read(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw new StoreAwayException("it answers with what is no JSON", e);
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
