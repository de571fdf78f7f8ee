package io.millrace.cli;

import io.millrace.cli.view.Format;
import picocli.CommandLine.Option;

/// How what is read is shown.
final class FormatOption {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table, json or yaml (default: table).")
  private Format format = Format.TABLE;

  Format format() {
    return format;
  }
}
