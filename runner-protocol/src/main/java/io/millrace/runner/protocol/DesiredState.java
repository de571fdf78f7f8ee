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
    List<Pipeline> pipelines) {

  public DesiredState {
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

  /// Tables on their way from one connector to another.
  public record Pipeline(
      String name, String source, String destination, List<Table> tables, RunState runState) {
    public Pipeline {
      tables = List.copyOf(tables);
    }
  }

  /// One table of a pipeline; both names are `schema.table`. `transform` is a Flink SQL SELECT over
  /// the source table by its name without the schema; absent, rows pass through as they are.
  public record Table(String source, String destination, Optional<String> transform) {}

  public enum RunState {
    RUNNING,
    PAUSED
  }
}
