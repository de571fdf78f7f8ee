package io.millrace.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program `millrace`.
@Command(
    name = "millrace",
    version = "millrace 0.1.0",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Streaming that runs in your own cloud, and is run for you.",
      "",
      "On this machine: `millrace up` starts control plane, runner and data plane (Kafka, Connect,"
          + " schema registry, Flink) with a demo pipeline; `millrace down` stops them and keeps"
          + " the data."
    },
    footer = {
      "",
      "Also: `millrace test` builds and tests everything, `millrace bench` measures, `millrace build`"
          + " only builds.",
      "",
      "Exit codes: 0 done; 1 it failed, and the message says why; 2 the command line is wrong."
    },
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      ConsoleCommand.class,
      DemoCommand.class,
      DownCommand.class,
      DoctorCommand.class,
      ResetCommand.class,
      CommandLine.HelpCommand.class,
    })
public final class Main implements Runnable {

  @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, _) -> {
          command
              .getErr()
              .println(
                  command
                      .getColorScheme()
                      .errorText(
                          failure.getMessage() == null
                              ? failure.toString()
                              : failure.getMessage()));
          return 1;
        });
    System.exit(line.execute(args));
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(System.out);
    }
  }
}
