package io.millrace.connect.debezium;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;

/// A Debezium connector whose truncated tables are emptied downstream, too, see [CaptureTask].
public abstract class CaptureConnector extends SourceConnector {

  /// The Debezium task's class; set for tasks only.
  static final String TASK = "millrace.task.class";

  private final String debeziumClass;
  private @Nullable SourceConnector debezium;

  protected CaptureConnector(String debeziumClass) {
    this.debeziumClass = debeziumClass;
  }

  /// An instance of a class of this plugin.
  static <T> T instance(String name, Class<T> type) {
    try {
      return Class.forName(name, true, CaptureConnector.class.getClassLoader())
          .asSubclass(type)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new ConnectException("The plugin has no " + name, e);
    }
  }

  private SourceConnector debezium() {
    return instance(debeziumClass, SourceConnector.class);
  }

  @Override
  public void start(Map<String, String> config) {
    SourceConnector connector = debezium();
    connector.initialize(context());
    connector.start(config);
    debezium = connector;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return CaptureTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    SourceConnector connector = Objects.requireNonNull(debezium);
    return connector.taskConfigs(maxTasks).stream()
        .map(
            config -> {
              Map<String, String> more = new HashMap<>(config);
              more.put(TASK, connector.taskClass().getName());
              return more;
            })
        .toList();
  }

  @Override
  public void stop() {
    if (debezium != null) {
      debezium.stop();
    }
  }

  @Override
  public Config validate(Map<String, String> config) {
    return debezium().validate(config);
  }

  @Override
  public ConfigDef config() {
    return inItsPlugin() ? debezium().config() : new ConfigDef();
  }

  @Override
  public boolean alterOffsets(
      Map<String, String> config, Map<Map<String, ?>, Map<String, ?>> offsets) {
    return debezium().alterOffsets(config, offsets);
  }

  /// Every plugin of Debezium has this very class, and of classes of one name the worker takes the
  /// one of the highest version: that must be the one in whose plugin the connector is.
  @Override
  public String version() {
    return inItsPlugin() ? debezium().version() : "0";
  }

  private boolean inItsPlugin() {
    return getClass().getClassLoader().getResource(debeziumClass.replace('.', '/') + ".class")
        != null;
  }
}
