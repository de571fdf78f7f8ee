package io.millrace.artifacts;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.MavenCoordinates;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import io.millrace.runner.protocol.ReleaseDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.jspecify.annotations.Nullable;

/// Makes a release's document of a short list that people write: what the components are made of,
/// before its dependencies are found and every file is pinned by its digest.
final class Lock {

  /// The list: a release whose components have groups of coordinates instead of artifacts.
  record Outline(String version, String channel, List<OutlineComponent> components) {}

  record OutlineComponent(String name, String version, String kind, List<Group> groups) {}

  /// Artifacts for one place. `transitive` brings what they need as well, without the excluded
  /// `groupId:artifactId`s. `bundled` are the licences of what archives hold of others: their POMs
  /// do not say.
  record Group(
      String place,
      boolean transitive,
      List<String> coordinates,
      Set<String> excluded,
      @Nullable List<String> bundled) {

    String licence(String own) {
      return bundled == null
          ? own
          : Stream.concat(Stream.of(own), bundled.stream()).collect(Collectors.joining(" AND "));
    }
  }

  private final Repository repository;

  Lock(Repository repository) {
    this.repository = repository;
  }

  void write(Path outline, Path document) throws IOException, RepositoryException {
    Outline from = JsonMapper.builder().build().readValue(outline.toFile(), Outline.class);
    List<ReleaseComponent> components = new ArrayList<>();
    for (OutlineComponent component : from.components()) {
      List<Artifact> artifacts = new ArrayList<>();
      for (Group group : component.groups()) {
        artifacts.addAll(pin(group));
      }
      components.add(
          new ReleaseComponent(component.name(), component.version(), component.kind(), artifacts));
    }
    Files.write(
        document, ReleaseDocument.write(new Release(from.version(), from.channel(), components)));
  }

  private List<Artifact> pin(Group group) throws IOException, RepositoryException {
    List<MavenCoordinates> roots =
        group.coordinates().stream().map(MavenCoordinates::ofPurl).toList();
    List<Artifact> artifacts = new ArrayList<>();
    Map<MavenCoordinates, Path> files =
        repository.resolveTransitively(roots, group.excluded(), group.transitive());
    for (Map.Entry<MavenCoordinates, Path> file : files.entrySet()) {
      MavenCoordinates at = file.getKey();
      artifacts.add(
          new Artifact(
              at.purl(),
              Digest.ofFile(file.getValue()).substring("sha256:".length()),
              Files.size(file.getValue()),
              group.licence(repository.licence(at)),
              group.place()));
    }
    return artifacts;
  }
}
