package io.millrace.controlplane.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An open transaction, good for one thread and only until its [Work] returns.
///
/// Arguments are strings, numbers, booleans, byte arrays, instants, enums (by name) and null, and
/// arrays of strings and numbers.
public final class Transaction {

  private final Connection connection;
  private final List<Runnable> afterCommit = new ArrayList<>();

  Transaction(Connection connection) {
    this.connection = connection;
  }

  public <T> List<T> list(String sql, Function<Row, T> reader, @Nullable Object... arguments) {
    try (PreparedStatement statement = prepare(sql, arguments);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      Row row = new Row(result);
      while (result.next()) {
        rows.add(reader.apply(row));
      }
      return rows;
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /// The first row, if there is one.
  public <T> Optional<T> find(String sql, Function<Row, T> reader, @Nullable Object... arguments) {
    return list(sql, reader, arguments).stream().findFirst();
  }

  /// How many rows were changed.
  public int update(String sql, @Nullable Object... arguments) {
    try (PreparedStatement statement = prepare(sql, arguments)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /// Wakes whoever listens on the channel, once the transaction is committed.
  public void notify(String channel, String payload) {
    list("select pg_notify(?, ?)", row -> true, channel, payload);
  }

  /// Runs on this thread once the transaction is committed, and not at all if it is not.
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  void runAfterCommit() {
    afterCommit.forEach(Runnable::run);
  }

  private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int index = 0; index < arguments.length; index++) {
        statement.setObject(index + 1, forDriver(arguments[index]));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static @Nullable Object forDriver(@Nullable Object argument) {
    return switch (argument) {
      case null -> null;
      case Instant instant -> OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
      case Enum<?> constant -> constant.name();
      default -> argument;
    };
  }
}
