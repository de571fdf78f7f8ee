package io.millrace.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.Callable;

/// Whether a process does its work, asked from outside.
public sealed interface HealthCheck {

  /// @return empty when healthy, otherwise what is wrong, to follow "because"
  String ask();

  /// Running is healthy enough.
  record None() implements HealthCheck {
    @Override
    public String ask() {
      return "";
    }
  }

  /// A GET that answers with 200.
  record Http(URI uri) implements HealthCheck {
    @Override
    public String ask() {
      try {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        int status = connection.getResponseCode();
        connection.disconnect();
        return status == HttpURLConnection.HTTP_OK ? "" : uri + " answers with " + status;
      } catch (IOException e) {
        return uri + " does not answer (" + e.getMessage() + ")";
      }
    }
  }

  /// A port that takes connections.
  record Tcp(int port) implements HealthCheck {
    @Override
    public String ask() {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        return "";
      } catch (IOException e) {
        return "port " + port + " takes no connections (" + e.getMessage() + ")";
      }
    }
  }

  /// Any other question; it answers as [HealthCheck#ask] does, and an exception is a no.
  record Custom(Callable<String> question) implements HealthCheck {
    @Override
    public String ask() {
      try {
        return question.call();
      } catch (Exception e) {
        return String.valueOf(e.getMessage());
      }
    }
  }

  /// A service that does not answer for this long is not healthy.
  int TIMEOUT_MILLIS = 2_000;
}
