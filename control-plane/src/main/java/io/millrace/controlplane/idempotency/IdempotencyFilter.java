package io.millrace.controlplane.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.http.Caller;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.runner.protocol.Digest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers a repeated request with the first one's answer. Only where answers hold no secret that
/// is shown once: they are kept in the database as they are.
@Provider
@Priority(Priorities.AUTHORIZATION)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String TAKEN = "millrace.idempotency-key";
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final int LONGEST_KEY = 200;
  private static final int FIRST_FAILURE = 500;

  private final Answers answers;
  private final Caller caller;
  private final ObjectMapper json;

  IdempotencyFilter(Answers answers, Caller caller, ObjectMapper json) {
    this.answers = answers;
    this.caller = caller;
    this.json = json;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    @Nullable String key = request.getHeaderString(IdempotencyKey.HEADER);
    String path = request.getUriInfo().getPath();
    if (key == null || !METHODS.contains(request.getMethod()) || !IdempotencyKey.covers(path)) {
      return;
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw ProblemException.of(
          400,
          "invalid-idempotency-key",
          "The Idempotency-Key cannot be used",
          "It is empty, or longer than " + LONGEST_KEY + " characters.",
          "Send a random one, such as a UUID, for each thing that you want done once.");
    }
    Principal principal = caller.principal();
    String digest = digest(request, path);
    Answers.Known known = answers.take(principal, key, digest).orElse(null);
    if (known == null) {
      request.setProperty(TAKEN, key);
    } else if (!known.request().equals(digest)) {
      throw ProblemException.of(
          422,
          "idempotency-key-reused",
          "The Idempotency-Key was used for another request",
          "\"" + key + "\" came before, with another method, address, condition or body.",
          "Send a new key for a new request; to repeat one, send exactly the same again.");
    } else {
      request.abortWith(repeated(known, key));
    }
  }

  private static Response repeated(Answers.Known known, String key) {
    int status =
        Math.toIntExact(
            known
                .status()
                .orElseThrow(
                    () ->
                        ProblemException.of(
                            409,
                            "still-under-way",
                            "The first request is still under way",
                            "A request with the Idempotency-Key \"" + key + "\" has no answer yet.",
                            "Wait a second and send it again; its answer will be the first's.")));
    Response.ResponseBuilder answer = Response.status(status).header("Idempotency-Replayed", true);
    known.etag().ifPresent(each -> answer.header(HttpHeaders.ETAG, each));
    known.mediaType().ifPresent(each -> answer.header(HttpHeaders.CONTENT_TYPE, each));
    known.body().ifPresent(answer::entity);
    return answer.build();
  }

  /// Over everything that says what is asked for.
  private static String digest(ContainerRequestContext request, String path) throws IOException {
    byte[] body = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(body));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String part :
        new String[] {
          request.getMethod(),
          path,
          Objects.requireNonNullElse(request.getUriInfo().getRequestUri().getRawQuery(), ""),
          Objects.requireNonNullElse(request.getHeaderString(HttpHeaders.IF_MATCH), ""),
          Objects.requireNonNullElse(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), "")
        }) {
      all.writeBytes(part.getBytes(StandardCharsets.UTF_8));
      all.write(0);
    }
    all.writeBytes(body);
    return Digest.of(all.toByteArray());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    if (!(request.getProperty(TAKEN) instanceof String key)) {
      return;
    }
    Principal principal = caller.principal();
    if (response.getStatus() >= FIRST_FAILURE) {
      answers.forget(principal, key);
      return;
    }
    @Nullable Object entity = response.getEntity();
    @Nullable Object mediaType = response.getMediaType();
    answers.keep(
        principal,
        key,
        response.getStatus(),
        response.getHeaderString(HttpHeaders.ETAG),
        entity == null ? null : mediaType == null ? "application/json" : mediaType.toString(),
        entity == null ? null : json.writeValueAsString(entity));
  }
}
