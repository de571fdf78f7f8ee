package io.millrace.connect.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.connect.deadletters.Refusal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/// In the style `events` each change is posted: its own name, by which a receiver knows one that
/// comes again, the commit's time, the key, and the row, which is null when it was deleted. In the
/// style `rows` a row is put under its key, and deleted there. One call at a time, so that changes
/// arrive in their order.
final class HttpStore implements Store {

  private static final String JSON = "application/json";
  private static final int GONE = 410;
  private static final int NOT_FOUND = 404;

  private final HttpCalls calls;
  private final Deletes deletes;
  private final boolean events;
  private final int batchRows;

  HttpStore(StoreSettings settings) {
    calls = HttpCalls.of(settings);
    deletes = settings.deletes();
    events = settings.text("style").equals("events");
    batchRows = settings.number("batchRows");
  }

  @Override
  public Map<Integer, Refusal> write(List<StoredRow> rows) {
    Map<Integer, Refusal> refused = new HashMap<>();
    if (!events) {
      for (int i = 0; i < rows.size(); i++) {
        int position = i;
        put(rows.get(i)).ifPresent(refusal -> refused.put(position, refusal));
      }
      return refused;
    }
    int from = 0;
    while (from < rows.size()) {
      int to = from + 1;
      while (to < rows.size()
          && to - from < batchRows
          && rows.get(to).collection().equals(rows.get(from).collection())) {
        to++;
      }
      post(rows, from, to, refused);
      from = to;
    }
    return refused;
  }

  /// Of events that are refused together each half is tried, down to single ones.
  private void post(List<StoredRow> rows, int from, int to, Map<Integer, Refusal> refused) {
    String path = rows.get(from).collection();
    String body = batchRows == 1 ? RowJson.write(event(rows.get(from))) : array(rows, from, to);
    Optional<Refusal> refusal = HttpCalls.refusal(calls.send("POST", path, JSON, body));
    if (refusal.isEmpty()) {
      return;
    }
    if (to - from == 1) {
      refused.put(from, refusal.get());
      return;
    }
    int middle = (from + to) >>> 1;
    post(rows, from, middle, refused);
    post(rows, middle, to, refused);
  }

  private String array(List<StoredRow> rows, int from, int to) {
    StringBuilder all = new StringBuilder("[");
    for (int i = from; i < to; i++) {
      all.append(i == from ? "" : ",").append(RowJson.write(event(rows.get(i))));
    }
    return all.append(']').toString();
  }

  private ObjectNode event(StoredRow row) {
    ObjectNode key = RowJson.node(row.key());
    ObjectNode event = key.objectNode();
    event.put("change", row.change()).put("at", row.at());
    event.set("key", key);
    return event.set("row", content(row));
  }

  private @Nullable ObjectNode content(StoredRow row) {
    Struct values = row.row();
    if (deletes == Deletes.SOFT) {
      return RowJson.node(values == null ? row.key() : values).put(RowJson.DELETED, values == null);
    }
    return values == null ? null : RowJson.node(values);
  }

  private Optional<Refusal> put(StoredRow row) {
    String key = URLEncoder.encode(row.keyText(), StandardCharsets.UTF_8).replace("+", "%20");
    String path = row.collection() + "/" + key;
    ObjectNode content = content(row);
    if (content != null) {
      return HttpCalls.refusal(calls.send("PUT", path, JSON, RowJson.write(content)));
    }
    HttpResponse<String> answer = calls.send("DELETE", path, JSON, "");
    boolean gone = answer.statusCode() == NOT_FOUND || answer.statusCode() == GONE;
    return gone ? Optional.empty() : HttpCalls.refusal(answer);
  }

  @Override
  public void close() {
    calls.close();
  }
}
