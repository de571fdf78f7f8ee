package io.millrace.connect.debezium;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A source's position, as far as it is about tables that are read again. Debezium keeps there what
/// is left to be read, and goes on with it when it starts; so what is asked for is begun, and given
/// up, by a word in the position, and what was begun is known by another. Both are stored with the
/// records that they are about, so that a task that dies at any instant neither forgets nor repeats
/// what it was asked.
final class SnapshotOffset {

  static final String AT = "millrace_snapshot";
  static final String ROWS = "millrace_snapshot_rows";
  static final String SKIPPED = "millrace_snapshot_skipped";
  static final String CANCELLED = "millrace_snapshot_cancelled";

  private static final String LEFT = "incremental_snapshot_collections";
  private static final String ID = "incremental_snapshot_correlation_id";
  private static final String LAST_KEY = "incremental_snapshot_primary_key";
  private static final String GREATEST_KEY = "incremental_snapshot_maximum_key";
  private static final Pattern TABLE = Pattern.compile("\"" + LEFT + "_id\"");

  private SnapshotOffset() {}

  /// The position to start from, so that what is wished for is begun, or given up, unless it was.
  static Map<String, Object> begin(Map<String, ?> offset, SnapshotWish wish) {
    Map<String, Object> next = new HashMap<>(offset);
    boolean known = number(offset.get(AT)) == wish.at();
    if (!wish.isThere() || (known && !(wish.cancelled() && left(offset) > 0))) {
      return next;
    }
    next.keySet().removeIf(SnapshotOffset::ofTableSnapshot);
    if (!known) {
      next.put(AT, wish.at());
      next.put(ROWS, 0L);
      next.remove(SKIPPED);
      next.remove(CANCELLED);
    }
    if (wish.cancelled()) {
      next.put(CANCELLED, true);
    } else if (!inInitialSnapshot(offset)) {
      next.put(LEFT, json(wish));
      next.put(ID, Long.toString(wish.at()));
    }
    return next;
  }

  private static boolean ofTableSnapshot(String key) {
    return key.equals(LEFT) || key.equals(ID) || key.equals(LAST_KEY) || key.equals(GREATEST_KEY);
  }

  private static String json(SnapshotWish wish) {
    return wish.tables().stream()
        .map(
            table ->
                "{\""
                    + LEFT
                    + "_id\":\""
                    + table.replace("\\", "\\\\").replace("\"", "\\\"")
                    + "\",\""
                    + LEFT
                    + "_additional_condition\":null,\""
                    + LEFT
                    + "_surrogate_key\":null}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /// How many tables are left to be read, the one that is being read included.
  static int left(Map<String, ?> offset) {
    if (!(offset.get(LEFT) instanceof String text)) {
      return 0;
    }
    Matcher matcher = TABLE.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  /// The initial snapshot has no position: it is begun anew by a task that starts, and reads it
  /// all.
  static boolean inInitialSnapshot(Map<String, ?> offset) {
    return offset.containsKey("snapshot") && !Boolean.TRUE.equals(offset.get("snapshot_completed"));
  }

  static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
