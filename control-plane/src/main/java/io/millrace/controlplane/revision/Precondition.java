package io.millrace.controlplane.revision;

import io.millrace.controlplane.http.ProblemException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a change goes by, as the headers If-Match and If-None-Match say it (RFC 9110).
public record Precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

  public static final Precondition NONE = new Precondition(null, null);

  private static final String ANY = "*";

  /// To be asked within the change's transaction, after the install is locked.
  ///
  /// @param revision the newest one of the object
  /// @throws ProblemException if the object is not what the writer goes by
  public void check(Kind kind, String name, boolean exists, long revision) {
    if (ifNoneMatch != null
        && exists
        && (ifNoneMatch.equals(ANY) || names(ifNoneMatch, revision))) {
      throw ProblemException.of(
          412,
          "already-there",
          "It is there already",
          "There is a " + kind.word() + " \"" + name + "\", and If-None-Match says there is none.",
          "Choose another name; or read the one that is there and send If-Match with its ETag.");
    }
    if (ifMatch != null && !(exists && (ifMatch.equals(ANY) || names(ifMatch, revision)))) {
      throw ProblemException.changedMeanwhile(kind.word(), name);
    }
  }

  private static boolean names(String tags, long revision) {
    String etag = "\"" + revision + "\"";
    return Arrays.stream(tags.split(",")).anyMatch(tag -> tag.strip().equals(etag));
  }
}
