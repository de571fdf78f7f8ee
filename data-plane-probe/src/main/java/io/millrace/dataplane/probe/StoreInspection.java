package io.millrace.dataplane.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.dataplane.catalogue.StoreEndpoint;
import io.millrace.dataplane.catalogue.StoreEndpoint.Reach;
import io.millrace.dataplane.inspection.InspectionRequest;
import io.millrace.runner.protocol.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Whether a store can be reached; and, where that is a matter of one question that changes
/// nothing, whether it lets us in.
final class StoreInspection {

  private static final int MILLIS = 6_000;

  private final StoreEndpoint at;
  private final InspectionRequest.Store store;

  StoreInspection(InspectionRequest.Store store) {
    this.store = store;
    at = store.endpoint();
  }

  private record Reason(String code, String why, String nextStep) {}

  /// The first thing that is wrong.
  Optional<Problem> run() {
    Optional<Reason> found =
        at.reached().stream().map(this::reach).flatMap(Optional::stream).findFirst();
    return found
        .or(this::login)
        .map(
            reason ->
                new Problem(
                    "destination-" + reason.code(),
                    "The destination " + at.address() + " cannot be used.",
                    reason.why(),
                    reason.nextStep(),
                    Instant.now()));
  }

  private Optional<Reason> reach(Reach place) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(place.host(), place.port()), MILLIS);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(unreached(place, e));
    }
  }

  private static Reason unreached(Reach place, IOException failure) {
    return switch (failure) {
      case UnknownHostException _ ->
          new Reason(
              "host-unknown",
              "No address is known for the host " + place.host() + ".",
              "Correct the connector's host, or the name service of this machine.");
      case NoRouteToHostException _ ->
          new Reason(
              "unreachable",
              "No route leads to " + place + ".",
              "Check the network between this machine and it.");
      case ConnectException _ ->
          new Reason(
              "refused",
              "Nothing listens at " + place + ".",
              "Start it there, or correct the connector's host and port.");
      case SocketTimeoutException _ ->
          new Reason(
              "unreachable",
              place + " did not answer in time.",
              "Check that no firewall or security group stands between this machine and it.");
      default ->
          new Reason("unusable", Login.said(failure) + ".", "Look into the store's log for more.");
    };
  }

  /// Not of Kafka, as its client alone weighs more than all that is here; not of an HTTP service,
  /// which might take any question for a row; and of MongoDB by a driver, see [MongoInspection].
  private Optional<Reason> login() {
    try {
      return switch (at.kind()) {
        case KAFKA, HTTP, MONGODB -> Optional.empty();
        case REDIS -> redis();
        case OPENSEARCH, ELASTICSEARCH -> search();
      };
    } catch (SSLException e) {
      return Optional.of(
          new Reason(
              "tls",
              "The TLS connection to " + at.address() + " failed: " + Login.said(e) + ".",
              "Check the server's certificate, or whether it speaks TLS at all."));
    } catch (IOException e) {
      return Optional.of(
          new Reason("unusable", Login.said(e) + ".", "Look into the store's log for more."));
    }
  }

  private Optional<Reason> redis() throws IOException {
    String sslmode = at.config().getOrDefault("sslmode", "verify-full");
    if (sslmode.equals("require")) {
      return Optional.empty();
    }
    Reach place = at.reached().getFirst();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(place.host(), place.port()), MILLIS);
      plain.setSoTimeout(MILLIS);
      Socket socket = sslmode.equals("disable") ? plain : encrypted(plain, place);
      String password = store.secrets().getOrDefault("password", "");
      String[] login =
          at.username().isEmpty()
              ? new String[] {"AUTH", password}
              : new String[] {"AUTH", at.username(), password};
      String answer = password.isEmpty() ? "+OK" : ask(socket, login);
      if (answer.startsWith("+")) {
        answer = ask(socket, "PING");
      }
      return answer.startsWith("-NOAUTH")
              || answer.startsWith("-WRONGPASS")
              || answer.startsWith("-ERR AUTH")
          ? Optional.of(refused())
          : answer.startsWith("+") || answer.startsWith("-NOPERM")
              ? Optional.empty()
              : Optional.of(
                  new Reason(
                      "unusable",
                      "It answers " + answer.split(" ", 2)[0] + ".",
                      "Check that it is a Redis, and that it has started."));
    }
  }

  private static Socket encrypted(Socket plain, Reach place) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, place.host(), place.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static String ask(Socket socket, String... words) throws IOException {
    StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      command.append('$').append(word.getBytes(UTF_8).length).append("\r\n");
      command.append(word).append("\r\n");
    }
    socket.getOutputStream().write(command.toString().getBytes(UTF_8));
    socket.getOutputStream().flush();
    String line =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    return line == null ? "nothing" : line;
  }

  private Reason refused() {
    return new Reason(
        "login-refused",
        "It does not let "
            + (at.username().isEmpty() ? "us" : "the user " + at.username())
            + " in.",
        "Give the connector the right user and password.");
  }

  private Optional<Reason> search() throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(at.address())).timeout(Duration.ofMillis(MILLIS));
    switch (at.config().getOrDefault("auth", "basic")) {
      case "basic" -> {
        String login = at.username() + ":" + store.secrets().getOrDefault("password", "");
        String encoded = Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
        request.header("Authorization", "Basic " + encoded);
      }
      case "apikey" ->
          request.header("Authorization", "ApiKey " + store.secrets().getOrDefault("token", ""));
      default -> {}
    }
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofMillis(MILLIS)).build()) {
      int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
      return switch (status) {
        case 200 -> Optional.empty();
        case 401, 403 -> Optional.of(refused());
        default ->
            Optional.of(
                new Reason(
                    "unusable",
                    "It answers " + status + ".",
                    "Check the connector's address, and that it has started."));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("It was interrupted", e);
    }
  }
}
