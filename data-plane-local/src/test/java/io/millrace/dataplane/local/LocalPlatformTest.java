package io.millrace.dataplane.local;

import io.millrace.dataplane.Platform;
import io.millrace.dataplane.PlatformContract;
import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.ReleaseDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/// The platform `local` passes the contract, on real processes.
class LocalPlatformTest extends PlatformContract {

  private static final Path ROOT = root();
  private static final int PORT_OFFSET = 13_000;

  @TempDir private static Path home;

  @Override
  protected Platform open() {
    return LocalPlatform.open(
        new LocalPlatformConfig(
            home, ArtifactCache.ofUser(), ROOT.resolve("target/dist"), PORT_OFFSET, false));
  }

  @Override
  protected Release release() throws IOException {
    return ReleaseDocument.parse(Files.readAllBytes(ROOT.resolve("spec/releases/local.json")));
  }

  @Override
  protected void crash(String component) throws IOException {
    processes(component).forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  protected int instances(String component) throws IOException {
    return processes(component).size();
  }

  private static List<ProcessHandle> processes(String component) throws IOException {
    String mark = "MILLRACE_CHILD=" + home.resolve("data-plane") + "#" + component + "#";
    List<ProcessHandle> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      for (Path process : (Iterable<Path>) all::iterator) {
        if (process.getFileName().toString().matches("\\d+")
            && environment(process).contains(mark)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static String environment(Path process) {
    try {
      return Files.readString(process.resolve("environ"));
    } catch (IOException e) {
      return "";
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
