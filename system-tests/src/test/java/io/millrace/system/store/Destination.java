package io.millrace.system.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// A store as a test sees it.
interface Destination extends AutoCloseable {

  /// Key → the row, as JSON.
  Map<Long, JsonNode> rows() throws Exception;

  /// As `apply` has connectors, with their secrets.
  String connector();

  /// What the table is called there.
  String collection();

  @Override
  void close() throws Exception;
}
