package io.millrace.runner.protocol;

import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import io.millrace.runner.protocol.DesiredState.PartRestarts;
import io.millrace.runner.protocol.DesiredState.SnapshotCommand;
import io.millrace.runner.protocol.ObservedState.SnapshotProgress;
import io.millrace.runner.protocol.ObservedState.SnapshotState;
import io.millrace.runner.protocol.ObservedState.SnapshotTable;
import java.util.OptionalDouble;

/// How a source begins, reads again and is started anew, for [WireFormat].
final class SnapshotFormat {

  private SnapshotFormat() {}

  static io.millrace.runner.v1.InitialSnapshot toProto(InitialSnapshot initial) {
    return switch (initial) {
      case ALL -> io.millrace.runner.v1.InitialSnapshot.INITIAL_SNAPSHOT_ALL;
      case NONE -> io.millrace.runner.v1.InitialSnapshot.INITIAL_SNAPSHOT_NONE;
    };
  }

  static InitialSnapshot fromProto(io.millrace.runner.v1.InitialSnapshot message) {
    return switch (message) {
      case INITIAL_SNAPSHOT_NONE -> InitialSnapshot.NONE;
      case INITIAL_SNAPSHOT_ALL, INITIAL_SNAPSHOT_UNSPECIFIED, UNRECOGNIZED -> InitialSnapshot.ALL;
    };
  }

  static io.millrace.runner.v1.SnapshotCommand toProto(SnapshotCommand command) {
    return io.millrace.runner.v1.SnapshotCommand.newBuilder()
        .setAt(WireFormat.toProto(command.at()))
        .addAllTables(command.tables())
        .setCancelled(command.cancelled())
        .build();
  }

  static SnapshotCommand fromProto(io.millrace.runner.v1.SnapshotCommand message) {
    return new SnapshotCommand(
        WireFormat.fromProto(message.getAt()), message.getTablesList(), message.getCancelled());
  }

  static io.millrace.runner.v1.PartRestarts toProto(PartRestarts restarts) {
    return io.millrace.runner.v1.PartRestarts.newBuilder()
        .setSource(restarts.source())
        .setDestination(restarts.destination())
        .setTransforms(restarts.transforms())
        .build();
  }

  static PartRestarts fromProto(io.millrace.runner.v1.PartRestarts message) {
    return new PartRestarts(message.getSource(), message.getDestination(), message.getTransforms());
  }

  static io.millrace.runner.v1.SnapshotProgress toProto(SnapshotProgress progress) {
    var builder =
        io.millrace.runner.v1.SnapshotProgress.newBuilder()
            .setAt(WireFormat.toProto(progress.at()))
            .setState(toProto(progress.state()))
            .setRows(progress.rows())
            .setSkipped(progress.skipped());
    progress.percent().ifPresent(builder::setPercent);
    for (SnapshotTable table : progress.tables()) {
      builder.addTables(
          io.millrace.runner.v1.SnapshotTable.newBuilder()
              .setName(table.name())
              .setState(toProto(table.state())));
    }
    return builder.build();
  }

  static SnapshotProgress fromProto(io.millrace.runner.v1.SnapshotProgress message) {
    return new SnapshotProgress(
        WireFormat.fromProto(message.getAt()),
        fromProto(message.getState()),
        message.getTablesList().stream()
            .map(each -> new SnapshotTable(each.getName(), fromProto(each.getState())))
            .toList(),
        message.getRows(),
        message.hasPercent() ? OptionalDouble.of(message.getPercent()) : OptionalDouble.empty(),
        message.getSkipped());
  }

  private static io.millrace.runner.v1.SnapshotState toProto(SnapshotState state) {
    return switch (state) {
      case WAITING -> io.millrace.runner.v1.SnapshotState.SNAPSHOT_STATE_WAITING;
      case READING -> io.millrace.runner.v1.SnapshotState.SNAPSHOT_STATE_READING;
      case DONE -> io.millrace.runner.v1.SnapshotState.SNAPSHOT_STATE_DONE;
      case CANCELLED -> io.millrace.runner.v1.SnapshotState.SNAPSHOT_STATE_CANCELLED;
    };
  }

  private static SnapshotState fromProto(io.millrace.runner.v1.SnapshotState message) {
    return switch (message) {
      case SNAPSHOT_STATE_READING -> SnapshotState.READING;
      case SNAPSHOT_STATE_DONE -> SnapshotState.DONE;
      case SNAPSHOT_STATE_CANCELLED -> SnapshotState.CANCELLED;
      case SNAPSHOT_STATE_WAITING, SNAPSHOT_STATE_UNSPECIFIED, UNRECOGNIZED ->
          SnapshotState.WAITING;
    };
  }
}
