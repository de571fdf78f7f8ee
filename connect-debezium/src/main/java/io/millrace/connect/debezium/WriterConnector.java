package io.millrace.connect.debezium;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.jspecify.annotations.Nullable;

/// Debezium's JDBC sink, for one kind of database, which can set rows aside, see [WriterTask].
///
/// The sink's types are singletons that know the dialect of whichever sink was started last, so
/// sinks of two kinds of database in one class loader write each other's types. Each kind therefore
/// has a plugin, and with it a class loader, of its own.
public abstract class WriterConnector extends SinkConnector {

  private static final String DEBEZIUM = "io.debezium.connector.jdbc.JdbcSinkConnector";

  private final String plugin;
  private @Nullable SinkConnector debezium;

  /// @param plugin the folder of the plugin that is meant for this kind of database
  protected WriterConnector(String plugin) {
    this.plugin = plugin;
  }

  private static SinkConnector debezium() {
    return CaptureConnector.instance(DEBEZIUM, SinkConnector.class);
  }

  @Override
  public void start(Map<String, String> config) {
    SinkConnector connector = debezium();
    connector.initialize(context());
    connector.start(config);
    debezium = connector;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return WriterTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    SinkConnector connector = Objects.requireNonNull(debezium);
    return connector.taskConfigs(maxTasks).stream()
        .map(
            config -> {
              Map<String, String> more = new HashMap<>(config);
              more.put(CaptureConnector.TASK, connector.taskClass().getName());
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

  /// Every plugin has this very class, and of classes of one name the worker takes the one of the
  /// highest version: that must be the one in the plugin that is meant.
  @Override
  public String version() {
    return inItsPlugin() ? "1" : "0";
  }

  private boolean inItsPlugin() {
    Path jar =
        Path.of(
            WriterConnector.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Path folder = jar.getParent();
    return folder != null && folder.endsWith(plugin);
  }
}
