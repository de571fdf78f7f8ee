package io.millrace.system.pairs;

import io.millrace.system.rig.Rig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types.NestedField;

/// A lake with its catalogue in PostgreSQL, read by Iceberg's own reader, without Flink.
final class IcebergStore implements Store {

  private static final int BITS = 12;

  private final Path folder;
  private final PostgresStore catalogue;
  private final Rig rig;
  private final JdbcCatalog tables = new JdbcCatalog();

  IcebergStore(PostgresStore catalogue, Rig rig) throws IOException {
    this.catalogue = catalogue;
    this.rig = rig;
    folder = Files.createTempDirectory("millrace-lake");
    tables.setConf(new Configuration());
    tables.initialize(
        "millrace_lake",
        Map.of(
            "uri",
            uri(),
            "warehouse",
            folder.toUri().toString(),
            "jdbc.user",
            "millrace",
            "jdbc.schema-version",
            "V1"));
  }

  private String uri() {
    return "jdbc:postgresql://127.0.0.1:" + catalogue.port() + "/postgres";
  }

  @Override
  public SortedMap<Long, Map<String, String>> rows(String name) throws Exception {
    SortedMap<Long, Map<String, String>> rows = new TreeMap<>();
    Table table = tables.loadTable(TableIdentifier.of("shop", name));
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      for (Record record : records) {
        Map<String, String> values = new TreeMap<>();
        for (NestedField field : record.struct().fields()) {
          Object value = record.getField(field.name());
          values.put(
              field.name(),
              field.name().equals("bits") && value instanceof ByteBuffer buffer
                  ? Words.bits(buffer.array(), BITS)
                  : Words.of(value));
        }
        rows.put(((Number) record.getField("id")).longValue(), values);
      }
    }
    return rows;
  }

  /// What writes it is what can crash.
  @Override
  public void crash() throws Exception {
    rig.kill("flink-taskmanager");
  }

  @Override
  public String connector() {
    return """
    {"type": "iceberg", "config": {"catalog": "jdbc", "uri": "%s", "username": "millrace",
     "warehouse": "%s"}}
    """
        .formatted(uri(), folder.toUri());
  }

  @Override
  public String qualified(String table) {
    return "shop." + table;
  }

  @Override
  public void close() throws IOException {
    tables.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
