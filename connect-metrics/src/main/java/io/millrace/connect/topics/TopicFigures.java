package io.millrace.connect.topics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/// How many partitions, records and bytes topics have, in three questions to the brokers.
final class TopicFigures {

  private TopicFigures() {}

  static Map<String, Map<String, Long>> read(Admin admin, List<String> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    Set<Integer> brokers = new HashSet<>();
    Map<String, Map<String, Long>> figures = new TreeMap<>();
    for (TopicDescription topic :
        TopicsResource.await(admin.describeTopics(topics).allTopicNames()).values()) {
      Map<String, Long> of = new TreeMap<>();
      of.put("partitions", (long) topic.partitions().size());
      figures.put(topic.name(), of);
      for (TopicPartitionInfo partition : topic.partitions()) {
        Node leader = partition.leader();
        // A partition without a leader has no end that anybody could tell.
        if (leader != null) {
          ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
          brokers.add(leader.id());
        }
      }
    }
    TopicsResource.await(admin.listOffsets(ends).all())
        .forEach((partition, end) -> add(figures, partition, "records", end.offset()));
    for (Map<String, LogDirDescription> folders :
        TopicsResource.await(admin.describeLogDirs(brokers).allDescriptions()).values()) {
      for (LogDirDescription folder : folders.values()) {
        folder
            .replicaInfos()
            .forEach((partition, replica) -> add(figures, partition, "bytes", replica.size()));
      }
    }
    return figures;
  }

  private static void add(
      Map<String, Map<String, Long>> figures, TopicPartition partition, String name, long more) {
    Map<String, Long> of = figures.get(partition.topic());
    if (of != null) {
      of.merge(name, more, Long::sum);
    }
  }
}
