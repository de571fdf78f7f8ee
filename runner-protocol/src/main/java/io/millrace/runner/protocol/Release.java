package io.millrace.runner.protocol;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A versioned bill of materials: everything that a data plane runs, by digest. Its document is
/// JSON with these very field names; a DesiredState names it by the SHA-256 of the document's
/// bytes.
public record Release(String version, String channel, List<ReleaseComponent> components) {

  /// The setting of a component that names its plugins, with commas between them.
  public static final String PLUGINS = "plugins";

  public Release {
    components = List.copyOf(components);
  }

  /// The component of this name.
  ///
  /// @throws IllegalArgumentException if the release has none
  public ReleaseComponent component(String name) {
    return components.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Release " + version + " has no component \"" + name + "\""));
  }

  /// Only what these settings ask for: of a component's plugins, those that its setting [#PLUGINS]
  /// names, and all of them where it has no such setting.
  public Release withPluginsOf(List<DesiredState.Component> wanted) {
    Map<String, Set<String>> plugins = new HashMap<>();
    for (DesiredState.Component component : wanted) {
      if (component.settings().containsKey(PLUGINS)) {
        plugins.put(
            component.name(),
            Arrays.stream(component.settings().getOrDefault(PLUGINS, "").split(",", -1))
                .collect(Collectors.toSet()));
      }
    }
    return new Release(
        version,
        channel,
        components.stream()
            .map(each -> Optional.ofNullable(plugins.get(each.name())).map(each::with).orElse(each))
            .toList());
  }

  /// `kind` is `process` or, on Kubernetes, `helm`. The order of `artifacts` is the class path's.
  public record ReleaseComponent(
      String name, String version, String kind, List<Artifact> artifacts) {
    public ReleaseComponent {
      artifacts = List.copyOf(artifacts);
    }

    private ReleaseComponent with(Set<String> plugins) {
      return new ReleaseComponent(
          name,
          version,
          kind,
          artifacts.stream()
              .filter(each -> each.plugin().map(plugins::contains).orElse(true))
              .toList());
    }
  }

  /// One file. `purl` is a package URL (github.com/package-url/purl-spec) of type maven, such as
  /// `pkg:maven/org.apache.kafka/kafka_2.13@4.3.1`, with `?classifier=` and `type=` where they are
  /// not none and `jar`; `sha256` is hex, `size` bytes, `licence` what its POM says. `place` is
  /// where the component wants it: `classpath`, `plugins/<name>`, or `archive` to be unpacked
  /// alone.
  public record Artifact(String purl, String sha256, long size, String licence, String place) {

    public static final String CLASS_PATH = "classpath";
    public static final String ARCHIVE = "archive";

    private static final String PLUGIN = "plugins/";

    /// The plugin of its component that it belongs to.
    public Optional<String> plugin() {
      return place.startsWith(PLUGIN)
          ? Optional.of(place.substring(PLUGIN.length()))
          : Optional.empty();
    }

    public String fileName() {
      MavenCoordinates at = MavenCoordinates.ofPurl(purl);
      String classifier = at.classifier().isEmpty() ? "" : "-" + at.classifier();
      return at.artifactId() + "-" + at.version() + classifier + "." + at.type();
    }

    /// Archives are unpacked, other files stay as they are.
    public boolean packed() {
      return place.equals(ARCHIVE) || fileName().endsWith(".tar.gz");
    }
  }
}
