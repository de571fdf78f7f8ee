package io.millrace.system.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A runner that a test starts itself, from the program as it is shipped, against the control plane
/// of a [Rig].
public final class OwnRunner implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final Path home;
  private final Process process;

  private OwnRunner(Path home, Process process) {
    this.home = home;
    this.process = process;
  }

  /// @param home its own; it may hold the identity of another
  /// @param token what it may enrol by; empty for nothing
  /// @param prefix a program that starts it, and its arguments; may be empty
  public static OwnRunner start(Rig rig, Path home, String token, List<String> prefix)
      throws IOException {
    return start(rig, home, token, prefix, "localhost:" + rig.port(9701));
  }

  /// @param controlPlane where it finds the control plane, `host:port`
  public static OwnRunner start(
      Rig rig, Path home, String token, List<String> prefix, String controlPlane)
      throws IOException {
    Path dist = Rig.ROOT.resolve("target/dist").toAbsolutePath();
    List<String> jars;
    try (Stream<Path> files = Files.list(dist.resolve("runner"))) {
      jars = files.map(Path::toString).filter(file -> file.endsWith(".jar")).toList();
    }
    Files.createDirectories(home);
    Path tokenFile = home.resolve("token");
    if (!token.isEmpty()) {
      Files.writeString(tokenFile, token);
    }
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", String.join(":", jars)));
    command.addAll(List.of("io.millrace.runner.Main", "--home", home.toString()));
    command.addAll(List.of("--control-plane", controlPlane));
    command.addAll(List.of("--enrolment-token-file", tokenFile.toString()));
    Path authority = rig.home().resolve("control-plane/authority.pem");
    command.addAll(List.of("--authority-file", authority.toString()));
    command.addAll(List.of("--platform", "local", "--dist", dist.toString()));
    command.addAll(List.of("--port-offset", String.valueOf(rig.port(0))));
    return new OwnRunner(
        home,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("runner.log").toFile())
            .start());
  }

  public Path home() {
    return home;
  }

  /// Waits until it says that it has this problem, with why and what to do.
  public JsonNode awaitProblem(String code) {
    return Wait.forValue(
        LIMIT,
        () -> {
          for (JsonNode problem :
              JSON.readTree(home.resolve("status.json").toFile()).path("problems")) {
            if (problem.path("code").asText().equals(code)) {
              assertThat(problem.path("what").asText()).isNotEmpty();
              assertThat(problem.path("why").asText()).isNotEmpty();
              assertThat(problem.path("nextStep").asText()).isNotEmpty();
              return problem;
            }
          }
          return null;
        });
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  public boolean enrolled() {
    return Files.exists(home.resolve("identity/enrolment.json"));
  }

  /// Ends it, and what it has started.
  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Processes.under(home).forEach(ProcessHandle::destroyForcibly);
  }
}
