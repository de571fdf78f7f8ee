package io.millrace.connect.debezium;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/// Writes MariaDB's and MySQL's TIME as these write it: it is a span of up to 838 hours, negative
/// ones included, and no time of day.
public final class TimeAsText implements CustomConverter<SchemaBuilder, RelationalColumn> {

  @Override
  public void configure(Properties properties) {}

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    if (column.typeName().toUpperCase(Locale.ROOT).equals("TIME")) {
      SchemaBuilder schema = SchemaBuilder.string();
      registration.register(column.isOptional() ? schema.optional() : schema, TimeAsText::text);
    }
  }

  static @Nullable Object text(@Nullable Object value) {
    return value instanceof Duration span ? text(span) : value == null ? null : value.toString();
  }

  private static String text(Duration span) {
    Duration length = span.abs();
    String text =
        String.format(
            Locale.ROOT,
            "%02d:%02d:%02d.%06d",
            length.toHours(),
            length.toMinutesPart(),
            length.toSecondsPart(),
            length.toNanosPart() / 1_000);
    return span.isNegative() ? "-" + text : text;
  }
}
