package io.millrace.connect.debezium;

import io.millrace.connect.deadletters.Refusal;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/// Whether a database's exception is about a row, and what it says of it.
final class SqlRefusal {

  private SqlRefusal() {}

  /// Codes of MariaDB and MySQL that come under the SQLSTATE of all that has none.
  private static final Set<Integer> CODES_OF_ROWS =
      Set.of(
          1048, // a column cannot be null
          1264, // out of range
          1265, // truncated
          1292, // incorrect value
          1364, // no default
          1366, // incorrect value
          1406, // too long
          1411, // incorrect value for a function
          3140, // not JSON
          3819, // check constraint
          4025, // check constraint, in MariaDB
          4078, // of a type that cannot be converted
          4161); // of a type that cannot be converted

  /// Beside the classes 22 and 23. A trigger's own exception; a check option of a view; a value too
  /// large for an index.
  private static final Set<String> STATES_OF_ROWS = Set.of("P0001", "44000", "54000");

  /// Empty when it is not about a row.
  static Optional<Refusal> of(Throwable failure) {
    List<SQLException> said = new ArrayList<>();
    boolean converted = false;
    for (Throwable cause : causes(failure)) {
      if (cause instanceof SQLException sql) {
        said.add(sql);
      }
      converted |=
          cause instanceof DataException
              || cause instanceof DateTimeException
              || cause instanceof NumberFormatException
              || cause instanceof ArithmeticException;
    }
    if (said.isEmpty()) {
      return converted
          ? Optional.of(new Refusal("a value cannot be converted", last(failure)))
          : Optional.empty();
    }
    // All must be about the row: a batch whose connection broke may say both.
    if (!said.stream().allMatch(SqlRefusal::aboutRow)) {
      return Optional.empty();
    }
    SQLException innermost = said.getLast();
    return Optional.of(
        new Refusal(
            words(innermost) + Details.of(innermost) + " (SQLSTATE " + state(innermost) + ")",
            String.valueOf(innermost.getMessage())));
  }

  private static boolean aboutRow(SQLException failure) {
    String state = state(failure);
    if (VendorCodes.oracle(failure)) {
      return VendorCodes.words(failure).isPresent();
    }
    return VendorCodes.words(failure).isPresent()
        || state.startsWith("22")
        || state.startsWith("23")
        || STATES_OF_ROWS.contains(state)
        || ((state.equals("HY000") || state.equals("01000"))
            && CODES_OF_ROWS.contains(failure.getErrorCode()));
  }

  private static String state(SQLException failure) {
    @Nullable String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  private static String words(SQLException failure) {
    String byCode =
        switch (failure.getErrorCode()) {
          case 1048, 1364 -> "a value is missing that the table wants";
          case 1062 -> "there is such a row already";
          case 1452, 1451, 1216, 1217 -> "a row that it refers to is not there";
          case 3819, 4025 -> "it breaks a check constraint";
          default -> "";
        };
    return byCode.isEmpty()
        ? VendorCodes.words(failure).orElseGet(() -> wordsOf(state(failure)))
        : byCode;
  }

  private static String wordsOf(String state) {
    return switch (state) {
      case "23502" -> "a value is missing that the table wants";
      case "23503" -> "a row that it refers to is not there";
      case "23505" -> "there is such a row already";
      case "23514", "44000" -> "it breaks a check constraint";
      case "22001" -> "a value is too long";
      case "22003" -> "a number is out of range";
      case "22007", "22008" -> "a time is none, or out of range";
      case "22P02" -> "a value is not of the column's type";
      case "22021", "22P05" -> "a text has a character that the database does not take";
      case "54000" -> "a value is too large";
      case "P0001" -> "a trigger refuses it";
      default ->
          state.startsWith("23") ? "it breaks a constraint" : "a value does not fit its column";
    };
  }

  private static String last(Throwable failure) {
    return String.valueOf(causes(failure).getLast().getMessage());
  }

  /// Each once, the innermost last; a batch's exceptions are a chain of their own.
  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> found = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> open = new ArrayDeque<>();
    open.add(failure);
    while (!open.isEmpty()) {
      Throwable next = open.remove();
      if (seen.add(next)) {
        found.add(next);
        if (next.getCause() != null) {
          open.add(next.getCause());
        }
        if (next instanceof SQLException sql && sql.getNextException() != null) {
          open.add(sql.getNextException());
        }
      }
    }
    return found;
  }
}
