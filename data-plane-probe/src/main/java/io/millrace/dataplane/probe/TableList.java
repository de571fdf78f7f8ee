package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.PostgresEndpoint;
import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.ObservedState.FoundTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The tables that a user may see, and that a pipeline can name.
final class TableList {

  private static final int MOST = 1_000;

  private static final String POSTGRES =
      """
      SELECT n.nspname, c.relname,
             EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND n.nspname NOT LIKE 'pg_toast%' AND n.nspname NOT LIKE 'pg_temp%'
        AND has_schema_privilege(n.oid, 'USAGE')
      ORDER BY 1, 2
      """;

  private static final String MYSQL =
      """
      SELECT t.table_schema, t.table_name,
             EXISTS (SELECT 1 FROM information_schema.table_constraints k
                     WHERE k.table_schema = t.table_schema AND k.table_name = t.table_name
                       AND k.constraint_type = 'PRIMARY KEY')
      FROM information_schema.tables t
      WHERE t.table_type = 'BASE TABLE'
        AND t.table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
      ORDER BY 1, 2
      """;

  private static final String SQL_SERVER =
      """
      SELECT s.name, t.name,
             CASE WHEN EXISTS (SELECT 1 FROM sys.indexes i
                               WHERE i.object_id = t.object_id AND i.is_primary_key = 1)
               THEN 1 ELSE 0 END
      FROM sys.tables t JOIN sys.schemas s ON s.schema_id = t.schema_id
      WHERE t.is_ms_shipped = 0 AND s.name <> 'cdc'
      ORDER BY 1, 2
      """;

  private static final String ORACLE =
      """
      SELECT t.owner, t.table_name,
             CASE WHEN EXISTS (SELECT 1 FROM all_constraints k
                               WHERE k.owner = t.owner AND k.table_name = t.table_name
                                 AND k.constraint_type = 'P')
               THEN 1 ELSE 0 END
      FROM all_tables t JOIN all_users u ON u.username = t.owner
      WHERE u.oracle_maintained = 'N' AND t.nested = 'NO' AND t.secondary = 'N'
        AND t.temporary = 'N'
      ORDER BY 1, 2
      """;

  private TableList() {}

  static List<FoundTable> of(Connection connection, Endpoint.Database at) throws SQLException {
    String sql =
        switch (at) {
          case PostgresEndpoint _ -> POSTGRES;
          case MySqlEndpoint _ -> MYSQL;
          case SqlServerEndpoint _ -> SQL_SERVER;
          case OracleEndpoint _ -> ORACLE;
        };
    List<FoundTable> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next() && tables.size() < MOST) {
        String name = row.getString(1) + "." + row.getString(2);
        if (TableName.parse(name).isPresent()) {
          tables.add(new FoundTable(name, row.getBoolean(3)));
        }
      }
    }
    return tables;
  }
}
