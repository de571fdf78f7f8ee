package io.millrace.connect.metrics;

import io.millrace.connect.deadletters.DeadLettersResource;
import io.millrace.connect.topics.TopicsResource;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.jspecify.annotations.Nullable;

/// Adds `/millrace/metrics`, `/millrace/topics` and `/millrace/dead-letters` to a worker; named in
/// its `rest.extension.classes`.
public final class MetricsExtension implements ConnectRestExtension {

  private Map<String, ?> workerConfig = Map.of();
  private @Nullable TopicsResource topics;
  private @Nullable DeadLettersResource deadLetters;

  @Override
  public void configure(Map<String, ?> configs) {
    workerConfig = configs;
  }

  @Override
  public void register(ConnectRestExtensionContext context) {
    topics = new TopicsResource(() -> Admin.create(adminConfig(workerConfig, "millrace-topics")));
    context
        .configurable()
        .register(
            new MetricsResource(new WorkerMetrics(ManagementFactory.getPlatformMBeanServer())));
    context.configurable().register(topics);
    deadLetters = new DeadLettersResource(adminConfig(workerConfig, "millrace-dead-letters"));
    context.configurable().register(deadLetters);
  }

  /// The worker's own way to the brokers: its settings that an admin client knows.
  private static Map<String, Object> adminConfig(Map<String, ?> worker, String client) {
    Map<String, Object> config = new HashMap<>();
    for (String name : AdminClientConfig.configNames()) {
      Object value = worker.get(name);
      if (value != null) {
        config.put(name, value);
      }
    }
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, client);
    config.remove(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG);
    return config;
  }

  @Override
  public String version() {
    String version = MetricsExtension.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  @Override
  public void close() {
    if (topics != null) {
      topics.close();
    }
    if (deadLetters != null) {
      deadLetters.close();
    }
  }
}
