package io.millrace.controlplane.transformpreview;

import io.millrace.controlplane.desiredstate.TableWish;
import io.millrace.controlplane.desiredstate.TableWish.TransformTestWish;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.pipeline.TableTransform;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A transform to be previewed.
///
/// @param pipeline whose topics are sampled; what is left out below is this pipeline's, if it
///   exists
/// @param source the connector that the table is in
/// @param table as `schema.table`
/// @param inputs other tables of the source that the SELECT may name
/// @param sampleRows the most rows to read, at most 10,000; 0 for no sample
@Schema(name = "TransformPreviewRequest")
public record TransformPreviewRequest(
    @Nullable String pipeline,
    @Nullable String source,
    @Nullable String table,
    @Nullable String transform,
    @Nullable List<@Nullable TransformTestWish> tests,
    @Nullable List<@Nullable String> inputs,
    @Nullable Integer sampleRows) {

  private static final int MOST_ROWS = 10_000;
  private static final int ROWS = 1_000;

  static final TransformPreviewRequest EMPTY =
      new TransformPreviewRequest(null, null, null, null, null, null, null);

  /// As far as it was given; the rest is "".
  record Checked(
      String pipeline, String source, TableWish table, List<String> inputs, int sampleRows) {}

  Checked checked(FieldErrors errors) {
    String of = errors.name("pipeline", pipeline);
    String name = errors.required("table", table);
    int rows = sampleRows == null ? ROWS : sampleRows;
    if (rows < 0 || rows > MOST_ROWS) {
      errors.add("sampleRows", rows + " is not between 0 and " + MOST_ROWS + ".");
    }
    TableWish wish = TableTransform.checked(new TableWish(name, name, transform, tests), errors);
    return new Checked(
        of,
        source == null ? "" : source,
        wish,
        inputs == null ? List.of() : inputs.stream().filter(Objects::nonNull).toList(),
        rows);
  }
}
