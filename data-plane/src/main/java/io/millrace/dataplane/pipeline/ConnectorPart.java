package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.catalogue.StoreEndpoint;
import io.millrace.dataplane.connect.ConnectClient;
import io.millrace.dataplane.connect.ConnectorState;
import io.millrace.dataplane.http.ServiceException;
import io.millrace.dataplane.pipeline.PartState.Failing;
import io.millrace.dataplane.pipeline.PartState.Pending;
import io.millrace.dataplane.pipeline.PartState.Ready;
import io.millrace.runner.protocol.DesiredState.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// One connector of a pipeline: made, given its configuration, paused or resumed as wished, and
/// restarted when it fails.
final class ConnectorPart {

  private static final long LONGEST_WAIT = Duration.ofSeconds(5).toNanos();
  private static final long FIRST_WAIT = Duration.ofMillis(500).toNanos();

  /// A connector that ran this long counts as well again; after several failures, longer.
  private static final long STEADY = Duration.ofSeconds(5).toNanos();

  private static final int LONGEST_STEADY = 5;

  private final String name;
  private final String subject;
  private final Attempt<Boolean> configure;
  private final Attempt<Boolean> control;
  private @Nullable Trouble lastFailure;
  private int failures;
  private long nextRestart = System.nanoTime();
  private long failedAt;

  /// @param subject begins sentences about it, such as `The source db:5432/shop`
  ConnectorPart(String name, String subject, Executor executor, Runnable wake) {
    this.name = name;
    this.subject = subject;
    configure = new Attempt<>(executor, wake);
    control = new Attempt<>(executor, wake);
  }

  /// @param checked whether the database was looked at and is as it must be; until then a connector
  ///   that is there stays as it is
  /// @param before run in the background ahead of making the connector
  PartState tick(
      Sight sight,
      ConnectClient connect,
      Map<String, String> wanted,
      boolean checked,
      RunState wished,
      Runnable before) {
    Optional<ConnectorState> seen = sight.connector(name);
    if (seen.isEmpty() || !seen.get().config().equals(wanted)) {
      if (wished != RunState.RUNNING && seen.isEmpty()) {
        return new Ready();
      }
      if (!checked) {
        return new Pending(subject + " is being looked at.");
      }
      configure.start(
          sight.seenAt(),
          () -> {
            before.run();
            put(connect, wanted);
            return true;
          });
    }
    if (seen.isEmpty()) {
      return configure
          .trouble()
          .<PartState>map(Failing::new)
          .orElseGet(() -> new Pending(subject + " is being connected."));
    }
    return switch (wished) {
      case RUNNING -> run(sight, connect, seen.get());
      case PAUSED -> pause(sight, connect, seen.get());
      case STOPPED -> stop(sight, connect, seen.get());
    };
  }

  private void put(ConnectClient connect, Map<String, String> wanted) {
    try {
      connect.putConfig(name, wanted);
    } catch (ServiceException e) {
      if (e.kind() == ServiceException.Kind.REFUSED) {
        throw new Trouble.Found(
            refusedFields(connect, wanted)
                .orElseGet(() -> FailureReason.of(subject, String.valueOf(e.getMessage()))));
      }
      throw e;
    }
  }

  /// What Connect says of settings that are a field of the connector.
  private Optional<Trouble> refusedFields(ConnectClient connect, Map<String, String> wanted) {
    Map<String, String> checked = new TreeMap<>(wanted);
    checked.put("name", name);
    return connect.validate(wanted.getOrDefault("connector.class", ""), checked).entrySet().stream()
        .flatMap(
            error ->
                StoreEndpoint.field(error.getKey()).stream()
                    .map(field -> refused(field, error.getValue())))
        .findFirst();
  }

  private Trouble refused(String field, List<String> said) {
    return new Trouble(
        subject + " cannot be used: its " + field + " is refused: " + String.join(" ", said) + ".",
        "Correct the connector's " + field + ".",
        false);
  }

  private PartState pause(Sight sight, ConnectClient connect, ConnectorState state) {
    if (state.paused()) {
      return new Ready();
    }
    control.start(
        sight.seenAt(),
        () -> {
          connect.pause(name);
          return true;
        });
    return new Pending(subject + " is being paused.");
  }

  private PartState stop(Sight sight, ConnectClient connect, ConnectorState state) {
    if (state.stopped()) {
      return new Ready();
    }
    control.start(
        sight.seenAt(),
        () -> {
          connect.stop(name);
          return true;
        });
    return new Pending(subject + " is being stopped.");
  }

  private PartState run(Sight sight, ConnectClient connect, ConnectorState state) {
    if (state.paused()) {
      control.start(
          sight.seenAt(),
          () -> {
            connect.resume(name);
            return true;
          });
      return new Pending(subject + " is being resumed.");
    }
    Optional<String> trace = state.failure();
    if (trace.isPresent()) {
      return failed(sight, connect, trace.get());
    }
    Trouble failure = lastFailure;
    if (failure != null
        && sight.seenAt() - failedAt < STEADY * Math.min(failures, LONGEST_STEADY)) {
      return new Failing(failure);
    }
    if (!state.running()) {
      return new Pending(subject + " is being connected.");
    }
    lastFailure = null;
    failures = 0;
    return new Ready();
  }

  private PartState failed(Sight sight, ConnectClient connect, String trace) {
    Trouble failure = FailureReason.of(subject, trace);
    lastFailure = failure;
    failedAt = sight.seenAt();
    if (System.nanoTime() - nextRestart >= 0 && !control.running()) {
      nextRestart =
          System.nanoTime() + Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(failures, 10));
      failures++;
      control.start(
          sight.seenAt(),
          () -> {
            connect.restartFailed(name);
            return true;
          });
    }
    return new Failing(failure);
  }
}
