package io.millrace.system.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.system.rig.Command;
import io.millrace.system.rig.Rig;
import io.millrace.system.rig.SharesMillrace;
import io.millrace.system.rig.Wait;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A pipeline that somebody stopped is as it should be: whoever starts Millrace is told so, and not
/// kept waiting; and it goes on where it stopped.
@SharesMillrace(demo = true)
class StoppedPipelineST {

  @Test
  void upDoesNotWaitForAPipelineThatIsStopped(Rig rig) throws Exception {
    rig.generate(20);
    runState(rig, "STOPPED");
    Wait.until(
        Duration.ofSeconds(30),
        () -> assertThat(rig.pipeline("orders").at("/status/state").asText()).isEqualTo("STOPPED"));
    Command up = rig.run("up");
    assertThat(up.exitCode()).as(up.output()).isZero();
    assertThat(up.output())
        .contains("It is stopped. Resume it to go on where it stopped.")
        .doesNotContain("No row has arrived");

    runState(rig, "RUNNING");
    rig.awaitAllRunning(Duration.ofMinutes(1));
    rig.stopGenerator();
    rig.orders().awaitEqual(Duration.ofMinutes(1));
  }

  private static void runState(Rig rig, String state) throws Exception {
    HttpResponse<String> answer =
        rig.api()
            .call(
                "PATCH",
                rig.installPath() + "/pipelines/orders",
                rig.apiKey(),
                "{\"runState\": \"" + state + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
