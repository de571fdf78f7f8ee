package io.millrace.connect.store;

import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/// A change of a row on its way into a store.
///
/// @param collection what the destination of its table is called: a topic, an index, a prefix, a
///   path
/// @param row absent when it was deleted
/// @param change names this change among all; one that is written again has the same name
/// @param at when it was committed in the source, in milliseconds
record StoredRow(String collection, Struct key, @Nullable Struct row, String change, long at) {

  String keyJson() {
    return RowJson.of(key);
  }

  /// The key as one text: the value of its column, or of several joined by colons, with those in
  /// the values escaped, so that two keys are never one text.
  String keyText() {
    if (key.schema().fields().size() == 1) {
      return RowJson.text(key.get(key.schema().fields().getFirst()));
    }
    StringBuilder text = new StringBuilder();
    for (var field : key.schema().fields()) {
      String part = RowJson.text(key.get(field)).replace("\\", "\\\\").replace(":", "\\:");
      text.append(text.isEmpty() && field.index() == 0 ? "" : ":").append(part);
    }
    return text.toString();
  }
}
