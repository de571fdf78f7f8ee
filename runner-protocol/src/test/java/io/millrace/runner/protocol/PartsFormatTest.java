package io.millrace.runner.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.protocol.ObservedState.PipelineStatus;
import io.millrace.runner.protocol.ObservedState.SnapshotProgress;
import io.millrace.runner.protocol.ObservedState.SnapshotState;
import io.millrace.runner.protocol.ObservedState.SnapshotTable;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.ObservedState.Status;
import io.millrace.runner.protocol.PipelineParts.Schema;
import io.millrace.runner.protocol.PipelineParts.Task;
import io.millrace.runner.protocol.PipelineParts.TaskKind;
import io.millrace.runner.protocol.PipelineParts.Topic;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartsFormatTest {

  @Test
  void partsArriveAsTheyWereSent() {
    List<Task> tasks =
        Arrays.stream(TaskKind.values())
            .flatMap(
                kind ->
                    Stream.of(State.values())
                        .map(state -> new Task(kind, "millrace.p.source", 3, state, "Why.")))
            .toList();
    List<Topic> topics =
        List.of(
            new Topic(
                "p.public.a",
                6,
                1L << 40,
                12.5,
                OptionalLong.of(0),
                List.of(new Schema("p.public.a-value", 2))),
            new Topic("p.public.b", 1, 0, 0, OptionalLong.empty(), List.of()));
    ObservedState state =
        new ObservedState(
            1,
            1,
            Instant.EPOCH,
            List.of(),
            List.of(
                new PipelineStatus(
                        "p", new Status(State.RUNNING, "", "", Instant.EPOCH), Optional.empty())
                    .with(new PipelineParts(tasks, topics))
                    .with(
                        Optional.of(
                            new SnapshotProgress(
                                Instant.EPOCH,
                                SnapshotState.READING,
                                List.of(
                                    new SnapshotTable("public.a", SnapshotState.DONE),
                                    new SnapshotTable("public.b", SnapshotState.READING)),
                                7,
                                OptionalDouble.of(62.5),
                                1)))),
            List.of(),
            List.of(),
            List.of());
    assertThat(WireFormat.fromProto(WireFormat.toProto(state))).isEqualTo(state);
  }
}
