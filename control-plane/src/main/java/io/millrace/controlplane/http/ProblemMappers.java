package io.millrace.controlplane.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Every failure as problem+json. What is not for the caller's eyes goes to the log, once.
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  public Response problem(ProblemException failure) {
    return answer(failure.document());
  }

  @ServerExceptionMapper
  public Response notJson(JsonProcessingException failure) {
    return answer(describe(failure));
  }

  /// Or the framework's own mapper, which knows this one, would answer in its own words.
  @ServerExceptionMapper
  public Response notWhatIsExpected(MismatchedInputException failure) {
    return answer(describe(failure));
  }

  @ServerExceptionMapper
  public Response refusedByTheFramework(WebApplicationException failure) {
    // A body that cannot be read arrives wrapped, as a 400 with the parser's exception in it.
    if (failure.getCause() instanceof JsonProcessingException cause) {
      return answer(describe(cause));
    }
    Response.StatusType status = failure.getResponse().getStatusInfo();
    return answer(
        ProblemDocument.of(
            status.getStatusCode(),
            status.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-'),
            status.getReasonPhrase(),
            switch (status.getStatusCode()) {
              case 404 -> "There is nothing at this address.";
              case 405 -> "This address does not take this method.";
              case 406 -> "The answer is JSON, which the Accept header does not allow.";
              case 415 -> "The request's body is not declared as application/json.";
              default -> Objects.requireNonNullElse(failure.getMessage(), "It was refused.");
            },
            "See the API's description at /openapi.",
            List.of()));
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable failure) {
    LOG.error("A request failed", failure);
    return answer(
        ProblemDocument.of(
            500,
            "internal",
            "The control plane failed",
            "Something went wrong inside the control plane. Nothing was changed.",
            "Try again; if it stays, look into the control plane's log.",
            List.of()));
  }

  private static ProblemDocument describe(JsonProcessingException failure) {
    if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return ProblemException.invalid(List.of(new FieldError(path(mapping), reason(mapping))))
          .document();
    }
    return ProblemDocument.of(
        400,
        "not-json",
        "The request is not JSON",
        failure.getOriginalMessage(),
        "Send a JSON document as the API's description at /openapi says.",
        List.of());
  }

  private static String reason(JsonMappingException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException unknown -> {
        List<String> known = new ArrayList<>();
        unknown.getKnownPropertyIds().forEach(each -> known.add(String.valueOf(each)));
        yield Suggestion.unknown("field", unknown.getPropertyName(), known);
      }
      case InvalidFormatException format when format.getTargetType().isEnum() ->
          "\""
              + format.getValue()
              + "\" is none of "
              + Arrays.stream(format.getTargetType().getEnumConstants())
                  .map(String::valueOf)
                  .collect(Collectors.joining(", "))
              + ".";
      default -> "It has the wrong type.";
    };
  }

  private static String path(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : failure.getPath()) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }

  private static Response answer(ProblemDocument document) {
    Response.ResponseBuilder builder =
        Response.status(document.status()).type(ProblemDocument.MEDIA_TYPE).entity(document);
    if (document.status() == 401) {
      builder.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"millrace\"");
    }
    return builder.build();
  }
}
