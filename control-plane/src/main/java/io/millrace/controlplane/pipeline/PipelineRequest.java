package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.desiredstate.TableWish;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.runner.protocol.DesiredState.BadRows;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import io.millrace.runner.protocol.DesiredState.TransformChanges;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A pipeline to be.
@Schema(name = "PipelineRequest")
public record PipelineRequest(
    @Nullable String source,
    @Nullable String destination,
    @Nullable List<@Nullable TableWish> tables,
    @Nullable RunState runState,
    @Nullable SchemaChanges schemaChanges,
    @Nullable Deletes deletes,
    @Nullable TransformChanges transformChanges,
    @Nullable BadRows badRows,
    @Nullable InitialSnapshot initialSnapshot,
    @Nullable List<@Nullable String> tags) {

  public static final PipelineRequest EMPTY =
      new PipelineRequest(null, null, null, null, null, null, null, null, null, null);

  /// What a tag looks like.
  public static final String TAG = "[A-Za-z0-9._:/-]{1,40}";

  /// What the name of a table looks like.
  public static final String TABLE = "[^.\\s]+\\.[^.\\s]+";

  /// The pipeline, with an error for each field that is wrong.
  public Pipeline checked(String name, FieldErrors errors) {
    errors.name("name", name);
    return new Pipeline(
        name,
        errors.required("source", source),
        errors.required("destination", destination),
        checkedTables(errors),
        runState == null ? RunState.RUNNING : runState,
        schemaChanges == null ? SchemaChanges.FOLLOW : schemaChanges,
        deletes == null ? Deletes.HARD : deletes,
        transformChanges == null ? TransformChanges.REPROCESS : transformChanges,
        badRows == null ? BadRows.SET_ASIDE : badRows,
        initialSnapshot == null ? InitialSnapshot.ALL : initialSnapshot,
        checkedTags(errors),
        0);
  }

  private List<TableWish> checkedTables(FieldErrors errors) {
    if (tables == null || tables.isEmpty()) {
      errors.add("tables", "A pipeline has at least one table.");
      return List.of();
    }
    List<TableWish> checked = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      String at = "tables[" + i + "]";
      TableWish table = tables.get(i);
      if (table == null) {
        errors.add(at, "It is missing.");
        continue;
      }
      table(at + ".source", table.source(), errors);
      // Its form is a matter of the destination's type, see Ends.
      errors.required(at + ".destination", table.destination());
      checked.add(TableTransform.checked(table, errors.under(at)));
    }
    return checked;
  }

  private static void table(String field, @Nullable String name, FieldErrors errors) {
    String given = errors.required(field, name);
    if (!given.isEmpty() && !given.matches(TABLE)) {
      errors.add(field, "\"" + given + "\" is not schema.table, such as public.orders.");
    }
  }

  private List<String> checkedTags(FieldErrors errors) {
    List<String> checked = new ArrayList<>();
    for (int i = 0; tags != null && i < tags.size(); i++) {
      String tag = tags.get(i);
      if (tag == null || !tag.matches(TAG)) {
        errors.add(
            "tags[" + i + "]",
            "\"" + tag + "\" is no tag: use 1 to 40 letters, digits, and . _ : / -.");
      } else {
        checked.add(tag);
      }
    }
    return checked;
  }
}
