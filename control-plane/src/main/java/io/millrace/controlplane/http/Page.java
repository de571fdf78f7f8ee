package io.millrace.controlplane.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// A part of a list in the order of names. The answer stays a plain array; where the next part is
/// stands in its Link header (RFC 8288).
public final class Page {

  private static final int MOST = 1000;

  private Page() {}

  /// @param limit all if absent
  /// @param after the name that the part begins after
  public static <T> RestResponse<List<T>> of(
      List<T> all,
      Function<T, String> name,
      @Nullable Integer limit,
      @Nullable String after,
      UriInfo uri) {
    if (limit != null && (limit < 1 || limit > MOST)) {
      FieldErrors errors = new FieldErrors();
      errors.add("limit", limit + " is not a limit: use 1 to " + MOST + ".");
      errors.throwIfAny();
    }
    List<T> rest =
        all.stream()
            .filter(each -> after == null || name.apply(each).compareTo(after) > 0)
            .sorted(Comparator.comparing(name))
            .toList();
    if (limit == null || rest.size() <= limit) {
      return RestResponse.ok(rest);
    }
    List<T> part = rest.subList(0, limit);
    return RestResponse.ResponseBuilder.ok(part)
        .header(HttpHeaders.LINK, "<" + next(uri, name.apply(part.getLast())) + ">; rel=\"next\"")
        .build();
  }

  private static String next(UriInfo uri, String after) {
    List<String> query = new ArrayList<>();
    for (Map.Entry<String, List<String>> parameter : uri.getQueryParameters().entrySet()) {
      if (!parameter.getKey().equals("after")) {
        parameter
            .getValue()
            .forEach(value -> query.add(encoded(parameter.getKey()) + "=" + encoded(value)));
      }
    }
    query.add("after=" + encoded(after));
    return uri.getRequestUri().getRawPath() + "?" + String.join("&", query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
