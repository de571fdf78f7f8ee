package io.millrace.dataplane.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;

/// Whether the JobManager knows a TaskManager that it has heard from.
final class RegisteredTaskManagers {

  private static final int TIMEOUT_MILLIS = 2_000;

  private RegisteredTaskManagers() {}

  /// Empty when it does, as a health check answers.
  static String ask(Ports ports) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            Ports.http(ports.flinkRest()).resolve("/taskmanagers").toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return answer.contains("\"id\"") ? "" : "the JobManager does not know it yet";
    }
  }
}
