package io.millrace.connect.store;

import io.millrace.connect.deadletters.Refusal;
import java.util.List;
import java.util.Map;

/// Where rows go.
interface Store extends AutoCloseable {

  /// Returns once all rows are safe. Changes of one key are written in their order, and may be
  /// written again from any earlier one on.
  ///
  /// @return by their place in the list, the rows that the store refuses; all others are written
  /// @throws StoreAwayException when it may pass by itself
  /// @throws StoreRefusesException when somebody has to do something
  Map<Integer, Refusal> write(List<StoredRow> rows);

  @Override
  void close();
}
