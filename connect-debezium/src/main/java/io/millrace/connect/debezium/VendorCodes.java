package io.millrace.connect.debezium;

import java.sql.SQLException;
import java.util.Optional;

/// What SQL Server and Oracle say of a row in numbers of their own: their SQLSTATEs tell too
/// little.
final class VendorCodes {

  private static final String MISSING = "a value is missing that the table wants";
  private static final String THERE = "there is such a row already";
  private static final String TOO_LONG = "a value is too long";
  private static final String OUT_OF_RANGE = "a number is out of range";
  private static final String NO_TIME = "a time is none, or out of range";
  private static final String OTHER_TYPE = "a value is not of the column's type";
  private static final String CHECK = "it breaks a check constraint";
  private static final String TRIGGER = "a trigger refuses it";

  private VendorCodes() {}

  /// Oracle gives states of rows to failures of connections, too: of it only the number counts.
  static boolean oracle(SQLException failure) {
    return String.valueOf(failure.getMessage()).startsWith("ORA-");
  }

  /// Empty when it is not about a row, or is neither server's.
  static Optional<String> words(SQLException failure) {
    String words =
        oracle(failure)
            ? ofOracle(failure.getErrorCode())
            : ofSqlServer(failure, failure.getErrorCode());
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  private static String ofSqlServer(SQLException failure, int code) {
    if (!String.valueOf(failure.getSQLState()).matches("S\\d{4}|23000")) {
      return "";
    }
    return switch (code) {
      case 515 -> MISSING;
      case 547 -> "it breaks a check constraint, or a row that it refers to is not there";
      case 2601, 2627 -> THERE;
      case 2628, 8152 -> TOO_LONG;
      case 220, 232, 8115 -> OUT_OF_RANGE;
      case 241, 242, 295 -> NO_TIME;
      // NaN and infinity are among them.
      case 235, 244, 245, 248, 293, 8023, 8114, 8169 -> OTHER_TYPE;
      case 511, 1946 -> "a value is too large";
      case 550 -> CHECK;
      case 3609, 3616 -> TRIGGER;
      default -> {
        if (code >= 9400 && code < 9500) {
          yield "a value is no XML";
        }
        // What THROW and RAISERROR of a trigger say.
        yield code >= 50_000 ? TRIGGER : "";
      }
    };
  }

  private static String ofOracle(int code) {
    return switch (code) {
      case 1 -> THERE;
      case 1400, 1407 -> MISSING;
      case 1461, 12899 -> TOO_LONG;
      case 1426, 1438, 17026 -> OUT_OF_RANGE;
      case 1465, 1722, 6502 -> OTHER_TYPE;
      case 1830, 1839, 1840, 1841, 1843, 1847, 1850, 1851, 1852, 1858, 1861, 1874, 1878, 1882 ->
          NO_TIME;
      case 1402, 2290 -> CHECK;
      case 2291, 2292 -> "a row that it refers to is not there";
      // What RAISE_APPLICATION_ERROR of a trigger says.
      default -> code >= 20_000 && code < 21_000 ? TRIGGER : "";
    };
  }
}
