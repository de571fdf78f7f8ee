package io.millrace.system.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.system.rig.Command;
import io.millrace.system.rig.OwnRunner;
import io.millrace.system.rig.Processes;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What must not be trusted: DesiredStates that somebody who can write to the control plane's
/// database has put there, tokens that are used up, a second runner with the same identity, a clock
/// that is wrong. Each is refused with a reason, and rows flow on.
@SharesMillrace(demo = true)
class UntrustedST {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SAID = Duration.ofSeconds(40);
  private static final Duration COMMAND = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private static Rig rig;
  private static String key;
  private static String organization;
  private static String install;

  @BeforeAll
  static void start(Rig shared) throws Exception {
    rig = shared;
    rig.generate(5);
    key = rig.apiKey();
    organization =
        "/api/v1/organizations/" + rig.api().get("/api/v1/me", key).at("/organization/id").asText();
    install = rig.api().get(organization + "/installs", key).path(0).path("id").asText();
    // Two more generations, so that there is an old one to replay.
    setRunState("PAUSED");
    setRunState("RUNNING");
    rig.awaitAllRunning(Duration.ofMinutes(1));
  }

  /// What is put in the place of the next generation.
  enum Forgery {
    UNSIGNED("it is not signed"),
    TAMPERED("its signature does not fit its content"),
    OLDER("was accepted already"),
    OF_ANOTHER_INSTALL("it is for the install");

    private final String reason;

    Forgery(String reason) {
      this.reason = reason;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aForgedDesiredStateIsRefusedAndRowsFlowOn(Forgery forgery) throws Exception {
    long accepted = rig.status().at("/runner/acceptedGeneration").asLong();
    put(accepted + 1, forged(forgery, accepted));
    try {
      Wait.until(
          SAID,
          () -> {
            JsonNode problem = problem(rig.status(), "desired-state-refused");
            assertThat(problem.path("why").asText()).contains(forgery.reason);
            assertThat(problem.path("nextStep").asText()).isNotEmpty();
          });
      assertThat(rig.status().at("/runner/acceptedGeneration").asLong()).isEqualTo(accepted);
      rowsFlow();
    } finally {
      take(accepted + 1);
    }
    // An honest change is accepted again, and the trouble is over.
    setRunState("PAUSED");
    setRunState("RUNNING");
    Wait.until(SAID, () -> assertThat(rig.status().path("problems")).as("problems").isEmpty());
    rig.awaitAllRunning(Duration.ofMinutes(1));
  }

  @Test
  void anExpiredTokenIsRefused() throws Exception {
    String token = token(anotherInstall("expired"));
    execute(
        "UPDATE enrolment_tokens SET expires_at = now() - interval '1 second'"
            + " WHERE used_by IS NULL");
    try (OwnRunner runner = OwnRunner.start(rig, folder, token, List.of())) {
      JsonNode problem = runner.awaitProblem("not-authenticated");
      assertThat(problem.path("why").asText()).contains("expired");
      assertThat(runner.enrolled()).isFalse();
    }
  }

  @Test
  void aTokenServesOneRunnerOnly() throws Exception {
    String token = token(anotherInstall("reused"));
    try (OwnRunner first = OwnRunner.start(rig, folder.resolve("first"), token, List.of())) {
      Wait.until(SAID, () -> assertThat(first.enrolled()).isTrue());
    }
    try (OwnRunner second = OwnRunner.start(rig, folder.resolve("second"), token, List.of())) {
      JsonNode problem = second.awaitProblem("not-authenticated");
      assertThat(problem.path("why").asText()).contains("used by another runner");
      assertThat(second.enrolled()).isFalse();
    }
  }

  @Test
  void aSecondRunnerWithTheSameIdentityIsRefusedAndDoublesNothing() throws Exception {
    Path copy = folder.resolve("copy");
    for (String part : List.of("identity", "journal")) {
      Files.createDirectories(copy);
      Command.run(
          COMMAND,
          List.of(
              "cp", "-a", rig.home().resolve("runner").resolve(part).toString(), copy.toString()));
    }
    try (OwnRunner second = OwnRunner.start(rig, copy, "", List.of())) {
      JsonNode problem = second.awaitProblem("second-runner");
      assertThat(problem.path("why").asText()).contains("connected since");
      rowsFlow();
      rig.assertNothingDoubled();
      assertThat(Processes.under(copy)).isEmpty();
    }
    assertThat(rig.status().at("/runner/connected").asBoolean()).isTrue();
    assertThat(rig.status().path("problems")).isEmpty();
  }

  @Test
  void aClockThatIsWrongIsSaid() throws Exception {
    Path faketime = Path.of("/usr/bin/faketime");
    assumeTrue(Files.exists(faketime), "there is no faketime on this machine");
    String token = token(anotherInstall("early"));
    List<String> ahead = List.of(faketime.toString(), "-f", "+10m");
    try (OwnRunner runner = OwnRunner.start(rig, folder, token, ahead)) {
      JsonNode problem = runner.awaitProblem("clock-skew");
      assertThat(problem.path("nextStep").asText()).contains("timedatectl set-ntp true");
      assertThat(runner.enrolled()).isTrue();
    }
  }

  private static JsonNode problem(JsonNode status, String code) {
    for (JsonNode problem : status.path("problems")) {
      if (problem.path("code").asText().equals(code)) {
        return problem;
      }
    }
    throw new AssertionError("no problem " + code + " in " + status.path("problems"));
  }

  private static void rowsFlow() throws Exception {
    long before = rig.orders().arrived();
    Wait.until(SAID, () -> assertThat(rig.orders().arrived()).as("rows").isGreaterThan(before));
  }

  private static void setRunState(String state) throws Exception {
    HttpResponse<String> response =
        rig.api()
            .call(
                "PATCH",
                organization + "/installs/" + install + "/pipelines/orders",
                key,
                "{\"runState\": \"" + state + "\"}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private static String anotherInstall(String name) throws Exception {
    HttpResponse<String> response =
        rig.api()
            .call(
                "POST",
                organization + "/installs",
                key,
                "{\"name\": \"" + name + "\", \"platform\": \"local\", \"network\": \"existing\"}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return JSON.readTree(response.body()).path("id").asText();
  }

  private static String token(String ofInstall) throws Exception {
    HttpResponse<String> response =
        rig.api()
            .call("POST", organization + "/installs/" + ofInstall + "/enrolment-tokens", key, "{}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return JSON.readTree(response.body()).path("token").asText();
  }

  private static byte[] forged(Forgery forgery, long accepted) throws Exception {
    return switch (forgery) {
      case UNSIGNED -> withoutSignatures(envelope(install, accepted));
      case TAMPERED -> {
        byte[] changed = envelope(install, accepted);
        changed[changed.length / 2] ^= 1;
        yield changed;
      }
      case OLDER -> envelope(install, accepted - 1);
      case OF_ANOTHER_INSTALL -> envelope(anotherInstall("foreign"), 1);
    };
  }

  /// Of an envelope, all fields but the third.
  private static byte[] withoutSignatures(byte[] envelope) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    int at = 0;
    while (at < envelope.length) {
      int begin = at;
      int field = envelope[at++] >> 3;
      int length = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = envelope[at++];
        length |= (next & 0x7f) << shift;
        if (next >= 0) {
          break;
        }
      }
      at += length;
      if (field != 3) {
        kept.write(envelope, begin, at - begin);
      }
    }
    return kept.toByteArray();
  }

  private static byte[] envelope(String ofInstall, long generation) throws Exception {
    try (Connection connection = rig.controlPlaneDatabase();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT envelope FROM desired_states WHERE install_id = ? AND generation = ?")) {
      select.setString(1, ofInstall);
      select.setLong(2, generation);
      try (ResultSet row = select.executeQuery()) {
        assertThat(row.next()).as("generation " + generation + " of " + ofInstall).isTrue();
        return row.getBytes(1);
      }
    }
  }

  /// As the control plane would publish it.
  private static void put(long generation, byte[] envelope) throws Exception {
    try (Connection connection = rig.controlPlaneDatabase();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO desired_states
                SELECT install_id, organization_id, ?, content, release_digest, ?, now()
                FROM desired_states WHERE install_id = ? AND generation = ?
                """)) {
      insert.setLong(1, generation);
      insert.setBytes(2, envelope);
      insert.setString(3, install);
      insert.setLong(4, generation - 1);
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
    execute("SELECT pg_notify('millrace_desired_state', '" + install + ":" + generation + "')");
  }

  private static void take(long generation) throws Exception {
    execute(
        "DELETE FROM desired_states WHERE install_id = '"
            + install
            + "' AND generation = "
            + generation);
  }

  private static void execute(String sql) throws Exception {
    try (Connection connection = rig.controlPlaneDatabase();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
