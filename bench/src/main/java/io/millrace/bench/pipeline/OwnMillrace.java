package io.millrace.bench.pipeline;

import io.millrace.bench.home.BenchHome;
import io.millrace.cli.home.Settings.Database;
import java.io.IOException;
import java.util.Collection;

/// A pipeline in a Millrace that is started for it. The demo's own is stopped meanwhile: by hand
/// there is but one pipeline too.
record OwnMillrace(BenchHome home, OwnPipeline pipeline) implements Carrier {

  @Override
  public void prepare() throws IOException, InterruptedException {
    home.up("--rate", "0");
    pipeline.stop("orders");
    home.awaitRest();
  }

  @Override
  public void start(Database source, Database destination)
      throws IOException, InterruptedException {
    pipeline.start(source, destination);
  }

  @Override
  public Collection<ProcessHandle> processes() throws IOException {
    return home.processesBut(SideBySide.DATABASES);
  }

  @Override
  public void end() throws IOException, InterruptedException {
    pipeline.end();
    home.stopAllBut(SideBySide.DATABASES);
  }
}
