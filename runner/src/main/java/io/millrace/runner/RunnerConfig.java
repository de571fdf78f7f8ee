package io.millrace.runner;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a runner is started.
///
/// @param home its state: identity, journal and, on the platform `local`, the data plane
/// @param controlPlane `host:port`
/// @param enrolmentTokenFile holds the one-time token; read until enrolment succeeded
/// @param authorityFile PEM of what the control plane's certificate is checked against at enrolment
/// @param dist the programs of this product
public record RunnerConfig(
    Path home,
    String controlPlane,
    Path enrolmentTokenFile,
    Path authorityFile,
    String platform,
    int portOffset,
    Path dist) {

  static final String USAGE =
      """
      Usage: runner --home DIR --control-plane HOST:PORT --enrolment-token-file FILE
                    --authority-file FILE --dist DIR [--platform local] [--port-offset N]
      """;

  private static final Set<String> KNOWN =
      Set.of(
          "--home",
          "--control-plane",
          "--enrolment-token-file",
          "--authority-file",
          "--platform",
          "--port-offset",
          "--dist");

  /// @throws IllegalArgumentException with a sentence for the person who typed it
  static RunnerConfig parse(List<String> arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (!KNOWN.contains(option)) {
        throw new IllegalArgumentException("Unknown option " + option);
      }
      if (i + 1 == arguments.size()) {
        throw new IllegalArgumentException("Option " + option + " needs a value");
      }
      options.put(option, arguments.get(i + 1));
    }
    String platform = options.getOrDefault("--platform", "local");
    if (!platform.equals("local")) {
      throw new IllegalArgumentException(
          "Unknown platform \"" + platform + "\"; this runner has: local");
    }
    return new RunnerConfig(
        path(options, "--home"),
        required(options, "--control-plane"),
        path(options, "--enrolment-token-file"),
        path(options, "--authority-file"),
        platform,
        Integer.parseInt(options.getOrDefault("--port-offset", "0")),
        path(options, "--dist"));
  }

  private static Path path(Map<String, String> options, String option) {
    return Path.of(required(options, option)).toAbsolutePath().normalize();
  }

  private static String required(Map<String, String> options, String option) {
    String value = options.get(option);
    if (value == null) {
      throw new IllegalArgumentException("Option " + option + " is missing");
    }
    return value;
  }
}
