package io.millrace.connect.debezium.sqlserver;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/// Writes DATETIMEOFFSET in UTC, as instants of all sources are. Debezium's own converter keeps the
/// offset, and is a second late where a fraction of one lies before 1970.
public final class InstantAsText implements CustomConverter<SchemaBuilder, RelationalColumn> {

  static final String SCHEMA = "io.debezium.time.ZonedTimestamp";

  /// As the driver's own class prints itself: `2020-01-01 10:00:00.1234567 +02:00`.
  private static final DateTimeFormatter PRINTED =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .appendLiteral(' ')
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter(Locale.ROOT);

  @Override
  public void configure(Properties properties) {}

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    if (column.typeName().toLowerCase(Locale.ROOT).equals("datetimeoffset")) {
      SchemaBuilder schema = SchemaBuilder.string().name(SCHEMA);
      registration.register(column.isOptional() ? schema.optional() : schema, InstantAsText::text);
    }
  }

  static @Nullable Object text(@Nullable Object value) {
    return value == null
        ? null
        : OffsetDateTime.parse(value.toString(), PRINTED)
            .withOffsetSameInstant(ZoneOffset.UTC)
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
