package io.millrace.connect.debezium;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Tables that somebody wants to be read again while changes go on, as a source's configuration
/// says it.
///
/// @param at in milliseconds; tells it from others, and is 0 when there is none
/// @param tables as Debezium names them
/// @param cancelled whether it is to be given up where it is
record SnapshotWish(long at, List<String> tables, boolean cancelled) {

  private static final String AT = "millrace.snapshot.at";
  private static final String TABLES = "millrace.snapshot.tables";
  private static final String CANCELLED = "millrace.snapshot.cancelled";

  SnapshotWish {
    tables = List.copyOf(tables);
  }

  static SnapshotWish of(Map<String, String> config) {
    return new SnapshotWish(
        Long.parseLong(config.getOrDefault(AT, "0")),
        Arrays.stream(config.getOrDefault(TABLES, "").split(",", -1))
            .filter(table -> !table.isEmpty())
            .toList(),
        Boolean.parseBoolean(config.getOrDefault(CANCELLED, "false")));
  }

  boolean isThere() {
    return at > 0;
  }
}
