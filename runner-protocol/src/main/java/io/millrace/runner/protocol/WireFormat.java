package io.millrace.runner.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Timestamp;
import io.millrace.runner.protocol.ObservedState.ComponentStatus;
import io.millrace.runner.protocol.ObservedState.PipelineMetrics;
import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.ObservedState.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The plain records as protobuf messages and back: the one place that knows both.
public final class WireFormat {

  private WireFormat() {}

  public static io.millrace.runner.v1.DesiredState toProto(DesiredState state) {
    var builder =
        io.millrace.runner.v1.DesiredState.newBuilder()
            .setInstallId(state.installId())
            .setGeneration(state.generation())
            .setIssuedAt(toProto(state.issuedAt()))
            .setRelease(
                io.millrace.runner.v1.ReleaseRef.newBuilder()
                    .setVersion(state.release().version())
                    .setDigest(state.release().digest()))
            .setSealing(
                io.millrace.runner.v1.SealingWish.newBuilder()
                    .setRotations(state.sealing().rotations())
                    .setKeyId(state.sealing().keyId()));
    for (DesiredState.Component component : state.components()) {
      builder.addComponents(
          io.millrace.runner.v1.Component.newBuilder()
              .setName(component.name())
              .putAllSettings(component.settings()));
    }
    for (DesiredState.Connector connector : state.connectors()) {
      builder.addConnectors(toProto(connector));
    }
    for (DesiredState.ConnectionTest test : state.connectionTests()) {
      builder.addConnectionTests(
          io.millrace.runner.v1.ConnectionTest.newBuilder()
              .setId(test.id())
              .setConnector(toProto(test.connector()))
              .setRole(
                  switch (test.role()) {
                    case SOURCE -> io.millrace.runner.v1.ConnectorRole.CONNECTOR_ROLE_SOURCE;
                    case DESTINATION ->
                        io.millrace.runner.v1.ConnectorRole.CONNECTOR_ROLE_DESTINATION;
                  })
              .addAllTables(test.tables()));
    }
    for (DesiredState.Pipeline pipeline : state.pipelines()) {
      builder.addPipelines(toProto(pipeline));
    }
    state
        .transformPreviews()
        .forEach(each -> builder.addTransformPreviews(TransformFormat.toProto(each)));
    return builder.build();
  }

  /// Of what it says: two equal DesiredStates have the same digest, which need not hold for their
  /// bytes, as maps have no order of their own.
  public static String digest(DesiredState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.useDeterministicSerialization();
      toProto(state).writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory does not fail", e);
    }
    return Digest.of(bytes.toByteArray());
  }

  private static io.millrace.runner.v1.Pipeline toProto(DesiredState.Pipeline pipeline) {
    var builder =
        io.millrace.runner.v1.Pipeline.newBuilder()
            .setName(pipeline.name())
            .setSource(pipeline.source())
            .setDestination(pipeline.destination())
            .setRunState(
                switch (pipeline.runState()) {
                  case RUNNING -> io.millrace.runner.v1.RunState.RUN_STATE_RUNNING;
                  case PAUSED -> io.millrace.runner.v1.RunState.RUN_STATE_PAUSED;
                  case STOPPED -> io.millrace.runner.v1.RunState.RUN_STATE_STOPPED;
                })
            .setSchemaChanges(
                switch (pipeline.schemaChanges()) {
                  case FOLLOW -> io.millrace.runner.v1.SchemaChanges.SCHEMA_CHANGES_FOLLOW;
                  case HOLD -> io.millrace.runner.v1.SchemaChanges.SCHEMA_CHANGES_HOLD;
                })
            .setDeletes(
                switch (pipeline.deletes()) {
                  case HARD -> io.millrace.runner.v1.Deletes.DELETES_HARD;
                  case SOFT -> io.millrace.runner.v1.Deletes.DELETES_SOFT;
                  case IGNORE -> io.millrace.runner.v1.Deletes.DELETES_IGNORE;
                })
            .setTransformChanges(TransformFormat.toProto(pipeline.transformChanges()))
            .setBadRows(
                switch (pipeline.badRows()) {
                  case SET_ASIDE -> io.millrace.runner.v1.BadRows.BAD_ROWS_SET_ASIDE;
                  case STOP -> io.millrace.runner.v1.BadRows.BAD_ROWS_STOP;
                })
            .setRestarts(pipeline.restarts())
            .setInitialSnapshot(SnapshotFormat.toProto(pipeline.initialSnapshot()))
            .setResets(pipeline.resets())
            .setPartRestarts(SnapshotFormat.toProto(pipeline.partRestarts()));
    pipeline.snapshot().ifPresent(each -> builder.setSnapshot(SnapshotFormat.toProto(each)));
    pipeline
        .deadLetters()
        .ifPresent(each -> builder.setDeadLetters(DeadLetterFormat.toProto(each)));
    pipeline.tables().forEach(each -> builder.addTables(TransformFormat.toProto(each)));
    return builder.build();
  }

  private static io.millrace.runner.v1.Connector toProto(DesiredState.Connector connector) {
    return io.millrace.runner.v1.Connector.newBuilder()
        .setName(connector.name())
        .setType(connector.type())
        .putAllConfig(connector.config())
        .putAllSecrets(mapValues(connector.secrets(), WireFormat::toProto))
        .build();
  }

  private static DesiredState.Connector fromProto(io.millrace.runner.v1.Connector message) {
    return new DesiredState.Connector(
        message.getName(),
        message.getType(),
        message.getConfigMap(),
        mapValues(message.getSecretsMap(), WireFormat::fromProto));
  }

  private static io.millrace.runner.v1.SealedSecret toProto(SealedSecret secret) {
    return io.millrace.runner.v1.SealedSecret.newBuilder()
        .setKeyId(secret.keyId())
        .setEncapsulatedKey(bytes(secret.encapsulatedKey()))
        .setCiphertext(bytes(secret.ciphertext()))
        .setPlace(secret.place())
        .build();
  }

  public static DesiredState fromProto(io.millrace.runner.v1.DesiredState message) {
    return new DesiredState(
        message.getInstallId(),
        message.getGeneration(),
        fromProto(message.getIssuedAt()),
        new DesiredState.ReleaseRef(
            message.getRelease().getVersion(), message.getRelease().getDigest()),
        message.getComponentsList().stream()
            .map(each -> new DesiredState.Component(each.getName(), each.getSettingsMap()))
            .toList(),
        message.getConnectorsList().stream().map(WireFormat::fromProto).toList(),
        message.getPipelinesList().stream().map(WireFormat::fromProto).toList(),
        message.getConnectionTestsList().stream()
            .map(
                each ->
                    new DesiredState.ConnectionTest(
                        each.getId(),
                        fromProto(each.getConnector()),
                        switch (each.getRole()) {
                          case CONNECTOR_ROLE_DESTINATION -> DesiredState.ConnectorRole.DESTINATION;
                          case CONNECTOR_ROLE_SOURCE, CONNECTOR_ROLE_UNSPECIFIED, UNRECOGNIZED ->
                              DesiredState.ConnectorRole.SOURCE;
                        },
                        each.getTablesList()))
            .toList(),
        message.getTransformPreviewsList().stream().map(TransformFormat::fromProto).toList(),
        new DesiredState.SealingWish(
            message.getSealing().getRotations(), message.getSealing().getKeyId()));
  }

  private static DesiredState.Pipeline fromProto(io.millrace.runner.v1.Pipeline message) {
    return new DesiredState.Pipeline(
        message.getName(),
        message.getSource(),
        message.getDestination(),
        message.getTablesList().stream().map(TransformFormat::fromProto).toList(),
        switch (message.getRunState()) {
          case RUN_STATE_PAUSED -> DesiredState.RunState.PAUSED;
          case RUN_STATE_STOPPED -> DesiredState.RunState.STOPPED;
          case RUN_STATE_RUNNING, RUN_STATE_UNSPECIFIED, UNRECOGNIZED ->
              DesiredState.RunState.RUNNING;
        },
        switch (message.getSchemaChanges()) {
          case SCHEMA_CHANGES_FOLLOW -> DesiredState.SchemaChanges.FOLLOW;
          case SCHEMA_CHANGES_HOLD, SCHEMA_CHANGES_UNSPECIFIED, UNRECOGNIZED ->
              DesiredState.SchemaChanges.HOLD;
        },
        switch (message.getDeletes()) {
          case DELETES_SOFT -> DesiredState.Deletes.SOFT;
          case DELETES_IGNORE -> DesiredState.Deletes.IGNORE;
          case DELETES_HARD, DELETES_UNSPECIFIED, UNRECOGNIZED -> DesiredState.Deletes.HARD;
        },
        TransformFormat.fromProto(message.getTransformChanges()),
        switch (message.getBadRows()) {
          case BAD_ROWS_SET_ASIDE -> DesiredState.BadRows.SET_ASIDE;
          case BAD_ROWS_STOP, BAD_ROWS_UNSPECIFIED, UNRECOGNIZED -> DesiredState.BadRows.STOP;
        },
        message.getRestarts(),
        message.hasDeadLetters()
            ? Optional.of(DeadLetterFormat.fromProto(message.getDeadLetters()))
            : Optional.empty(),
        SnapshotFormat.fromProto(message.getInitialSnapshot()),
        message.hasSnapshot()
            ? Optional.of(SnapshotFormat.fromProto(message.getSnapshot()))
            : Optional.empty(),
        message.getResets(),
        SnapshotFormat.fromProto(message.getPartRestarts()));
  }

  private static SealedSecret fromProto(io.millrace.runner.v1.SealedSecret message) {
    return new SealedSecret(
        message.getKeyId(),
        base64(message.getEncapsulatedKey()),
        base64(message.getCiphertext()),
        message.getPlace());
  }

  public static io.millrace.runner.v1.ObservedState toProto(ObservedState state) {
    var builder =
        io.millrace.runner.v1.ObservedState.newBuilder()
            .setAcceptedGeneration(state.acceptedGeneration())
            .setConvergedGeneration(state.convergedGeneration())
            .setObservedAt(toProto(state.observedAt()));
    state.components().forEach(each -> builder.addComponents(toProto(each)));
    state.pipelines().forEach(each -> builder.addPipelines(toProto(each)));
    state.problems().forEach(each -> builder.addProblems(toProto(each)));
    for (ObservedState.ConnectionTestResult result : state.connectionTests()) {
      var told = io.millrace.runner.v1.ConnectionTestResult.newBuilder().setId(result.id());
      result.findings().forEach(each -> told.addFindings(toProto(each)));
      for (ObservedState.FoundTable table : result.tables()) {
        told.addTables(
            io.millrace.runner.v1.FoundTable.newBuilder()
                .setName(table.name())
                .setPrimaryKey(table.primaryKey()));
      }
      builder.addConnectionTests(told);
    }
    state
        .transformPreviews()
        .forEach(each -> builder.addTransformPreviews(TransformFormat.toProto(each)));
    return builder.build();
  }

  static io.millrace.runner.v1.Problem toProto(Problem problem) {
    return io.millrace.runner.v1.Problem.newBuilder()
        .setCode(problem.code())
        .setWhat(problem.what())
        .setWhy(problem.why())
        .setNextStep(problem.nextStep())
        .setSince(toProto(problem.since()))
        .build();
  }

  static Problem fromProto(io.millrace.runner.v1.Problem message) {
    return new Problem(
        message.getCode(),
        message.getWhat(),
        message.getWhy(),
        message.getNextStep(),
        fromProto(message.getSince()));
  }

  private static io.millrace.runner.v1.ComponentStatus toProto(ComponentStatus component) {
    var builder =
        io.millrace.runner.v1.ComponentStatus.newBuilder()
            .setName(component.name())
            .setVersion(component.version())
            .setStatus(toProto(component.status()))
            .setResidentBytes(component.residentBytes())
            .setRestarts(component.restarts())
            .setFetchedBytes(component.fetchedBytes())
            .setTotalBytes(component.totalBytes());
    component.startedAt().ifPresent(at -> builder.setStartedAt(toProto(at)));
    return builder.build();
  }

  private static io.millrace.runner.v1.PipelineStatus toProto(PipelineStatus pipeline) {
    var builder =
        io.millrace.runner.v1.PipelineStatus.newBuilder()
            .setName(pipeline.name())
            .setStatus(toProto(pipeline.status()))
            .setParts(PartsFormat.toProto(pipeline.parts()));
    pipeline.metrics().ifPresent(metrics -> builder.setMetrics(toProto(metrics)));
    pipeline
        .deadLetters()
        .ifPresent(each -> builder.setDeadLetters(DeadLetterFormat.toProto(each)));
    pipeline.snapshot().ifPresent(each -> builder.setSnapshot(SnapshotFormat.toProto(each)));
    return builder.build();
  }

  private static io.millrace.runner.v1.PipelineMetrics toProto(PipelineMetrics metrics) {
    var builder =
        io.millrace.runner.v1.PipelineMetrics.newBuilder()
            .setMeasuredAt(toProto(metrics.measuredAt()))
            .setRecordsTotal(metrics.recordsTotal())
            .setRecordsPerSecond(metrics.recordsPerSecond())
            .setLagRecords(metrics.lagRecords())
            .setErrorsTotal(metrics.errorsTotal());
    metrics.latencyMillis().ifPresent(builder::setLatencyMillis);
    return builder.build();
  }

  private static io.millrace.runner.v1.Status toProto(Status status) {
    return io.millrace.runner.v1.Status.newBuilder()
        .setState(toProto(status.state()))
        .setReason(status.reason())
        .setNextStep(status.nextStep())
        .setSince(toProto(status.since()))
        .build();
  }

  public static ObservedState fromProto(io.millrace.runner.v1.ObservedState message) {
    return new ObservedState(
        message.getAcceptedGeneration(),
        message.getConvergedGeneration(),
        fromProto(message.getObservedAt()),
        message.getComponentsList().stream().map(WireFormat::fromProto).toList(),
        message.getPipelinesList().stream().map(WireFormat::fromProto).toList(),
        message.getProblemsList().stream().map(WireFormat::fromProto).toList(),
        message.getConnectionTestsList().stream()
            .map(
                each ->
                    new ObservedState.ConnectionTestResult(
                        each.getId(),
                        each.getFindingsList().stream().map(WireFormat::fromProto).toList(),
                        each.getTablesList().stream()
                            .map(
                                table ->
                                    new ObservedState.FoundTable(
                                        table.getName(), table.getPrimaryKey()))
                            .toList()))
            .toList(),
        message.getTransformPreviewsList().stream().map(TransformFormat::fromProto).toList());
  }

  private static ComponentStatus fromProto(io.millrace.runner.v1.ComponentStatus message) {
    return new ComponentStatus(
        message.getName(),
        message.getVersion(),
        fromProto(message.getStatus()),
        message.getResidentBytes(),
        message.getRestarts(),
        message.getFetchedBytes(),
        message.getTotalBytes(),
        message.hasStartedAt() ? Optional.of(fromProto(message.getStartedAt())) : Optional.empty());
  }

  private static PipelineStatus fromProto(io.millrace.runner.v1.PipelineStatus message) {
    return new PipelineStatus(
        message.getName(),
        fromProto(message.getStatus()),
        message.hasMetrics() ? Optional.of(fromProto(message.getMetrics())) : Optional.empty(),
        message.hasDeadLetters()
            ? Optional.of(DeadLetterFormat.fromProto(message.getDeadLetters()))
            : Optional.empty(),
        PartsFormat.fromProto(message.getParts()),
        message.hasSnapshot()
            ? Optional.of(SnapshotFormat.fromProto(message.getSnapshot()))
            : Optional.empty());
  }

  private static PipelineMetrics fromProto(io.millrace.runner.v1.PipelineMetrics message) {
    return new PipelineMetrics(
        fromProto(message.getMeasuredAt()),
        message.getRecordsTotal(),
        message.getRecordsPerSecond(),
        message.getLagRecords(),
        message.hasLatencyMillis()
            ? OptionalDouble.of(message.getLatencyMillis())
            : OptionalDouble.empty(),
        message.getErrorsTotal());
  }

  private static Status fromProto(io.millrace.runner.v1.Status message) {
    return new Status(
        fromProto(message.getState()),
        message.getReason(),
        message.getNextStep(),
        fromProto(message.getSince()));
  }

  static io.millrace.runner.v1.State toProto(State state) {
    return switch (state) {
      case CREATING -> io.millrace.runner.v1.State.STATE_CREATING;
      case RUNNING -> io.millrace.runner.v1.State.STATE_RUNNING;
      case DEGRADED -> io.millrace.runner.v1.State.STATE_DEGRADED;
      case BROKEN -> io.millrace.runner.v1.State.STATE_BROKEN;
      case PAUSED -> io.millrace.runner.v1.State.STATE_PAUSED;
      case STOPPED -> io.millrace.runner.v1.State.STATE_STOPPED;
    };
  }

  static State fromProto(io.millrace.runner.v1.State state) {
    return switch (state) {
      case STATE_CREATING -> State.CREATING;
      case STATE_RUNNING -> State.RUNNING;
      case STATE_DEGRADED, STATE_UNSPECIFIED, UNRECOGNIZED -> State.DEGRADED;
      case STATE_BROKEN -> State.BROKEN;
      case STATE_PAUSED -> State.PAUSED;
      case STATE_STOPPED -> State.STOPPED;
    };
  }

  public static Timestamp toProto(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  public static Instant fromProto(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  public static com.google.protobuf.Duration toProto(Duration duration) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  public static Duration fromProto(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }

  private static <A, B> Map<String, B> mapValues(Map<String, A> map, Function<A, B> function) {
    return map.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> function.apply(entry.getValue())));
  }

  private static ByteString bytes(String base64) {
    return ByteString.copyFrom(Base64.getDecoder().decode(base64));
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
