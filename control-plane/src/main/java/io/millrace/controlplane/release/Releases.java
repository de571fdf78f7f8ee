package io.millrace.controlplane.release;

import io.millrace.controlplane.database.Database;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.ReleaseDocument;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/// The release that this control plane came with. Runners fetch its document by digest.
@ApplicationScoped
public class Releases {

  /// Is part of the release's document, but nothing that a data plane keeps running: of the
  /// operator's side, or run for a moment.
  private static final Set<String> NOT_OF_A_DATA_PLANE = Set.of("postgresql", "probe");

  private final Database database;
  private final byte[] document;
  private final Bundled bundled;

  Releases(Database database) throws IOException {
    this.database = database;
    try (InputStream in = Releases.class.getResourceAsStream("/releases/local.json")) {
      if (in == null) {
        throw new IOException("This build has no release document");
      }
      document = in.readAllBytes();
    }
    Release release = ReleaseDocument.parse(document);
    bundled = new Bundled(release, Digest.of(document));
  }

  /// @param digest of its document, `sha256:<hex>`
  public record Bundled(Release release, String digest) {}

  public Bundled newest() {
    return bundled;
  }

  /// Whether a data plane has it as a component of its own.
  public static boolean ofDataPlane(Release.ReleaseComponent component) {
    return !NOT_OF_A_DATA_PLANE.contains(component.name());
  }

  void store(@Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent event) {
    database.asSystem(
        transaction ->
            transaction.update(
                """
                insert into releases (digest, version, document) values (?, ?, ?)
                on conflict do nothing
                """,
                bundled.digest(),
                bundled.release().version(),
                document));
  }
}
