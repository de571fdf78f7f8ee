package io.millrace.controlplane.organization;

import io.millrace.controlplane.database.Id;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A key as its owner has it: `mr_<id>_<secret>`. The id finds the row, the secret proves it.
record ApiKeyText(String id, String secret) {

  private static final Pattern FORM =
      Pattern.compile("mr_([a-z0-9]{8,32})_([A-Za-z0-9.-]{24,128})");
  private static final String PREFIX = "key";

  static ApiKeyText next() {
    return new ApiKeyText(Id.next(PREFIX).substring(PREFIX.length() + 1), Secret.next());
  }

  static Optional<ApiKeyText> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new ApiKeyText(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  String text() {
    return "mr_" + id + "_" + secret;
  }

  /// Only the id: the secret has no business in a log.
  @Override
  public String toString() {
    return "mr_" + id + "_***";
  }
}
