package io.millrace.dataplane.local;

import io.millrace.runner.protocol.ArtifactCache;
import java.nio.file.Path;

/// Where a local data plane keeps its state and finds what it runs.
///
/// @param home the runner's home; the data plane gets `data-plane` in it
/// @param dist the programs of this product, a folder of jars for each
/// @param portOffset added to every default port
public record LocalPlatformConfig(Path home, ArtifactCache cache, Path dist, int portOffset) {

  public LocalPlatformConfig {
    home = home.toAbsolutePath().normalize();
  }

  Path dataPlane() {
    return home.resolve("data-plane");
  }

  Path folder(String component) {
    return dataPlane().resolve(component);
  }

  Path log(String component) {
    return dataPlane().resolve("logs").resolve(component + ".log");
  }

  Path secrets() {
    return dataPlane().resolve("secrets");
  }

  Ports ports() {
    return new Ports(portOffset);
  }
}
