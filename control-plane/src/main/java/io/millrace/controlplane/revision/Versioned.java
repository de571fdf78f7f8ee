package io.millrace.controlplane.revision;

import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// An object and the number of its newest revision.
public record Versioned<T>(T value, long revision) {

  public String etag() {
    return "\"" + revision + "\"";
  }

  public RestResponse<T> answer() {
    return RestResponse.ResponseBuilder.ok(value).header(HttpHeaders.ETAG, etag()).build();
  }

  /// As [#answer], without the object if the reader has this revision already.
  public RestResponse<T> answer(@Nullable String ifNoneMatch) {
    return etag().equals(ifNoneMatch)
        ? RestResponse.ResponseBuilder.<T>create(RestResponse.Status.NOT_MODIFIED)
            .header(HttpHeaders.ETAG, etag())
            .build()
        : answer();
  }
}
