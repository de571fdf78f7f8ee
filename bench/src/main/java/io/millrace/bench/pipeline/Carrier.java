package io.millrace.bench.pipeline;

import io.millrace.cli.home.Settings.Database;
import java.io.IOException;

/// Something that carries the events.
interface Carrier {

  /// For tables: what it is.
  String name();

  /// Begins, with a snapshot of what is there. May return before the first row arrives.
  void start(Database source, Database destination) throws IOException, InterruptedException;

  /// Ends for good, with nothing left in the source.
  void end() throws IOException, InterruptedException;
}
