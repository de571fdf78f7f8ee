package io.millrace.cli;

import static io.millrace.cli.view.Terminal.OUT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "runner",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "The agent inside an install.",
    footerHeading = "%nExample:%n",
    footer = "  millrace runner rotate-key",
    subcommands = RunnerCommand.RotateKey.class)
final class RunnerCommand implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(OUT);
    }
  }

  @Command(
      name = "rotate-key",
      mixinStandardHelpOptions = true,
      description = {
        "Has the runner make another key to seal secrets to.",
        "",
        "Nothing stops: what is sealed to an older key works until it is entered again. Applying"
            + " files whose secrets are {env: …} or {file: …} seals them to the new one."
      },
      footerHeading = "%nExample:%n",
      footer = "  millrace runner rotate-key")
  static final class RotateKey implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 200;

    @Mixin private InstallOption installOption = new InstallOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
      InstallOption.Target target = installOption.open();
      JsonNode install =
          target
              .api()
              .post(target.path() + "/rotate-sealing-key", JsonNodeFactory.instance.objectNode());
      Instant until = Instant.now().plus(PATIENCE);
      while (pending(install) && connected(install) && Instant.now().isBefore(until)) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        install = target.api().get(target.path());
      }
      if (pending(install)) {
        OUT.println(
            connected(install)
                ? "It is asked for, and the runner has not made it yet. It will by itself."
                : "It is asked for. The runner is not connected, and makes it when it is back.");
        return 0;
      }
      OUT.println("Secrets are sealed to another key now.");
      SealedTo sealedTo = SealedTo.of(install);
      List<String> connectors = sealedTo.byConnector().keySet().stream().sorted().toList();
      connectors.forEach(each -> sealedTo.advice(each).forEach(OUT::println));
      return 0;
    }

    private static boolean pending(JsonNode install) {
      JsonNode key = install.path("sealingKey");
      return key.path("rotation").asLong() < key.path("rotations").asLong();
    }

    private static boolean connected(JsonNode install) {
      return install.at("/runner/state").asText().equals("CONNECTED");
    }
  }
}
