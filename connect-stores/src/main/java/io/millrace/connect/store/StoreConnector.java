package io.millrace.connect.store;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkConnector;

/// A sink of one kind of store. One task writes, so that changes of a key stay in their order.
public abstract class StoreConnector extends SinkConnector {

  private Map<String, String> config = Map.of();

  @Override
  public final void start(Map<String, String> given) {
    config = Map.copyOf(given);
  }

  @Override
  public final List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(config);
  }

  @Override
  public final void stop() {}

  @Override
  public final String version() {
    return "1";
  }
}
