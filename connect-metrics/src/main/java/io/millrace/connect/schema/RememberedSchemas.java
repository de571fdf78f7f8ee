package io.millrace.connect.schema;

import io.apicurio.registry.resolver.DefaultSchemaResolver;
import io.apicurio.registry.resolver.SchemaLookupResult;
import io.apicurio.registry.resolver.SchemaParser;
import io.apicurio.registry.resolver.data.Record;
import io.apicurio.registry.serde.data.KafkaSerdeMetadata;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;

/// The registry's resolver of schemas, except that a row whose schema is the very object that the
/// row before had is looked up no more: the resolver finds what it knows by the schema's text, and
/// writes that text anew for every key and every row, a third of what a source takes for a row.
///
/// Remembered for as long as the resolver itself would: after that the registry is asked again, as
/// it may have begun anew.
public final class RememberedSchemas<T> extends DefaultSchemaResolver<Schema, T> {

  /// A converter uses one schema object until the table changes, so this stays small; a bound is
  /// kept all the same.
  private static final int MOST = 1_000;

  /// By topic, as one schema object may be in several.
  private final Map<String, IdentityHashMap<Schema, Found>> known = new HashMap<>();

  private long rememberedNanos;

  private record Found(SchemaLookupResult<Schema> schema, long until) {}

  @Override
  public void configure(Map<String, ?> config, SchemaParser<Schema, T> parser) {
    super.configure(config, parser);
    rememberedNanos = this.config.getCheckPeriod().toNanos();
  }

  @Override
  public SchemaLookupResult<Schema> resolveSchema(Record<T> row) {
    if (!(row.payload() instanceof GenericContainer container)
        || !(row.metadata() instanceof KafkaSerdeMetadata metadata)) {
      return super.resolveSchema(row);
    }
    IdentityHashMap<Schema, Found> ofTopic =
        known.computeIfAbsent(metadata.getTopic(), _ -> new IdentityHashMap<>());
    long now = System.nanoTime();
    @Nullable Found found = ofTopic.get(container.getSchema());
    if (found == null || now - found.until() >= 0) {
      if (ofTopic.size() >= MOST) {
        ofTopic.clear();
      }
      found = new Found(super.resolveSchema(row), now + rememberedNanos);
      ofTopic.put(container.getSchema(), found);
    }
    return found.schema();
  }

  @Override
  public void reset() {
    known.clear();
    super.reset();
  }
}
