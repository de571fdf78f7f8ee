package io.millrace.dataplane.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.JdbcDestination;
import io.millrace.dataplane.catalogue.JdbcDestination.Delivery;
import io.millrace.dataplane.catalogue.MongoEndpoint;
import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.source.Capture;
import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import io.millrace.runner.protocol.ReleaseDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the released plugins themselves say of the settings that they are given, for databases of
/// which no server can be had: that they know every one of them, and that none is wrong. A setting
/// that a plugin does not know is silently without effect.
class ConnectorConfigTest {

  private static final Path ROOT = root();
  private static final String PASSWORD = "secret";

  /// Nothing listens there; that is the one thing that plugins may find wrong.
  private static final String HOST = "127.0.0.1";

  private static final int PORT = 1;
  private static final List<TableName> TABLES = List.of(new TableName("shop", "orders"));
  private static final Capture CAPTURE =
      new Capture(
          PASSWORD, "p", "millrace_p", "p.history", "kafka:9092", TABLES, InitialSnapshot.ALL);

  /// Settings that are not the plugin's but those of Connect, of what stands around the plugin, of
  /// transforms and converters (which are looked at for themselves), or of a driver.
  private static final List<String> OTHERS =
      List.of(
          "connector.class",
          "tasks.max",
          "topics",
          "header.converter",
          "transforms",
          "topic.creation.",
          "consumer.override.",
          "millrace.",
          "driver.",
          "hibernate.");

  @TempDir private static Path home;

  static Stream<Arguments> configs() {
    SqlServerEndpoint sqlServer =
        new SqlServerEndpoint(HOST, PORT, "shop", "u", "verify-full", 2_000);
    OracleEndpoint oracle =
        new OracleEndpoint(HOST, PORT, "ORCL", "PDB1", "c##u", "verify-full", 2_000);
    MongoEndpoint mongo =
        new MongoEndpoint(
            "mongodb://" + HOST + ":" + PORT, "shop", "u", "admin", "verify-full", 2_000);
    return Stream.of(
        Arguments.of(
            "debezium-mongodb",
            "io.debezium.connector.mongodb.MongoDbConnector",
            CAPTURE.config(mongo)),
        Arguments.of(
            "debezium-oracle",
            "io.debezium.connector.oracle.OracleConnector",
            CAPTURE.config(oracle)),
        Arguments.of("debezium-jdbc-oracle", SINK, destination(oracle)),
        Arguments.of(
            "debezium-sqlserver",
            "io.debezium.connector.sqlserver.SqlServerConnector",
            CAPTURE.config(sqlServer)),
        Arguments.of("debezium-jdbc-sqlserver", SINK, destination(sqlServer)));
  }

  private static final String SINK = "io.debezium.connector.jdbc.JdbcSinkConnector";

  private static Map<String, String> destination(Endpoint.Database at) {
    List<Column> rows =
        List.of(Column.of("id", "bigint").withKey(1), Column.of("at", "timestamp with time zone"));
    return JdbcDestination.config(
        at,
        PASSWORD,
        List.of(new Delivery("p.shop.orders", TABLES.getFirst(), rows)),
        Deletes.SOFT,
        Optional.of(new JdbcDestination.Aside("kafka:9092", "p.letters", "p.replays")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("configs")
  void thePluginKnowsEverySettingAndFindsNoneWrong(
      String plugin, String connector, Map<String, String> config) throws Exception {
    try (URLClassLoader loader = loader(plugin)) {
      Thread.currentThread().setContextClassLoader(loader);
      Object instance = instance(loader, connector);
      Set<String> unknown = new TreeSet<>(config.keySet());
      unknown.removeAll(names(instance));
      unknown.removeIf(setting -> OTHERS.stream().anyMatch(setting::startsWith));
      unknown.removeAll(ofParts(loader, config));
      unknown.removeIf(setting -> mentioned(loader, ofItsPart(setting, config)));
      assertThat(unknown).isEmpty();
      assertThat(errors(instance, config)).isEmpty();
    } finally {
      Thread.currentThread().setContextClassLoader(ConnectorConfigTest.class.getClassLoader());
    }
  }

  /// Some settings are read that the plugin's definition does not list. Such a name is a constant
  /// of one of its classes.
  private static boolean mentioned(URLClassLoader loader, String setting) {
    String constant = (char) setting.length() + setting;
    for (URL jar : loader.getURLs()) {
      if (jar.getPath().matches(".*/debezium-[^/]+\\.jar")) {
        try (JarFile file = new JarFile(jar.getPath())) {
          for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
            if (entry.getName().endsWith(".class")
                && new String(file.getInputStream(entry).readAllBytes(), ISO_8859_1)
                    .contains(constant)) {
              return true;
            }
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return false;
  }

  /// What a transform, converter or processor itself calls a setting that has its name before it.
  private static String ofItsPart(String setting, Map<String, String> config) {
    int dot = setting.indexOf('.');
    return dot > 0 && config.containsKey(setting.substring(0, dot) + ".type")
        ? setting.substring(dot + 1)
        : setting;
  }

  /// Transforms, converters and processors that are part of the plugin know their settings, too.
  private static Set<String> ofParts(ClassLoader loader, Map<String, String> config)
      throws ReflectiveOperationException {
    Set<String> known = new TreeSet<>();
    for (Map.Entry<String, String> setting : config.entrySet()) {
      if (!setting.getKey().endsWith(".type")) {
        continue;
      }
      String part = setting.getKey().replaceFirst("type$", "");
      known.add(setting.getKey());
      if (setting.getValue().startsWith("io.debezium.transforms.")) {
        Set<String> names = names(instance(loader, setting.getValue()));
        assertThat(names)
            .containsAll(
                config.keySet().stream()
                    .filter(name -> name.startsWith(part) && !name.equals(setting.getKey()))
                    .map(name -> name.substring(part.length()))
                    .toList());
      }
    }
    return known;
  }

  private static Object instance(ClassLoader loader, String type)
      throws ReflectiveOperationException {
    return loader.loadClass(type).getDeclaredConstructor().newInstance();
  }

  private static Set<String> names(Object configured) throws ReflectiveOperationException {
    Object definition = configured.getClass().getMethod("config").invoke(configured);
    Set<String> names = new TreeSet<>();
    for (Object name : (Set<?>) definition.getClass().getMethod("names").invoke(definition)) {
      names.add(String.valueOf(name));
    }
    return names;
  }

  /// Without the one that says that there is no server.
  private static Map<String, List<String>> errors(Object connector, Map<String, String> config)
      throws ReflectiveOperationException {
    Object result =
        connector
            .getClass()
            .getMethod("validate", Map.class)
            .invoke(connector, new HashMap<>(config));
    Map<String, List<String>> errors = new TreeMap<>();
    for (Object value : (List<?>) result.getClass().getMethod("configValues").invoke(result)) {
      String name = String.valueOf(value.getClass().getMethod("name").invoke(value));
      for (Object message : (List<?>) value.getClass().getMethod("errorMessages").invoke(value)) {
        if (!String.valueOf(message).startsWith("Unable to connect")) {
          errors.computeIfAbsent(name, _ -> new ArrayList<>()).add(String.valueOf(message));
        }
      }
    }
    return errors;
  }

  private static URLClassLoader loader(String plugin) throws Exception {
    LocalPlatformConfig platform =
        new LocalPlatformConfig(
            home, ArtifactCache.ofUser(), ROOT.resolve("target/dist"), 0, false);
    Release release =
        ReleaseDocument.parse(Files.readAllBytes(ROOT.resolve("spec/releases/local.json")));
    List<Artifact> artifacts =
        release.component("connect").artifacts().stream()
            .filter(
                each ->
                    each.plugin().filter(plugin::equals).isPresent()
                        || each.purl().contains("/connect-transforms@"))
            .toList();
    ReleaseComponent needed =
        new ReleaseComponent("connect", release.version(), "process", artifacts);
    Fetcher fetcher = new Fetcher(platform, () -> {});
    assertThat(fetcher.complete(needed) || fetcher.fetch(List.of(needed), _ -> {}))
        .as(() -> String.valueOf(fetcher.progress("connect")))
        .isTrue();
    List<URL> jars = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      ArtifactCache cache = platform.cache();
      Path place = artifact.packed() ? cache.unpacked(artifact) : cache.file(artifact);
      try (Stream<Path> files = Files.walk(place)) {
        files
            .filter(file -> file.toString().endsWith(".jar"))
            .map(ConnectorConfigTest::url)
            .forEach(jars::add);
      }
    }
    return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
