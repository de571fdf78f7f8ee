package io.millrace.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The program `millrace`.
@Command(
    name = "millrace",
    version = "millrace " + Main.VERSION,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Streaming that runs in your own cloud, and is run for you.",
      "",
      "On this machine: `millrace up` starts control plane, runner and data plane (Kafka, Connect,"
          + " schema registry, Flink) with a demo pipeline; `millrace down` stops them and keeps"
          + " the data."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:it failed, and the message says what, why and what to do",
      "2:the command line is wrong"
    },
    footer = {
      "",
      "Also: `millrace test` builds and tests everything, `millrace build`"
          + " only builds. Colours are off where NO_COLOR is set."
    },
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      ConsoleCommand.class,
      DemoCommand.class,
      ConnectorCommand.class,
      PipelineCommand.class,
      TransformCommand.class,
      RunnerCommand.class,
      ApplyCommand.class,
      ExportCommand.class,
      DownCommand.class,
      DoctorCommand.class,
      ResetCommand.class,
      Main.VersionCommand.class,
      Main.CompletionCommand.class,
      CommandLine.HelpCommand.class,
    })
public final class Main implements Runnable {

  static final String VERSION = "0.1.0";

  @Spec private @Nullable CommandSpec spec;

  Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::explain);
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
    return line;
  }

  /// One sentence, and where to read on: the whole help would bury it.
  private static int explain(CommandLine.ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText(String.valueOf(wrong.getMessage())));
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(System.out);
    }
  }

  @Command(name = "version", description = "Prints the version.")
  static final class VersionCommand implements Runnable {
    @Override
    public void run() {
      System.out.println("millrace " + VERSION + " on JDK " + Runtime.version());
    }
  }

  @Command(
      name = "completion",
      mixinStandardHelpOptions = true,
      description =
          "Prints a script by which bash and zsh complete commands and options, of `millrace` on the"
              + " PATH as of `./millrace`.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  source <(./millrace completion)",
        "  ./millrace completion > ~/.local/share/bash-completion/completions/millrace"
      })
  static final class CompletionCommand implements Runnable {
    @Override
    public void run() {
      System.out.print(AutoComplete.bash("millrace", commandLine()));
    }
  }
}
