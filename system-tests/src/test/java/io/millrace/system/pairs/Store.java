package io.millrace.system.pairs;

import java.util.Map;
import java.util.SortedMap;

/// A place that has tables, as a test sees it.
public interface Store extends AutoCloseable {

  /// Key → column → value in words that are the same for every store; see [Words].
  SortedMap<Long, Map<String, String>> rows(String table) throws Exception;

  /// Ends it in the hardest way there is, and lets it come back.
  void crash() throws Exception;

  /// As the API's connectors have it.
  String connector();

  /// A table's name as pipelines have it.
  String qualified(String table);
}
