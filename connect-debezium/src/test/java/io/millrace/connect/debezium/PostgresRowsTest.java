package io.millrace.connect.debezium;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connect.deadletters.Refusal;
import io.millrace.connect.deadletters.SetAside;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a real PostgreSQL.
class PostgresRowsTest {

  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("note", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private static EmbeddedPostgres server;
  private static PostgresRows rows;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.start();
    rows = open("3");
  }

  @AfterAll
  static void stop() throws IOException {
    rows.close();
    server.close();
  }

  private static PostgresRows open(String batch) {
    return PostgresRows.open(
        Map.of(
            "connection.url",
            server.getJdbcUrl("postgres", "postgres") + "&ApplicationName=rows",
            "connection.username",
            "postgres",
            "connection.password",
            "",
            "batch.size",
            batch));
  }

  @BeforeEach
  void table() throws SQLException {
    execute("DROP TABLE IF EXISTS public.t CASCADE");
    execute("CREATE TABLE public.t (id bigint PRIMARY KEY, note varchar(5))");
  }

  @Test
  void ofAKeyTheLastChangeIsWhatIsThere() throws SQLException {
    rows.write(
        List.of(
            row(1, "a"), row(2, "b"), gone(1), row(3, "c"), row(2, "bb"), row(1, "aa"), gone(3)));
    assertThat(all()).isEqualTo(List.of("1=aa", "2=bb"));
    rows.write(List.of(gone(2), gone(2), gone(77), row(1, null)));
    assertThat(all()).isEqualTo(List.of("1=null"));
  }

  /// Whatever comes in whatever batches, the table is what a map would be.
  @Test
  void anyChangesInAnyBatchesAreAsIfEachWereMadeByItself() throws SQLException {
    for (int seed = 0; seed < 20; seed++) {
      execute("TRUNCATE public.t");
      Random random = new Random(seed);
      TreeMap<Long, String> expected = new TreeMap<>();
      List<SinkRecord> batch = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        long id = random.nextInt(12);
        if (random.nextInt(4) == 0) {
          batch.add(gone(id));
          expected.remove(id);
        } else {
          String note = random.nextInt(5) == 0 ? null : "n" + random.nextInt(999);
          batch.add(row(id, note));
          expected.put(id, String.valueOf(note));
        }
        if (random.nextInt(10) == 0) {
          rows.write(batch);
          batch = new ArrayList<>();
        }
      }
      rows.write(batch);
      assertThat(all())
          .as("seed " + seed)
          .isEqualTo(
              expected.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          numeric(12,2)    | 12345.60
          numeric          | 0.100000000000000000000000000000000000001
          numeric          | NaN
          date             | 2024-02-29
          date             | infinity
          date             | 0044-03-15 BC
          time             | 24:00:00
          timestamp        | 2024-02-29 12:00:00.123456
          timestamptz      | 2024-02-29 12:00:00.123456+00
          timestamptz      | -infinity
          interval         | 1 year 2 mons -3 days
          uuid             | 0b6f3b1e-3c8e-4f43-9a6f-7d2f1b2c3d4e
          json             | {"a" : [1, "\\u00e9"]}
          jsonb            | {"a": 1}
          xml              | <a>1</a>
          inet             | 10.0.0.1
          int4range        | [1,5)
          mood             | fine
          short            | abc
          text             | it's "a" \\ 😀
          char(3)          | ab
          bit(3)           | 101
          tsvector         | 'a':1
          """)
  void aTextIsReadAsTheColumnsType(String type, String text) throws SQLException {
    execute(
        "DROP DOMAIN IF EXISTS shorter, short",
        "DROP TYPE IF EXISTS mood",
        "CREATE TYPE mood AS ENUM ('fine', 'bad')",
        "CREATE DOMAIN short AS varchar(3)",
        "ALTER TABLE public.t DROP COLUMN note",
        "ALTER TABLE public.t ADD note " + type);
    rows.write(List.of(row(1, text)));
    assertThat(one("SELECT note FROM public.t").stripTrailing()).isEqualTo(text);
  }

  /// As Debezium writes times: ISO 8601 in UTC, with its sign for it.
  @ParameterizedTest
  @CsvSource({
    "date, 2024-02-29Z, 2024-02-29",
    "timestamp, 2024-02-29T12:00:00.123456Z, 2024-02-29 12:00:00.123456",
    "timestamptz, 2024-02-29T12:00:00.123456Z, 2024-02-29 12:00:00.123456+00",
    "time, 23:59:59.999999Z, 23:59:59.999999",
    "time, 24:00:00Z, 24:00:00",
    "timetz, 23:59:59.5Z, 23:59:59.5+00",
    "interval, P1Y2M-3DT4H5M6.7S, 1 year 2 mons -3 days +04:05:06.7"
  })
  void timesAreReadAsTheyAreWritten(String type, String text, String read) throws SQLException {
    execute("ALTER TABLE public.t DROP COLUMN note", "ALTER TABLE public.t ADD note " + type);
    rows.write(List.of(row(1, text)));
    assertThat(all()).isEqualTo(List.of("1=" + read));
  }

  @Test
  void valuesOfEachKindArrive() throws SQLException {
    execute(
        "DROP TABLE IF EXISTS public.kinds",
        """
        CREATE TABLE public.kinds (id bigint PRIMARY KEY, "select" boolean, real real,
          double double precision, number numeric, bytes bytea, one bit(1), bits bit varying,
          texts text[], "Names" varchar(9)[], blobs bytea[], numbers int[], place point)
        """);
    Schema point =
        SchemaBuilder.struct()
            .optional()
            .field("x", Schema.FLOAT64_SCHEMA)
            .field("y", Schema.FLOAT64_SCHEMA)
            .field("wkb", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("srid", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    Schema texts = SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build();
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("select", Schema.OPTIONAL_BOOLEAN_SCHEMA)
            .field("real", Schema.OPTIONAL_FLOAT32_SCHEMA)
            .field("double", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("number", Decimal.builder(2).optional().build())
            .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("one", Schema.OPTIONAL_BOOLEAN_SCHEMA)
            .field(
                "bits",
                SchemaBuilder.bytes()
                    .name("io.debezium.data.Bits")
                    .parameter("length", "10")
                    .optional()
                    .build())
            .field("texts", texts)
            .field("Names", texts)
            .field("blobs", SchemaBuilder.array(Schema.OPTIONAL_BYTES_SCHEMA).optional().build())
            .field("numbers", SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).optional().build())
            .field("place", point)
            .build();
    Struct row =
        new Struct(schema)
            .put("id", Long.MIN_VALUE)
            .put("select", true)
            .put("real", 0.1f)
            .put("double", Double.NEGATIVE_INFINITY)
            .put("number", new BigDecimal("12345678901234567890.10"))
            .put("bytes", ByteBuffer.wrap(new byte[] {0, 92, -1}))
            .put("one", true)
            .put("bits", new byte[] {5, 2})
            .put("texts", Arrays.asList("", "NULL", null, "a\"b\\c{},😀"))
            .put("Names", List.of("x"))
            .put("blobs", Arrays.asList(ByteBuffer.wrap("\\\"".getBytes(UTF_8)), null))
            .put("numbers", List.of())
            .put("place", new Struct(point).put("x", 1.5).put("y", -2.0));
    Struct nothing = new Struct(schema).put("id", 2L);
    rows.write(List.of(record("public.kinds", row), record("public.kinds", nothing)));
    assertThat(one("SELECT k::text FROM public.kinds k WHERE id < 0"))
        .isEqualTo(
            "(-9223372036854775808,t,0.1,-Infinity,12345678901234567890.10,\"\\\\x005cff\",1,"
                + "1000000101,\"{\"\"\"\",\"\"NULL\"\",NULL,\"\"a\\\\\"\"b\\\\\\\\c{},😀\"\"}\",{x},"
                + "\"{\"\"\\\\\\\\x5c22\"\",NULL}\",{},\"(1.5,-2)\")");
    assertThat(one("SELECT k::text FROM public.kinds k WHERE id = 2")).isEqualTo("(2,,,,,,,,,,,,)");
  }

  /// An explicit cast would cut it, of a column and of a domain.
  @ParameterizedTest
  @CsvSource({"varchar(5)", "char(5)", "shorter", "varchar(5)[]"})
  void aValueThatIsTooLongIsRefusedAndNeverCut(String type) throws SQLException {
    execute(
        "DROP DOMAIN IF EXISTS shorter, short",
        "CREATE DOMAIN short AS varchar(5)",
        "CREATE DOMAIN shorter AS short",
        "ALTER TABLE public.t DROP COLUMN note",
        "ALTER TABLE public.t ADD note " + type);
    String text = type.endsWith("[]") ? "{sixsix}" : "sixsix";
    assertThatThrownBy(() -> rows.write(List.of(row(1, text))))
        .isInstanceOf(ConnectException.class)
        .satisfies(e -> assertThat(SqlRefusal.of(e)).isPresent());
    assertThat(one("SELECT count(*) FROM public.t")).isEqualTo("0");
  }

  @Test
  void ofABatchOnlyTheRefusedRowIsSetAside() throws SQLException {
    List<String> aside = new ArrayList<>();
    SetAside collecting =
        new SetAside() {
          @Override
          public void accept(SinkRecord row, Refusal refusal) {
            aside.add(((Struct) row.key()).getInt64("id") + ": " + refusal.why());
          }

          @Override
          public Optional<Refusal> unwritable(SinkRecord row) {
            return Optional.empty();
          }
        };
    new TolerantWriter(rows, collecting)
        .write(List.of(row(1, "a"), row(2, "too long"), row(3, "c"), gone(4), row(5, "e")));
    assertThat(aside).containsExactly("2: a value is too long (SQLSTATE 22001)");
    assertThat(all()).isEqualTo(List.of("1=a", "3=c", "5=e"));
  }

  @Test
  void aTableThatIsChangedInBetweenIsSeen() throws SQLException {
    rows.write(List.of(row(1, "a")));
    Schema wider =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("more", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    Struct more = new Struct(wider).put("id", 2L).put("note", "b").put("more", 1L << 40);
    assertThatThrownBy(() -> rows.write(List.of(row(3, "c"), record("public.t", more))))
        .hasStackTraceContaining("schema evolution is disabled");
    assertThat(all()).isEqualTo(List.of("1=a"));

    execute("ALTER TABLE public.t ADD COLUMN more integer");
    assertThatThrownBy(() -> rows.write(List.of(record("public.t", more))))
        .satisfies(e -> assertThat(SqlRefusal.of(e)).isPresent());
    execute("ALTER TABLE public.t ALTER COLUMN more TYPE bigint");
    rows.write(List.of(row(3, "c"), record("public.t", more), row(4, "d")));
    assertThat(all()).isEqualTo(List.of("1=a", "2=b", "3=c", "4=d"));
    assertThat(one("SELECT more FROM public.t WHERE id = 2")).isEqualTo("1099511627776");

    execute("DROP TABLE public.t");
    assertThatThrownBy(() -> rows.write(List.of(row(9, "z"))))
        .hasStackTraceContaining("Could not find table public.t");
  }

  /// A command's number within its transaction is in each of its rows.
  @Test
  void aStatementIsBoundedInItsRowsAndInWhatTheyHold() throws SQLException {
    rows.write(List.of(row(1, "a"), row(2, "b"), row(3, "c"), row(4, "d")));
    String statements = "SELECT count(DISTINCT cmin::text) FROM public.t";
    assertThat(one(statements)).isEqualTo("2");

    execute("TRUNCATE public.t", "ALTER TABLE public.t ALTER COLUMN note TYPE text");
    String large = "x".repeat(1 << 20);
    List<SinkRecord> many = new ArrayList<>();
    for (int id = 0; id < 17; id++) {
      many.add(row(id, large));
    }
    try (PostgresRows unbounded = open("10000")) {
      unbounded.write(many);
    }
    assertThat(one("SELECT count(*) FROM public.t")).isEqualTo("17");
    assertThat(one(statements)).isEqualTo("3");
  }

  @Test
  void aConnectionThatWasEndedIsMadeAnew() throws SQLException {
    rows.write(List.of(row(1, "a")));
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rows'");
    rows.write(List.of(row(2, "b")));
    assertThat(all()).isEqualTo(List.of("1=a", "2=b"));
  }

  private static SinkRecord row(long id, String note) {
    return record("public.t", new Struct(ROW).put("id", id).put("note", note));
  }

  private static SinkRecord gone(long id) {
    return new SinkRecord("public.t", 0, KEY, new Struct(KEY).put("id", id), null, null, 0);
  }

  private static SinkRecord record(String topic, Struct row) {
    Struct key = new Struct(KEY).put("id", row.getInt64("id"));
    return new SinkRecord(topic, 0, KEY, key, row.schema(), row, 0);
  }

  private static List<String> all() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      try (ResultSet result =
          statement.executeQuery("SELECT id, note::text FROM public.t ORDER BY id")) {
        List<String> all = new ArrayList<>();
        while (result.next()) {
          all.add(result.getLong(1) + "=" + result.getString(2));
        }
        return all;
      }
    }
  }

  private static String one(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      try (ResultSet result = statement.executeQuery(sql)) {
        result.next();
        return result.getString(1);
      }
    }
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
