package io.millrace.dataplane.local;

import io.millrace.runner.protocol.ArtifactCache;
import java.nio.file.Path;

/// Where a local data plane keeps its state and finds what it runs.
///
/// @param home the runner's home; the data plane gets `data-plane` in it
/// @param dist the programs of this product, a folder of jars for each
/// @param portOffset added to every default port
/// @param training whether ahead-of-time caches are made when some are missing
public record LocalPlatformConfig(
    Path home, ArtifactCache cache, Path dist, int portOffset, boolean training) {

  public LocalPlatformConfig {
    home = home.toAbsolutePath().normalize();
  }

  /// One that trains.
  public LocalPlatformConfig(Path home, ArtifactCache cache, Path dist, int portOffset) {
    this(home, cache, dist, portOffset, true);
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
