package io.millrace.controlplane.overview;

import io.millrace.controlplane.connector.Connector;
import io.millrace.controlplane.overview.InstallDocument.ConnectorUse;
import io.millrace.controlplane.overview.InstallDocument.Pipeline;
import io.millrace.controlplane.overview.InstallDocument.SealedTo;
import io.millrace.controlplane.overview.InstallDocument.SecretKey;
import io.millrace.controlplane.overview.InstallDocument.Status;
import io.millrace.controlplane.overview.InstallDocument.Use;
import io.millrace.controlplane.runner.RunnerConnection.SealingKey;
import io.millrace.runner.protocol.ObservedState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How connectors fare, as told by the pipelines that use them: a pipeline's trouble is a
/// connector's when its reason is about that end.
final class ConnectorUses {

  private ConnectorUses() {}

  private record Told(Use state, String reason, String nextStep) {}

  static List<ConnectorUse> of(
      List<Connector> connectors, List<Pipeline> pipelines, Optional<SealingKey> key) {
    return connectors.stream().map(each -> of(each, pipelines, key)).toList();
  }

  private static ConnectorUse of(
      Connector wished, List<Pipeline> pipelines, Optional<SealingKey> key) {
    String connector = wished.name();
    List<Pipeline> users =
        pipelines.stream()
            .filter(each -> each.source().equals(connector) || each.destination().equals(connector))
            .toList();
    Told worst =
        users.stream()
            .map(pipeline -> told(connector, pipeline))
            .min(Comparator.comparing(Told::state))
            .orElse(
                new Told(
                    Use.UNUSED, "No pipeline uses it.", "Make a pipeline with it, or delete it."));
    return new ConnectorUse(
        connector,
        worst.state(),
        worst.reason(),
        worst.nextStep(),
        users.stream().map(Pipeline::name).toList(),
        wished.secrets().entrySet().stream()
            .map(each -> new SecretKey(each.getKey(), sealedTo(each.getValue().keyId(), key)))
            .toList());
  }

  private static SealedTo sealedTo(String keyId, Optional<SealingKey> key) {
    if (key.filter(known -> known.keyId().equals(keyId)).isPresent()) {
      return SealedTo.PRESENT_KEY;
    }
    return key.filter(known -> known.olderKeyIds().contains(keyId)).isPresent()
        ? SealedTo.OLDER_KEY
        : SealedTo.UNKNOWN_KEY;
  }

  private static Told told(String connector, Pipeline pipeline) {
    Status status = pipeline.status();
    boolean own =
        (pipeline.source().equals(connector)
                && status.reason().startsWith(ObservedState.Status.SOURCE))
            || (pipeline.destination().equals(connector)
                && status.reason().startsWith(ObservedState.Status.DESTINATION));
    return switch (status.state()) {
      case BROKEN -> own ? trouble(Use.BROKEN, status) : new Told(Use.RUNNING, "", "");
      case DEGRADED -> own ? trouble(Use.DEGRADED, status) : new Told(Use.RUNNING, "", "");
      // A new pipeline is being created for as long as one of its ends cannot be used.
      case CREATING ->
          own && !status.nextStep().isEmpty()
              ? trouble(Use.DEGRADED, status)
              : new Told(Use.CREATING, "", "");
      case RUNNING -> new Told(Use.RUNNING, "", "");
      case PAUSED, STOPPED -> new Told(Use.PAUSED, "", "");
    };
  }

  private static Told trouble(Use state, Status status) {
    return new Told(state, status.reason(), status.nextStep());
  }
}
