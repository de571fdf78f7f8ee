package io.millrace.runner.protocol;

import io.millrace.runner.protocol.PipelineParts.Schema;
import io.millrace.runner.protocol.PipelineParts.Task;
import io.millrace.runner.protocol.PipelineParts.TaskKind;
import io.millrace.runner.protocol.PipelineParts.Topic;
import io.millrace.runner.v1.PipelineTask;
import io.millrace.runner.v1.PipelineTopic;
import io.millrace.runner.v1.TopicSchema;
import java.util.OptionalLong;

/// A pipeline's parts on the wire.
final class PartsFormat {

  private PartsFormat() {}

  static io.millrace.runner.v1.PipelineParts toProto(PipelineParts parts) {
    var builder = io.millrace.runner.v1.PipelineParts.newBuilder();
    for (Task task : parts.tasks()) {
      builder.addTasks(
          PipelineTask.newBuilder()
              .setKind(toProto(task.kind()))
              .setOwner(task.owner())
              .setNumber(task.number())
              .setState(WireFormat.toProto(task.state()))
              .setReason(task.reason()));
    }
    parts.topics().forEach(topic -> builder.addTopics(toProto(topic)));
    return builder.build();
  }

  private static io.millrace.runner.v1.TaskKind toProto(TaskKind kind) {
    return switch (kind) {
      case SOURCE -> io.millrace.runner.v1.TaskKind.TASK_KIND_SOURCE;
      case DESTINATION -> io.millrace.runner.v1.TaskKind.TASK_KIND_DESTINATION;
      case TRANSFORM -> io.millrace.runner.v1.TaskKind.TASK_KIND_TRANSFORM;
      case DELIVERY -> io.millrace.runner.v1.TaskKind.TASK_KIND_DELIVERY;
    };
  }

  private static PipelineTopic toProto(Topic topic) {
    var builder =
        PipelineTopic.newBuilder()
            .setName(topic.name())
            .setPartitions(topic.partitions())
            .setRecordsTotal(topic.recordsTotal())
            .setRecordsPerSecond(topic.recordsPerSecond());
    topic.sizeBytes().ifPresent(builder::setSizeBytes);
    for (Schema schema : topic.schemas()) {
      builder.addSchemas(
          TopicSchema.newBuilder().setSubject(schema.subject()).setVersion(schema.version()));
    }
    return builder.build();
  }

  static PipelineParts fromProto(io.millrace.runner.v1.PipelineParts message) {
    return new PipelineParts(
        message.getTasksList().stream().map(PartsFormat::fromProto).toList(),
        message.getTopicsList().stream().map(PartsFormat::fromProto).toList());
  }

  private static Task fromProto(PipelineTask task) {
    TaskKind kind =
        switch (task.getKind()) {
          case TASK_KIND_SOURCE -> TaskKind.SOURCE;
          case TASK_KIND_DESTINATION -> TaskKind.DESTINATION;
          case TASK_KIND_DELIVERY -> TaskKind.DELIVERY;
          case TASK_KIND_TRANSFORM, TASK_KIND_UNSPECIFIED, UNRECOGNIZED -> TaskKind.TRANSFORM;
        };
    return new Task(
        kind,
        task.getOwner(),
        task.getNumber(),
        WireFormat.fromProto(task.getState()),
        task.getReason());
  }

  private static Topic fromProto(PipelineTopic topic) {
    return new Topic(
        topic.getName(),
        topic.getPartitions(),
        topic.getRecordsTotal(),
        topic.getRecordsPerSecond(),
        topic.hasSizeBytes() ? OptionalLong.of(topic.getSizeBytes()) : OptionalLong.empty(),
        topic.getSchemasList().stream()
            .map(schema -> new Schema(schema.getSubject(), schema.getVersion()))
            .toList());
  }
}
