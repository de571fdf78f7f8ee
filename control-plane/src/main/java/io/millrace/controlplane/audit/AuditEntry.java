package io.millrace.controlplane.audit;

import io.millrace.runner.protocol.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One change: who, what, and the JSON of the thing before and after it.
public record AuditEntry(
    long sequence,
    Instant at,
    String principalKind,
    String principalId,
    String principalName,
    Change change,
    String previousHash) {

  /// What the first entry of an organization follows.
  static final String NO_HASH = "";

  /// `action` is a verb and a noun, such as `pipeline.put`; `before` and `after` are JSON, empty
  /// where the thing was not there.
  public record Change(
      String action, String target, Optional<String> before, Optional<String> after) {}

  /// Over every field, each with its length, so that no two entries have the same bytes.
  String hash() {
    StringBuilder text = new StringBuilder();
    for (String field :
        List.of(
            previousHash,
            Long.toString(sequence),
            at.toString(),
            principalKind,
            principalId,
            principalName,
            change.action(),
            change.target(),
            marked(change.before()),
            marked(change.after()))) {
      text.append(field.length()).append(':').append(field);
    }
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String marked(Optional<String> json) {
    return json.map(value -> "+" + value).orElse("-");
  }
}
