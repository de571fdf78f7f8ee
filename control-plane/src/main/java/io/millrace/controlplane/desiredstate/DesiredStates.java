package io.millrace.controlplane.desiredstate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.catalogue.ConnectorCatalogue;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.identity.SigningKeys;
import io.millrace.controlplane.release.Releases;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.DesiredState.BadRows;
import io.millrace.runner.protocol.DesiredState.ConnectionTest;
import io.millrace.runner.protocol.DesiredState.Connector;
import io.millrace.runner.protocol.DesiredState.ConnectorRole;
import io.millrace.runner.protocol.DesiredState.DeadLetterAction;
import io.millrace.runner.protocol.DesiredState.DeadLetterCommand;
import io.millrace.runner.protocol.DesiredState.Deletes;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import io.millrace.runner.protocol.DesiredState.PartRestarts;
import io.millrace.runner.protocol.DesiredState.Pipeline;
import io.millrace.runner.protocol.DesiredState.RunState;
import io.millrace.runner.protocol.DesiredState.SchemaChanges;
import io.millrace.runner.protocol.DesiredState.SealingWish;
import io.millrace.runner.protocol.DesiredState.SnapshotCommand;
import io.millrace.runner.protocol.DesiredState.TransformChanges;
import io.millrace.runner.protocol.DesiredState.TransformPreview;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.SealedSecret;
import io.millrace.runner.protocol.WireFormat;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compiles what is wished for in an install to a DesiredState, signs and numbers it. Whoever
/// changes a wish calls [#publish] in the change's own transaction: there is no change that is not
/// published.
@ApplicationScoped
public class DesiredStates {

  /// How long a runner is told of an errand: somebody waits for the answer.
  public static final Duration ERRAND_LIFE = Duration.ofMinutes(1);

  private static final String CHANNEL = "millrace_desired_state";

  private final Releases releases;
  private final ConnectorCatalogue catalogue;
  private final SigningKeys keys;
  private final ObjectMapper json;
  private final Database database;

  DesiredStates(
      Releases releases,
      ConnectorCatalogue catalogue,
      SigningKeys keys,
      ObjectMapper json,
      Database database) {
    this.catalogue = catalogue;
    this.database = database;
    this.releases = releases;
    this.keys = keys;
    this.json = json;
  }

  /// A connection to be tried, as an errand.
  public record ConnectionTestWish(ConnectorRole role, Connector connector, List<String> tables) {}

  /// A transform to be previewed, as an errand.
  public record TransformPreviewWish(
      String pipeline, String source, TableWish table, List<String> inputs, int sampleRows) {}

  private record Newest(long generation, String content) {}

  private record Of(String organizationId, String installId) {}

  /// A control plane that comes with another release brings it to every install.
  void publishRelease(
      @Observes @Priority(Interceptor.Priority.APPLICATION + 500) StartupEvent event) {
    List<Of> installs =
        database.asSystem(
            transaction ->
                transaction.list(
                    "select organization_id, id from installs",
                    row -> new Of(row.text("organization_id"), row.text("id"))));
    for (Of each : installs) {
      database.inOrganization(
          each.organizationId(),
          transaction -> publish(transaction, each.organizationId(), each.installId()));
    }
  }

  /// Publishes the install's wish as it is in this transaction. Changes nothing if it says what the
  /// newest generation says.
  ///
  /// @return the newest generation
  public long publish(Transaction transaction, String organizationId, String installId) {
    // One after the other for each install, or two changes could take the same generation.
    transaction.list("select id from installs where id = ? for update", row -> true, installId);
    Optional<Newest> newest =
        transaction.find(
            """
            select generation, content from desired_states where install_id = ?
            order by generation desc limit 1
            """,
            row -> new Newest(row.number("generation"), row.text("content")),
            installId);
    Releases.Bundled release = releases.newest();
    String content = WireFormat.digest(compile(transaction, installId, release, 0, Instant.EPOCH));
    if (newest.isPresent() && newest.get().content().equals(content)) {
      return newest.get().generation();
    }
    long generation = newest.map(Newest::generation).orElse(0L) + 1;
    Instant now = Instant.now();
    byte[] envelope =
        keys.sign(organizationId, compile(transaction, installId, release, generation, now));
    transaction.update(
        """
        insert into desired_states (install_id, organization_id, generation, content,
          release_digest, envelope, issued_at)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        installId,
        organizationId,
        generation,
        content,
        release.digest(),
        envelope,
        now);
    transaction.notify(CHANNEL, installId + ":" + generation);
    return generation;
  }

  /// The newest generation of an install; 0 if there is none.
  public static long newest(Transaction transaction, String installId) {
    return transaction
        .find(
            "select max(generation) as generation from desired_states where install_id = ?",
            row -> row.optionalText("generation").map(Long::valueOf).orElse(0L),
            installId)
        .orElse(0L);
  }

  private DesiredState compile(
      Transaction transaction,
      String installId,
      Releases.Bundled release,
      long generation,
      Instant issuedAt) {
    List<Connector> connectors =
        transaction.list(
            "select * from connectors where install_id = ? order by name",
            this::connector,
            installId);
    List<String> types = typesEver(transaction, installId);
    return new DesiredState(
        installId,
        generation,
        issuedAt,
        new DesiredState.ReleaseRef(release.release().version(), release.digest()),
        release.release().components().stream()
            .filter(Releases::ofDataPlane)
            .map(component -> component(component, types))
            .toList(),
        connectors,
        transaction.list(
            "select * from pipelines where install_id = ? order by name",
            this::pipeline,
            installId),
        errands(transaction, installId, ErrandKind.CONNECTION_TEST).stream()
            .map(this::connectionTest)
            .toList(),
        errands(transaction, installId, ErrandKind.TRANSFORM_PREVIEW).stream()
            .map(this::transformPreview)
            .toList(),
        sealing(transaction, installId));
  }

  private static SealingWish sealing(Transaction transaction, String installId) {
    return transaction
        .find(
            """
            select i.sealing_rotations, r.sealing_public_key from installs i
            left join runners r on r.install_id = i.id where i.id = ?
            """,
            row ->
                new SealingWish(
                    Math.toIntExact(row.number("sealing_rotations")),
                    row.optionalBytes("sealing_public_key").map(Digest::of).orElse("")),
            installId)
        .orElse(SealingWish.NONE);
  }

  private record Errand(String id, String content) {}

  private static List<Errand> errands(Transaction transaction, String installId, ErrandKind kind) {
    return transaction.list(
        """
        select * from errands where install_id = ? and kind = ? and created_at > ?
        order by created_at, id
        """,
        row -> new Errand(row.text("id"), row.text("content")),
        installId,
        kind,
        Instant.now().minus(ERRAND_LIFE));
  }

  /// The types of the connectors that the install has or had.
  private static List<String> typesEver(Transaction transaction, String installId) {
    return transaction.list(
        """
        select type from connectors where install_id = ?
        union
        select document::json ->> 'type' from revisions
        where install_id = ? and kind = 'CONNECTOR' and document is not null
        """,
        row -> row.text("type"),
        installId,
        installId);
  }

  /// Plugins come with the first connector that needs them, and stay: what is left of the last one
  /// takes its plugin to be cleaned up, and a worker restarts for each that comes or goes.
  private DesiredState.Component component(Release.ReleaseComponent component, List<String> types) {
    boolean pluggable =
        component.artifacts().stream().anyMatch(artifact -> artifact.plugin().isPresent());
    return new DesiredState.Component(
        component.name(),
        pluggable ? Map.of(Release.PLUGINS, catalogue.plugins(component.name(), types)) : Map.of());
  }

  private Connector connector(Row row) {
    return new Connector(
        row.text("name"),
        row.text("type"),
        read(row.text("config"), new TypeReference<Map<String, String>>() {}),
        read(row.text("secrets"), new TypeReference<Map<String, SealedSecret>>() {}));
  }

  private ConnectionTest connectionTest(Errand errand) {
    ConnectionTestWish wish = read(errand.content(), new TypeReference<ConnectionTestWish>() {});
    return new ConnectionTest(errand.id(), wish.connector(), wish.role(), wish.tables());
  }

  private TransformPreview transformPreview(Errand errand) {
    TransformPreviewWish wish =
        read(errand.content(), new TypeReference<TransformPreviewWish>() {});
    return new TransformPreview(
        errand.id(),
        wish.pipeline(),
        wish.source(),
        wish.table().compiled(),
        wish.inputs(),
        wish.sampleRows());
  }

  private Pipeline pipeline(Row row) {
    return new Pipeline(
        row.text("name"),
        row.text("source"),
        row.text("destination"),
        read(row.text("tables"), new TypeReference<List<TableWish>>() {}).stream()
            .map(TableWish::compiled)
            .toList(),
        row.constant("run_state", RunState.class),
        row.constant("schema_changes", SchemaChanges.class),
        row.constant("deletes", Deletes.class),
        row.constant("transform_changes", TransformChanges.class),
        row.constant("bad_rows", BadRows.class),
        Math.toIntExact(row.number("restarts")),
        row.optionalText("dead_letters_action")
            .map(
                action ->
                    new DeadLetterCommand(
                        DeadLetterAction.valueOf(action), row.instant("dead_letters_until"))),
        row.constant("initial_snapshot", InitialSnapshot.class),
        row.optionalInstant("snapshot_at")
            .map(
                at ->
                    new SnapshotCommand(
                        at,
                        read(row.text("snapshot_tables"), new TypeReference<List<String>>() {}),
                        row.flag("snapshot_cancelled"))),
        Math.toIntExact(row.number("resets")),
        new PartRestarts(
            Math.toIntExact(row.number("source_restarts")),
            Math.toIntExact(row.number("destination_restarts")),
            Math.toIntExact(row.number("transform_restarts"))));
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A wish in the database cannot be read", e);
    }
  }
}
