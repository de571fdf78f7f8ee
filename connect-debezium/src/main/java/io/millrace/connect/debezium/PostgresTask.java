package io.millrace.connect.debezium;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes rows into PostgreSQL by [PostgresRows].
public final class PostgresTask extends RowTask {

  private @Nullable PostgresRows rows;

  @Override
  RowWriter connect(Map<String, String> config) {
    PostgresRows opened = PostgresRows.open(config);
    rows = opened;
    return opened;
  }

  @Override
  public void stop() {
    super.stop();
    if (rows != null) {
      rows.close();
    }
  }
}
