package io.millrace.dataplane.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/// What the brokers say of a topic.
///
/// @param records ever written to it
/// @param bytes on their disks, copies included
public record TopicFigures(int partitions, long records, OptionalLong bytes) {

  static TopicFigures of(JsonNode json) {
    return new TopicFigures(
        json.path("partitions").asInt(),
        json.path("records").asLong(),
        json.has("bytes") ? OptionalLong.of(json.path("bytes").asLong()) : OptionalLong.empty());
  }
}
