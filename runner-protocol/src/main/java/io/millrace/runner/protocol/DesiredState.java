package io.millrace.runner.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    List<ConnectionTest> connectionTests) {

  public DesiredState {
    connectionTests = List.copyOf(connectionTests);
    components = List.copyOf(components);
    connectors = List.copyOf(connectors);
    pipelines = List.copyOf(pipelines);
  }

  /// A release by version, for people, and by the digest of its document (`sha256:<hex>`), which is
  /// what counts.
  public record ReleaseRef(String version, String digest) {}

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

  public enum ConnectorRole {
    SOURCE,
    DESTINATION
  }

  /// Tables on their way from one connector to another.
  ///
  /// @param restarts how often somebody has asked for a restart
  public record Pipeline(
      String name,
      String source,
      String destination,
      List<Table> tables,
      RunState runState,
      SchemaChanges schemaChanges,
      Deletes deletes,
      int restarts) {
    public Pipeline {
      tables = List.copyOf(tables);
    }

    /// With the defaults: it runs, follows the source's schema, and deletes what is deleted there.
    public static Pipeline of(String name, String source, String destination, List<Table> tables) {
      return new Pipeline(
          name,
          source,
          destination,
          tables,
          RunState.RUNNING,
          SchemaChanges.FOLLOW,
          Deletes.HARD,
          0);
    }
  }

  /// One table of a pipeline; both names are `schema.table`. `transform` is a Flink SQL SELECT over
  /// the source table by its name without the schema; absent, rows pass through as they are.
  public record Table(String source, String destination, Optional<String> transform) {}

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
}
