package io.millrace.runner.protocol;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an install should be. Says nothing of how: the same document drives local processes and a
/// Kubernetes cluster. Field by field as in `desired_state.proto`.
public record DesiredState(
    String installId,
    long generation,
    Instant issuedAt,
    ReleaseRef release,
    List<Component> components,
    List<Connector> connectors,
    List<Pipeline> pipelines,
    List<ConnectionTest> connectionTests,
    List<TransformPreview> transformPreviews,
    SealingWish sealing) {

  public DesiredState {
    connectionTests = List.copyOf(connectionTests);
    transformPreviews = List.copyOf(transformPreviews);
    components = List.copyOf(components);
    connectors = List.copyOf(connectors);
    pipelines = List.copyOf(pipelines);
  }

  /// A release by version, for people, and by the digest of its document (`sha256:<hex>`), which is
  /// what counts.
  public record ReleaseRef(String version, String digest) {}

  /// Which key secrets are sealed to.
  ///
  /// @param rotations how often somebody has asked for another key
  /// @param keyId the key that secrets are sealed to since this DesiredState; empty before a runner
  ///   has enrolled
  public record SealingWish(int rotations, String keyId) {

    /// Before anybody asked, and before a runner has enrolled.
    public static final SealingWish NONE = new SealingWish(0, "");
  }

  /// A component of the release with its sizing and options, by the component's own names.
  public record Component(String name, Map<String, String> settings) {
    public Component {
      settings = Map.copyOf(settings);
    }
  }

  /// A source or destination, of a type from the catalogue; `secrets` are sealed to the runner.
  public record Connector(
      String name, String type, Map<String, String> config, Map<String, SealedSecret> secrets) {
    public Connector {
      config = Map.copyOf(config);
      secrets = Map.copyOf(secrets);
    }
  }

  /// A connector, which need not exist, to be tried from inside the data plane.
  public record ConnectionTest(
      String id, Connector connector, ConnectorRole role, List<String> tables) {
    public ConnectionTest {
      tables = List.copyOf(tables);
    }
  }

  /// A transform to be tried without touching what runs.
  ///
  /// @param pipeline whose topics are sampled; it need not exist
  /// @param source the connector that the table is in
  /// @param inputs tables of the same source that the SELECT may name, as `schema.table`
  /// @param sampleRows the most rows to read; 0 for no sample
  public record TransformPreview(
      String id, String pipeline, String source, Table table, List<String> inputs, int sampleRows) {
    public TransformPreview {
      inputs = List.copyOf(inputs);
    }
  }

  public enum ConnectorRole {
    SOURCE,
    DESTINATION
  }

  /// Tables on their way from one connector to another.
  ///
  /// @param restarts how often somebody has asked for a restart
  /// @param deadLetters the newest that somebody asked for
  /// @param snapshot the newest that somebody asked for
  /// @param resets how often somebody has asked that the source begin anew
  public record Pipeline(
      String name,
      String source,
      String destination,
      List<Table> tables,
      RunState runState,
      SchemaChanges schemaChanges,
      Deletes deletes,
      TransformChanges transformChanges,
      BadRows badRows,
      int restarts,
      Optional<DeadLetterCommand> deadLetters,
      InitialSnapshot initialSnapshot,
      Optional<SnapshotCommand> snapshot,
      int resets,
      PartRestarts partRestarts) {
    public Pipeline {
      tables = List.copyOf(tables);
    }

    /// With the defaults: it runs, follows the source's schema, deletes what is deleted there, and
    /// sets aside what is refused.
    public static Pipeline of(String name, String source, String destination, List<Table> tables) {
      return new Pipeline(
          name,
          source,
          destination,
          tables,
          RunState.RUNNING,
          SchemaChanges.FOLLOW,
          Deletes.HARD,
          TransformChanges.REPROCESS,
          BadRows.SET_ASIDE,
          0,
          Optional.empty(),
          InitialSnapshot.ALL,
          Optional.empty(),
          0,
          PartRestarts.NONE);
    }
  }

  /// One table of a pipeline; both names are `schema.table`. `transform` is a Flink SQL SELECT over
  /// the source table, and maybe others of the pipeline, by their names without the schema; absent,
  /// rows pass through as they are.
  ///
  /// @param tests that the transform has to pass before it is started
  public record Table(
      String source, String destination, Optional<String> transform, List<TransformTest> tests) {
    public Table {
      tests = List.copyOf(tests);
    }

    /// Without tests.
    public static Table of(String source, String destination, Optional<String> transform) {
      return new Table(source, destination, transform, List.of());
    }
  }

  /// Made-up rows, and what a transform makes of them.
  ///
  /// @param given rows by the input table's name without the schema
  /// @param expected in any order; columns that are left out are not compared
  public record TransformTest(
      String name, Map<String, List<TestRow>> given, List<TestRow> expected) {
    public TransformTest {
      given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
      expected = List.copyOf(expected);
    }
  }

  /// Values as text by their columns' names; empty for NULL.
  public record TestRow(Map<String, Optional<String>> columns) {
    public TestRow {
      columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }
  }

  public enum RunState {
    RUNNING,
    PAUSED,
    STOPPED
  }

  /// What happens when a source table gets another shape.
  public enum SchemaChanges {
    /// Columns are added to the destination's table, and types made wider.
    FOLLOW,
    /// The pipeline waits and says which statement the destination needs.
    HOLD
  }

  /// What a row that was deleted in the source does to the destination.
  public enum Deletes {
    HARD,
    SOFT,
    IGNORE
  }

  /// What becomes of rows that went through a transform before it was changed.
  public enum TransformChanges {
    /// They go through the new one, which reads its tables from the beginning.
    REPROCESS,
    /// They stay as they are; the new one takes over where the one before it was.
    CONTINUE
  }

  /// What happens to a row that the destination refuses.
  public enum BadRows {
    /// It becomes a dead letter, and the others go on.
    SET_ASIDE,
    /// The pipeline waits and says why.
    STOP
  }

  /// What is to be done with the dead letters that were set aside until a moment.
  public record DeadLetterCommand(DeadLetterAction action, Instant until) {}

  public enum DeadLetterAction {
    REPLAY,
    DISCARD
  }

  /// What a pipeline reads of a table that it has not read before.
  public enum InitialSnapshot {
    /// The rows that are there, and then changes.
    ALL,
    /// Only changes from now on.
    NONE
  }

  /// Tables of a running pipeline that are to be read again while changes go on.
  ///
  /// @param at when somebody asked, which tells it from others
  /// @param tables as `schema.table`, in the source
  /// @param cancelled whether it is to be given up where it is
  public record SnapshotCommand(Instant at, List<String> tables, boolean cancelled) {
    public SnapshotCommand {
      tables = List.copyOf(tables);
    }
  }

  /// How often somebody has asked for a restart of one part of a pipeline.
  public record PartRestarts(int source, int destination, int transforms) {
    public static final PartRestarts NONE = new PartRestarts(0, 0, 0);
  }
}
