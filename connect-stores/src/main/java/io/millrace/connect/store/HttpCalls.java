package io.millrace.connect.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.connect.deadletters.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/// Calls to one HTTP service, one after the other.
final class HttpCalls implements AutoCloseable {

  private static final int LONGEST_ANSWER_KEPT = 2_000;

  /// What a service says of a row. Everything else is said of the service, or of our login.
  private static final Set<Integer> ABOUT_THE_ROW = Set.of(400, 409, 413, 415, 422);

  private final HttpClient client;
  private final URI base;
  private final String header;
  private final String headerValue;
  private final Duration timeout;

  /// @param header with which we log in; empty for none
  HttpCalls(URI base, String header, String headerValue, Duration timeout) {
    this.base = base;
    this.header = header;
    this.headerValue = headerValue;
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// With the login that a connector's fields say.
  static HttpCalls of(StoreSettings settings) {
    String auth = settings.text("auth");
    String header =
        switch (auth) {
          case "none" -> "";
          case "header" -> settings.text("headerName");
          default -> "Authorization";
        };
    String value =
        switch (auth) {
          case "basic" -> basic(settings.text("username"), settings.secret("password"));
          case "bearer" -> "Bearer " + settings.secret("token");
          case "apikey" -> "ApiKey " + settings.secret("token");
          case "header" -> settings.secret("headerValue");
          default -> "";
        };
    return new HttpCalls(
        URI.create(settings.text("url")),
        header,
        value,
        Duration.ofSeconds(settings.number("timeoutSeconds")));
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  /// @param path percent-encoded, put after the base address
  HttpResponse<String> send(String method, String path, String type, String body) {
    String start = base.toString().replaceFirst("/+$", "");
    BodyPublisher content =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.isEmpty() ? start : start + "/" + path))
            .timeout(timeout)
            .method(method, content);
    if (!body.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (!header.isEmpty()) {
      request.header(header, headerValue);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (HttpTimeoutException e) {
      throw new StoreAwayException("it did not answer in time", e);
    } catch (SSLException e) {
      throw new StoreAwayException("the TLS connection to it failed", e);
    } catch (IOException e) {
      throw new StoreAwayException(reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreAwayException("the writing was interrupted", e);
    }
  }

  private static String reason(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "no address is known for its host";
      }
    }
    return failure instanceof ConnectException
        ? "it does not accept connections"
        : "the connection to it broke";
  }

  /// Empty when it was taken.
  ///
  /// @throws StoreAwayException and StoreRefusesException when it is not about the row
  static Optional<Refusal> refusal(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return Optional.empty();
    }
    if (ABOUT_THE_ROW.contains(status)) {
      String said = answer.body();
      return Optional.of(
          new Refusal(
              "it answers " + status,
              said.length() > LONGEST_ANSWER_KEPT ? said.substring(0, LONGEST_ANSWER_KEPT) : said));
    }
    throw trouble(status);
  }

  static RuntimeException trouble(int status) {
    if (status == 401 || status == 403) {
      return new StoreRefusesException("it answers " + status + ": it does not let us in");
    }
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return new StoreAwayException("it answers " + status);
    }
    return new StoreRefusesException("it answers " + status);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
