package io.millrace.dataplane.catalogue;

import java.util.List;
import java.util.stream.Collectors;

/// How a database writes names and types. Everywhere else a column's type is in PostgreSQL's
/// spelling; only here it becomes another's.
public enum Dialect {
  POSTGRES {
    @Override
    public String quote(String identifier) {
      return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String type(Column column) {
      return column.type();
    }

    @Override
    public String widen(TableName table, Column column) {
      return alter(table) + "ALTER COLUMN " + quote(column.name()) + " TYPE " + type(column);
    }

    @Override
    public String dropNotNull(TableName table, Column column) {
      return alter(table) + "ALTER COLUMN " + quote(column.name()) + " DROP NOT NULL";
    }

    @Override
    public Column stored(Column column) {
      return column;
    }

    @Override
    String tableOptions() {
      return "";
    }
  },

  MARIADB {
    @Override
    String tableOptions() {
      return " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
    }
  },

  MYSQL {
    @Override
    String tableOptions() {
      return " CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin";
    }
  },

  SQLSERVER {
    @Override
    public String quote(String identifier) {
      return '[' + identifier.replace("]", "]]") + ']';
    }

    @Override
    public String type(Column column) {
      return SqlServerTypes.declare(column);
    }

    @Override
    String canonical(String declared) {
      return SqlServerTypes.canonical(declared);
    }

    @Override
    public String widen(TableName table, Column column) {
      return alter(table) + "ALTER COLUMN " + definition(column);
    }

    @Override
    public String dropNotNull(TableName table, Column column) {
      return alter(table) + "ALTER COLUMN " + quote(column.name()) + " " + type(column) + " NULL";
    }

    @Override
    public String add(TableName table, Column column) {
      return alter(table) + "ADD " + quote(column.name()) + " " + type(column);
    }

    @Override
    String create(TableName table) {
      return "IF OBJECT_ID(N'"
          + quote(table).replace("'", "''")
          + "', N'U') IS NULL CREATE TABLE "
          + quote(table);
    }

    // Blanks at the end count nowhere in a comparison of this server.
    @Override
    String comparison(Column column) {
      return column.inKey() && type(column).startsWith("nvarchar")
          ? " COLLATE Latin1_General_100_BIN2"
          : "";
    }

    @Override
    String tableOptions() {
      return "";
    }
  },

  ORACLE {
    @Override
    public String quote(String identifier) {
      return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String type(Column column) {
      return OracleTypes.declare(column);
    }

    @Override
    String canonical(String declared) {
      return OracleTypes.canonical(declared);
    }

    @Override
    public String widen(TableName table, Column column) {
      return alter(table) + "MODIFY (" + quote(column.name()) + " " + type(column) + ")";
    }

    @Override
    public String dropNotNull(TableName table, Column column) {
      return alter(table) + "MODIFY (" + quote(column.name()) + " NULL)";
    }

    @Override
    public String add(TableName table, Column column) {
      return alter(table) + "ADD (" + quote(column.name()) + " " + type(column) + ")";
    }

    @Override
    String create(TableName table) {
      return "CREATE TABLE " + quote(table);
    }

    @Override
    String tableOptions() {
      return "";
    }
  };

  private static final int MOST_KEY_CHARACTERS = 255;

  public String quote(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  public String quote(TableName table) {
    return quote(table.schema()) + "." + quote(table.table());
  }

  /// The type that a column has in a table made here.
  public String type(Column column) {
    return MySqlTypes.declare(column, MOST_KEY_CHARACTERS);
  }

  /// PostgreSQL's spelling of a type that this database declares.
  String canonical(String declared) {
    return MySqlTypes.canonical(declared);
  }

  /// How a table made for such a column describes it afterwards.
  public Column stored(Column column) {
    return new Column(
        column.name(),
        canonical(type(column)),
        column.nullable(),
        column.keyPosition(),
        column.filled());
  }

  public String widen(TableName table, Column column) {
    return alter(table) + "MODIFY COLUMN " + definition(column);
  }

  public String dropNotNull(TableName table, Column column) {
    return alter(table) + "MODIFY COLUMN " + quote(column.name()) + " " + type(column) + " NULL";
  }

  public String add(TableName table, Column column) {
    return alter(table) + "ADD COLUMN " + quote(column.name()) + " " + type(column);
  }

  String alter(TableName table) {
    return "ALTER TABLE " + quote(table) + " ";
  }

  /// Text is compared byte by byte, trailing blanks included, or two keys that differ in the source
  /// could be one here.
  abstract String tableOptions();

  /// How a column is compared, where the table cannot say it for all of its columns.
  String comparison(Column column) {
    return "";
  }

  String definition(Column column) {
    return quote(column.name())
        + " "
        + type(column)
        + comparison(column)
        + (column.inKey() ? " NOT NULL" : "");
  }

  String create(TableName table) {
    return "CREATE TABLE IF NOT EXISTS " + quote(table);
  }

  /// Only the key is NOT NULL: what the source demands of its rows, it has already seen to.
  public String createTable(TableName table, List<Column> columns) {
    String definitions = columns.stream().map(this::definition).collect(Collectors.joining(", "));
    String key =
        Column.key(columns).stream()
            .map(Column::name)
            .map(this::quote)
            .collect(Collectors.joining(", "));
    return create(table) + " (" + definitions + ", PRIMARY KEY (" + key + "))" + tableOptions();
  }
}
