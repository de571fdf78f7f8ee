package io.millrace.system.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A Millrace of a test's own, in a home and on ports of its own, driven by `./millrace` as a
/// person would.
public final class Rig implements AutoCloseable {

  public static final Path ROOT = Path.of(System.getProperty("millrace.root", "..")).normalize();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration UP = Duration.ofMinutes(10);

  private final Path home;
  private final int portOffset;

  private final Map<String, String> environment;
  private String installPath = "";

  private Rig(Path home, int portOffset, Map<String, String> environment) {
    this.home = home;
    this.portOffset = portOffset;
    this.environment = environment;
  }

  /// A home where nothing runs yet.
  public static Rig prepare() throws IOException {
    return prepare(Files.createTempDirectory("millrace-st").toRealPath(), Map.of());
  }

  /// @param home a folder that exists
  /// @param environment of what `up` starts, added to the test's own
  public static Rig prepare(Path home, Map<String, String> environment) throws IOException {
    SharedRig.end();
    return new Rig(home, Ports.nextOffset(), environment);
  }

  /// Up and with rows flowing.
  public static Rig up(String... arguments) throws Exception {
    Rig rig = prepare();
    Command up = rig.run("up", arguments);
    if (up.exitCode() != 0) {
      rig.close();
    }
    assertThat(up.exitCode()).as(up.output()).isZero();
    return rig;
  }

  public Path home() {
    return home;
  }

  public int port(int standard) {
    return standard + portOffset;
  }

  /// Runs a command of `./millrace`, such as `up` or `transform test`, on this home.
  public Command run(String verb, String... arguments) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(ROOT.resolve("millrace").toString());
    words.addAll(List.of(verb.split(" ")));
    words.add("--home");
    words.add(home.toString());
    if (verb.equals("up")) {
      words.add("--port-offset");
      words.add(String.valueOf(portOffset));
    }
    words.addAll(List.of(arguments));
    return Command.run(UP, words, verb.equals("up") ? environment : Map.of());
  }

  public void upAgain() throws Exception {
    Command up = run("up");
    assertThat(up.exitCode()).as(up.output()).isZero();
  }

  public JsonNode status() throws Exception {
    return JSON.readTree(run("status", "-o", "json").output());
  }

  public JsonNode part(String name) throws Exception {
    for (JsonNode part : status().path("parts")) {
      if (part.path("name").asText().equals(name)) {
        return part;
      }
    }
    throw new AssertionError("There is no part " + name);
  }

  /// What is wrong with a part, and what to do about it, in one text.
  public String trouble(String name) throws Exception {
    JsonNode part = part(name);
    return part.path("state").asText().equals("RUNNING")
        ? ""
        : part.path("reason").asText() + " " + part.path("nextStep").asText();
  }

  /// As the API shows them, with their status.
  public JsonNode pipelines() throws Exception {
    return api().get(installPath(), apiKey()).path("pipelines");
  }

  public JsonNode pipeline(String name) throws Exception {
    for (JsonNode pipeline : pipelines()) {
      if (pipeline.path("name").asText().equals(name)) {
        return pipeline;
      }
    }
    throw new AssertionError("There is no pipeline " + name);
  }

  public Orders orders() throws Exception {
    JsonNode settings = settings();
    return new Orders(
        url(settings.at("/pipeline/source")), url(settings.at("/pipeline/destination")));
  }

  private static String url(JsonNode database) {
    return "jdbc:postgresql://"
        + database.path("host").asText()
        + ":"
        + database.path("port").asInt()
        + "/"
        + database.path("name").asText()
        + "?user="
        + database.path("user").asText()
        + "&password="
        + database.path("password").asText();
  }

  public JsonNode settings() throws IOException {
    return JSON.readTree(home.resolve("settings.json").toFile());
  }

  public String apiKey() throws IOException {
    return JSON.readTree(home.resolve("credentials.json").toFile()).path("apiKey").asText();
  }

  public Api api() {
    return new Api(port(8080));
  }

  /// Where the API has the install.
  public String installPath() throws Exception {
    if (installPath.isEmpty()) {
      String organization = api().get("/api/v1/me", apiKey()).at("/organization/id").asText();
      String installs = "/api/v1/organizations/" + organization + "/installs";
      installPath = installs + "/" + api().get(installs, apiKey()).at("/0/id").asText();
    }
    return installPath;
  }

  /// The control plane's database, as its superuser.
  public Connection controlPlaneDatabase() throws IOException, SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port(9732) + "/postgres",
        "postgres",
        JSON.readTree(home.resolve("credentials.json").toFile()).path("databasePassword").asText());
  }

  /// `kill -9`, at once.
  public void kill(String part) throws Exception {
    List<ProcessHandle> victims =
        part.equals("host")
            ? ProcessHandle.of(
                    JSON.readTree(home.resolve("run/host.json").toFile()).path("pid").asLong())
                .stream()
                .toList()
            : Processes.named(home, part);
    victims.forEach(ProcessHandle::destroyForcibly);
  }

  /// Stops the clock for what starts parts anew, so that a test can run one of them itself.
  public void freezeHost() throws Exception {
    signalHost("-STOP");
  }

  public void thawHost() throws Exception {
    signalHost("-CONT");
  }

  private void signalHost(String signal) throws Exception {
    String pid = JSON.readTree(home.resolve("run/host.json").toFile()).path("pid").asText();
    assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
  }

  public void awaitAllRunning(Duration limit) {
    Wait.until(
        limit,
        () -> {
          JsonNode status = status();
          assertThat(status.path("parts")).hasSizeGreaterThanOrEqualTo(9);
          for (JsonNode part : status.path("parts")) {
            assertThat(part.path("state").asText()).as(part.toString()).isEqualTo("RUNNING");
          }
          assertThat(status.at("/runner/connected").asBoolean()).as("connected").isTrue();
          for (JsonNode pipeline : status.path("pipelines")) {
            assertThat(pipeline.at("/status/state").asText())
                .as(pipeline.toString())
                .isEqualTo("RUNNING");
          }
        });
  }

  /// Has the demo make so many changes a second.
  public void generate(int rate) throws Exception {
    Command demo = run("demo", String.valueOf(rate));
    assertThat(demo.exitCode()).as(demo.output()).isZero();
  }

  public void stopGenerator() throws Exception {
    generate(0);
    long[] last = {-1};
    Wait.until(
        Duration.ofSeconds(20),
        () -> {
          long now = status().path("generated").asLong();
          boolean still = now == last[0];
          last[0] = now;
          assertThat(still).as("the generator is still").isTrue();
        });
  }

  /// One process for each part, never two.
  public void assertNothingDoubled() throws Exception {
    for (JsonNode part : status().path("parts")) {
      String name = part.path("name").asText();
      assertThat(Processes.named(home, name)).as(name).hasSize(1);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("down");
    } catch (Exception e) {
      throw new IOException(e);
    }
    if (System.getProperty("millrace.keep") == null) {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
