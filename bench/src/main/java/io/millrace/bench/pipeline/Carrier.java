package io.millrace.bench.pipeline;

import io.millrace.cli.home.Settings.Database;
import java.io.IOException;
import java.util.Collection;

/// Something that carries the events.
interface Carrier {

  /// Has new processes, at rest, that carry nothing yet.
  void prepare() throws IOException, InterruptedException;

  /// Begins, with a snapshot of what is there. May return before the first row arrives.
  void start(Database source, Database destination) throws IOException, InterruptedException;

  /// All that the carrier consists of, without the databases.
  Collection<ProcessHandle> processes() throws IOException;

  /// Ends for good, processes included, with nothing left in the source.
  void end() throws IOException, InterruptedException;
}
