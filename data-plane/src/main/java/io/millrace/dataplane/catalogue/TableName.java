package io.millrace.dataplane.catalogue;

import java.util.Optional;
import java.util.regex.Pattern;

/// A table by schema and name.
public record TableName(String schema, String table) {

  /// Topics, subjects, slots and folders are named after tables, so a table's name may hold only
  /// what is safe in all of them.
  private static final Pattern PART = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");

  /// Empty unless the text is `schema.table`; a name without a schema is in `public`.
  public static Optional<TableName> parse(String text) {
    String[] parts = text.trim().split("\\.", -1);
    TableName name =
        switch (parts.length) {
          case 1 -> new TableName("public", parts[0]);
          case 2 -> new TableName(parts[0], parts[1]);
          default -> new TableName("", "");
        };
    boolean valid = PART.matcher(name.schema).matches() && PART.matcher(name.table).matches();
    return valid ? Optional.of(name) : Optional.empty();
  }

  public String qualified() {
    return schema + "." + table;
  }
}
