package io.millrace.runner.connection;

import io.millrace.runner.protocol.WireFormat;
import io.millrace.runner.v1.Load;
import io.millrace.runner.v1.RunnerInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// What the runner itself uses.
final class SelfMeasure {

  private static final long PAGE_BYTES = 4096;

  private SelfMeasure() {}

  static Load load() {
    ProcessHandle.Info info = ProcessHandle.current().info();
    Duration uptime =
        info.startInstant()
            .map(start -> Duration.between(start, Instant.now()))
            .orElse(Duration.ZERO);
    return Load.newBuilder()
        .setResidentBytes(residentBytes())
        .setCpuTime(WireFormat.toProto(info.totalCpuDuration().orElse(Duration.ZERO)))
        .setUptime(WireFormat.toProto(uptime.isNegative() ? Duration.ZERO : uptime))
        .build();
  }

  /// What a runner says of itself. The session is new with every start.
  static RunnerInfo info(String version, String platform) {
    return RunnerInfo.newBuilder()
        .setVersion(version)
        .addCapabilities("platform-" + platform + "/1")
        .setSession(UUID.randomUUID().toString())
        .setHost(hostName())
        .build();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  private static long residentBytes() {
    try {
      return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1])
          * PAGE_BYTES;
    } catch (IOException e) {
      return 0;
    }
  }
}
