package io.millrace.controlplane.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The row that a query has come to. A column that is null where a value was asked for is a defect
/// of the query, and says so.
public final class Row {

  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  public String text(String column) {
    return optionalText(column).orElseThrow(() -> missing(column));
  }

  public Optional<String> optionalText(String column) {
    return read(() -> result.getString(column));
  }

  public long number(String column) {
    return this.<Long>read(() -> result.getObject(column, Long.class))
        .orElseThrow(() -> missing(column));
  }

  public double decimal(String column) {
    return optionalDecimal(column).orElseThrow(() -> missing(column));
  }

  public Optional<Double> optionalDecimal(String column) {
    return read(() -> result.getObject(column, Double.class));
  }

  public boolean flag(String column) {
    return this.<Boolean>read(() -> result.getObject(column, Boolean.class))
        .orElseThrow(() -> missing(column));
  }

  public Instant instant(String column) {
    return optionalInstant(column).orElseThrow(() -> missing(column));
  }

  public Optional<Instant> optionalInstant(String column) {
    return this.<OffsetDateTime>read(() -> result.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  public byte[] bytes(String column) {
    return optionalBytes(column).orElseThrow(() -> missing(column));
  }

  public Optional<byte[]> optionalBytes(String column) {
    return read(() -> result.getBytes(column));
  }

  public <E extends Enum<E>> E constant(String column, Class<E> type) {
    return Enum.valueOf(type, text(column));
  }

  private <T> Optional<T> read(Column<T> column) {
    try {
      return Optional.ofNullable(column.value());
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private static IllegalStateException missing(String column) {
    return new IllegalStateException("The column " + column + " is null");
  }

  @FunctionalInterface
  private interface Column<T> {
    @Nullable T value() throws SQLException;
  }
}
