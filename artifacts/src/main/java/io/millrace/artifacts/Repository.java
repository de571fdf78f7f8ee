package io.millrace.artifacts;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import io.millrace.runner.protocol.MavenCoordinates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

/// The Maven repositories of this machine: its user's settings, with their mirrors, proxies and
/// local repository, decide where an artifact comes from.
final class Repository implements AutoCloseable {

  private final Context context;

  Repository() {
    this(ContextOverrides.create().withUserSettings(true).build());
  }

  Repository(ContextOverrides overrides) {
    context = Runtimes.INSTANCE.getRuntime().create(overrides);
  }

  /// The local file of an artifact, downloaded if need be.
  ///
  /// @param fetched takes the count of bytes as they come from the network
  Path resolve(MavenCoordinates coordinates, LongConsumer fetched)
      throws ArtifactResolutionException {
    DefaultRepositorySystemSession session =
        new DefaultRepositorySystemSession(context.repositorySystemSession());
    session.setTransferListener(
        new AbstractTransferListener() {
          @Override
          public void transferProgressed(TransferEvent event) {
            fetched.accept(event.getDataBuffer().remaining());
          }
        });
    ArtifactRequest request =
        new ArtifactRequest(artifact(coordinates), context.remoteRepositories(), null);
    return context
        .repositorySystem()
        .resolveArtifact(session, request)
        .getArtifact()
        .getFile()
        .toPath();
  }

  /// The roots and all that they need at run time, nearest first, without the excluded
  /// `groupId:artifactId`s.
  Map<MavenCoordinates, Path> resolveTransitively(
      List<MavenCoordinates> roots, Set<String> excluded, boolean transitive)
      throws RepositoryException {
    List<Exclusion> exclusions = new ArrayList<>();
    for (String each : transitive ? excluded : Set.of("*:*")) {
      String[] parts = each.split(":");
      exclusions.add(new Exclusion(parts[0], parts[1], "*", "*"));
    }
    CollectRequest collect = new CollectRequest();
    collect.setRepositories(context.remoteRepositories());
    roots.forEach(
        root ->
            collect.addDependency(new Dependency(artifact(root), "runtime", false, exclusions)));
    Map<MavenCoordinates, Path> files = new java.util.LinkedHashMap<>();
    for (var result :
        context
            .repositorySystem()
            .resolveDependencies(
                context.repositorySystemSession(), new DependencyRequest(collect, null))
            .getArtifactResults()) {
      Artifact found = result.getArtifact();
      files.put(coordinates(found), found.getFile().toPath());
    }
    return files;
  }

  /// What the artifact's POM says of its licence; empty if nothing.
  String licence(MavenCoordinates coordinates) throws RepositoryException {
    ArtifactDescriptorRequest request =
        new ArtifactDescriptorRequest(artifact(coordinates), context.remoteRepositories(), null);
    Map<String, Object> properties =
        context
            .repositorySystem()
            .readArtifactDescriptor(context.repositorySystemSession(), request)
            .getProperties();
    Map<String, String> names = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith("license.") && key.endsWith(".name")) {
            names.put(key, String.valueOf(value));
          }
        });
    return names.values().stream().map(Spdx::of).distinct().collect(Collectors.joining(" OR "));
  }

  @Override
  public void close() {
    context.close();
  }

  private static Artifact artifact(MavenCoordinates at) {
    return new DefaultArtifact(
        at.groupId(), at.artifactId(), at.classifier(), at.type(), at.version());
  }

  private static MavenCoordinates coordinates(Artifact artifact) {
    return new MavenCoordinates(
        artifact.getGroupId(),
        artifact.getArtifactId(),
        artifact.getVersion(),
        artifact.getExtension(),
        artifact.getClassifier());
  }
}
