package io.millrace.bench;

import io.millrace.bench.controlplane.ControlPlaneCommand;
import io.millrace.bench.controlplane.ListCommand;
import io.millrace.bench.pipeline.CreateCommand;
import io.millrace.bench.pipeline.FiguresCommand;
import io.millrace.bench.pipeline.LatencyCommand;
import io.millrace.bench.pipeline.ThroughputCommand;
import io.millrace.bench.runner.RunnerCommand;
import io.millrace.bench.start.FirstRowCommand;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The program `bench`.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "BENCHMARK",
    description = {
      "Measures Millrace on this machine, in a home of its own that is stopped at the end.",
      "",
      "Each benchmark prints a table and writes target/bench/NAME.json."
    },
    subcommands = {
      FirstRowCommand.class,
      CreateCommand.class,
      ThroughputCommand.class,
      LatencyCommand.class,
      FiguresCommand.class,
      RunnerCommand.class,
      ControlPlaneCommand.class,
      ListCommand.class,
      CommandLine.HelpCommand.class,
    })
public final class Main implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  Main() {}

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (failure, command, _) -> {
          PrintWriter err = command.getErr();
          err.println(command.getColorScheme().errorText(String.valueOf(failure)));
          return 1;
        });
    System.exit(line.execute(arguments));
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(System.out);
    }
  }
}
