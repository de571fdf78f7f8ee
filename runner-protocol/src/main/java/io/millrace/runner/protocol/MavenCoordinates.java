package io.millrace.runner.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// An artifact's name in a Maven repository, and as a package URL. `type` is its file's ending, and
/// `classifier` is empty where there is none.
public record MavenCoordinates(
    String groupId, String artifactId, String version, String type, String classifier) {

  private static final String PREFIX = "pkg:maven/";

  public static MavenCoordinates ofPurl(String purl) {
    String[] query = purl.split("\\?", 2);
    String[] path = query[0].split("[/@]");
    if (!purl.startsWith(PREFIX) || path.length != 4) {
      throw new IllegalArgumentException("Not the package URL of a Maven artifact: " + purl);
    }
    Map<String, String> qualifiers =
        query.length == 1
            ? Map.of()
            : Arrays.stream(query[1].split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return new MavenCoordinates(
        path[1],
        path[2],
        path[3],
        qualifiers.getOrDefault("type", "jar"),
        qualifiers.getOrDefault("classifier", ""));
  }

  public String purl() {
    StringBuilder purl = new StringBuilder(PREFIX + groupId + "/" + artifactId + "@" + version);
    char separator = '?';
    if (!classifier.isEmpty()) {
      purl.append(separator).append("classifier=").append(classifier);
      separator = '&';
    }
    if (!type.equals("jar")) {
      purl.append(separator).append("type=").append(type);
    }
    return purl.toString();
  }
}
