package io.millrace.connect.debezium;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which column or constraint a database names when it refuses a row.
///
/// PostgreSQL tells them apart from its message. The others tell them in it, beside values, so they
/// are taken only from where no value can stand.
final class Details {

  private static final String NAME = "([\\w$.-]{1,64})";
  private static final String CONNECTION = "(?:\\(conn=\\d+\\) )?";

  private static final List<Pattern> MESSAGES =
      List.of(
          Pattern.compile(CONNECTION + "Column '" + NAME + "' cannot be null"),
          Pattern.compile(CONNECTION + "Field '" + NAME + "' doesn't have a default value"),
          Pattern.compile(CONNECTION + "Data too long for column '" + NAME + "' at row \\d+"),
          Pattern.compile(CONNECTION + "Out of range value for column '" + NAME + "' at row \\d+"),
          Pattern.compile(CONNECTION + "CONSTRAINT `" + NAME + "` failed for `[\\w$.`-]+"),
          Pattern.compile(CONNECTION + "Check constraint '" + NAME + "' is violated\\.?"),
          Pattern.compile("(?s)Cannot insert the value NULL into column '" + NAME + "', table .*"),
          Pattern.compile("(?s)Violation of (?:PRIMARY|UNIQUE) KEY constraint '" + NAME + "'\\..*"),
          Pattern.compile(
              "(?s)String or binary data would be truncated in table '[^']*', column '"
                  + NAME
                  + "'\\..*"),
          Pattern.compile(
              "(?s)ORA-01400: cannot insert NULL into \\((?:\"[^\"]*\"\\.)*\"" + NAME + "\"\\).*"),
          Pattern.compile(
              "(?s)ORA-12899: value too large for column (?:\"[^\"]*\"\\.)*\"" + NAME + "\" .*"),
          Pattern.compile(
              "(?s)ORA-(?:00001|0229[012]): [a-z ]*constraint \\((?:[^.]*\\.)?" + NAME + "\\) .*"));

  private Details() {}

  /// Empty, or the name in quotes with a blank before it.
  static String of(SQLException failure) {
    String name = ofServer(failure);
    if (name == null) {
      name = ofMessage(String.valueOf(failure.getMessage()));
    }
    return name == null ? "" : " \"" + name + "\"";
  }

  private static @Nullable String ofMessage(String message) {
    for (Pattern pattern : MESSAGES) {
      Matcher matcher = pattern.matcher(message);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return null;
  }

  /// The fields of PostgreSQL's error message. Its driver is the plugin's, so it is asked by name.
  private static @Nullable String ofServer(SQLException failure) {
    try {
      Object message = failure.getClass().getMethod("getServerErrorMessage").invoke(failure);
      if (message == null) {
        return null;
      }
      Object constraint = message.getClass().getMethod("getConstraint").invoke(message);
      return constraint instanceof String text
          ? text
          : (String) message.getClass().getMethod("getColumn").invoke(message);
    } catch (ReflectiveOperationException _) {
      return null;
    }
  }
}
