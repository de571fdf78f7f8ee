package io.millrace.controlplane.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.controlplane.apply.ApplyRequest.ConnectorWish;
import io.millrace.controlplane.apply.ApplyRequest.PipelineWish;
import io.millrace.controlplane.apply.Change.Action;
import io.millrace.controlplane.connector.Connector;
import io.millrace.controlplane.connector.ConnectorService;
import io.millrace.controlplane.connector.SealedSecrets;
import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Transaction;
import io.millrace.controlplane.desiredstate.DesiredStates;
import io.millrace.controlplane.http.FieldErrors;
import io.millrace.controlplane.http.Principal;
import io.millrace.controlplane.http.ProblemException;
import io.millrace.controlplane.install.InstallService;
import io.millrace.controlplane.pipeline.Ends;
import io.millrace.controlplane.pipeline.Pipeline;
import io.millrace.controlplane.pipeline.PipelineService;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.SealedSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes an install's connectors and pipelines what a request says, in one transaction.
@ApplicationScoped
class ApplyService {

  private static final String CONNECTORS = "connectors";
  private static final String PIPELINES = "pipelines";

  private final Database database;
  private final ConnectorService connectors;
  private final SealedSecrets sealedSecrets;
  private final PipelineService pipelines;
  private final Ends ends;
  private final DesiredStates desiredStates;
  private final ObjectMapper json;
  private final Difference difference;

  ApplyService(
      Database database,
      ConnectorService connectors,
      SealedSecrets sealedSecrets,
      PipelineService pipelines,
      Ends ends,
      DesiredStates desiredStates,
      ObjectMapper json) {
    this.database = database;
    this.connectors = connectors;
    this.sealedSecrets = sealedSecrets;
    this.pipelines = pipelines;
    this.ends = ends;
    this.desiredStates = desiredStates;
    this.json = json;
    this.difference = new Difference(json);
  }

  /// An answer, and a tag that the same changes have again, and no others.
  record Done(ApplyAnswer answer, String etag) {}

  /// What is there, and what should be: of both, by name.
  private record Plan(
      Map<String, Connector> connectorsNow,
      Map<String, Connector> connectorsThen,
      Map<String, Pipeline> pipelinesNow,
      Map<String, Pipeline> pipelinesThen) {}

  /// @param ifMatch the tag of a dry run, to do only what that has shown
  Done apply(
      Principal principal, String installId, ApplyRequest request, @Nullable String ifMatch) {
    return database.inOrganization(
        principal.organizationId(),
        transaction -> {
          InstallService.lock(transaction, installId);
          Plan plan = plan(transaction, installId, request);
          List<Change> changes = changes(plan);
          String etag = etag(changes);
          if (ifMatch != null && !ifMatch.equals(etag)) {
            throw ProblemException.of(
                412,
                "changed-meanwhile",
                "It was changed meanwhile",
                "What would change is no longer what the dry run of If-Match showed.",
                "Do a dry run again, look at it, and apply with its ETag.");
          }
          if (!request.dryRun()
              && changes.stream().anyMatch(each -> each.action() != Action.NONE)) {
            carryOut(transaction, principal, installId, plan);
          }
          return new Done(new ApplyAnswer(changes, !request.dryRun()), etag);
        });
  }

  private Plan plan(Transaction transaction, String installId, ApplyRequest request) {
    Map<String, Connector> connectorsNow = new TreeMap<>();
    connectors.list(transaction, installId).forEach(each -> connectorsNow.put(each.name(), each));
    Map<String, Pipeline> pipelinesNow = new TreeMap<>();
    pipelines.list(transaction, installId).forEach(each -> pipelinesNow.put(each.name(), each));
    FieldErrors errors = new FieldErrors();
    boolean pruneConnectors = request.prune() && request.connectors() != null;
    boolean prunePipelines = request.prune() && request.pipelines() != null;
    Map<String, Connector> connectorsThen =
        new TreeMap<>(pruneConnectors ? Map.of() : connectorsNow);
    connectorsThen.putAll(wishedConnectors(transaction, installId, request, connectorsNow, errors));
    Map<String, Pipeline> pipelinesThen = new TreeMap<>(prunePipelines ? Map.of() : pipelinesNow);
    Map<String, String> types = new TreeMap<>();
    connectorsThen.forEach((name, connector) -> types.put(name, connector.type()));
    pipelinesThen.putAll(wishedPipelines(request, pipelinesNow, types, errors));
    errors.throwIfAny();
    if (pruneConnectors) {
      stillUsed(connectorsThen, pipelinesThen);
    }
    return new Plan(connectorsNow, connectorsThen, pipelinesNow, pipelinesThen);
  }

  private Map<String, Connector> wishedConnectors(
      Transaction transaction,
      String installId,
      ApplyRequest request,
      Map<String, Connector> now,
      FieldErrors all) {
    Map<String, Connector> wished = new TreeMap<>();
    List<@Nullable ConnectorWish> given =
        Objects.requireNonNullElse(request.connectors(), List.of());
    for (int i = 0; i < given.size(); i++) {
      FieldErrors errors = all.under(CONNECTORS + "[" + i + "]");
      ConnectorWish wish =
          Objects.requireNonNullElse(given.get(i), new ConnectorWish(null, null, null, null));
      String name = Objects.requireNonNullElse(wish.name(), "");
      Connector connector =
          connectors.checked(
              name, wish.type(), wish.config(), secrets(wish, now.get(name)), errors);
      Optional<Connector> stored = Optional.ofNullable(now.get(name));
      if (stored.filter(connector::equals).isEmpty()) {
        sealedSecrets.check(transaction, installId, connector, stored, errors);
      }
      if (wished.put(name, connector) != null) {
        errors.add("name", "There is another connector \"" + name + "\" in the request.");
      }
    }
    return wished;
  }

  /// Those that are given, and those that are stored and not spoken of. A connector of another type
  /// is another connector: it keeps none.
  private static Map<String, @Nullable SealedSecret> secrets(
      ConnectorWish wish, @Nullable Connector now) {
    Map<String, @Nullable SealedSecret> secrets = new LinkedHashMap<>();
    if (now != null && now.type().equals(wish.type())) {
      secrets.putAll(now.secrets());
    }
    if (wish.secrets() != null) {
      wish.secrets()
          .forEach(
              (field, secret) -> {
                if (secret == null) {
                  secrets.remove(field);
                } else {
                  secrets.put(field, secret);
                }
              });
    }
    return secrets;
  }

  private Map<String, Pipeline> wishedPipelines(
      ApplyRequest request,
      Map<String, Pipeline> now,
      Map<String, String> connectors,
      FieldErrors all) {
    Map<String, Pipeline> wished = new TreeMap<>();
    List<@Nullable PipelineWish> given = Objects.requireNonNullElse(request.pipelines(), List.of());
    for (int i = 0; i < given.size(); i++) {
      FieldErrors errors = all.under(PIPELINES + "[" + i + "]");
      PipelineWish wish =
          Objects.requireNonNullElse(
              given.get(i),
              new PipelineWish(null, null, null, null, null, null, null, null, null, null, null));
      String name = Objects.requireNonNullElse(wish.name(), "");
      Pipeline pipeline = wish.request().checked(name, errors);
      ends.check(pipeline, connectors, errors);
      Pipeline present = now.get(name);
      if (present != null) {
        pipeline = pipeline.restarted(present.restarts());
        pipeline = wish.runState() == null ? pipeline.with(present.runState()) : pipeline;
      }
      if (wished.put(name, pipeline) != null) {
        errors.add("name", "There is another pipeline \"" + name + "\" in the request.");
      }
    }
    return wished;
  }

  /// Pipelines that the request does not speak of may need a connector that is to go.
  private static void stillUsed(
      Map<String, Connector> connectors, Map<String, Pipeline> pipelines) {
    List<String> users =
        pipelines.values().stream()
            .filter(
                each ->
                    !connectors.containsKey(each.source())
                        || !connectors.containsKey(each.destination()))
            .map(Pipeline::name)
            .toList();
    if (!users.isEmpty()) {
      throw ProblemException.of(
          409,
          "connector-in-use",
          "A connector is in use",
          "Connectors that would be deleted are used by the pipelines "
              + String.join(", ", users)
              + ".",
          "Name these connectors too, or send the pipelines that should stay.");
    }
  }

  private List<Change> changes(Plan plan) {
    List<Change> changes = new ArrayList<>();
    for (String name : names(plan.connectorsNow(), plan.connectorsThen())) {
      changes.add(
          difference.of(plan.connectorsNow().get(name), plan.connectorsThen().get(name), name));
    }
    for (String name : names(plan.pipelinesNow(), plan.pipelinesThen())) {
      changes.add(
          difference.of(plan.pipelinesNow().get(name), plan.pipelinesThen().get(name), name));
    }
    return List.copyOf(changes);
  }

  private static <T> Iterable<String> names(Map<String, T> now, Map<String, T> then) {
    TreeSet<String> names = new TreeSet<>(now.keySet());
    names.addAll(then.keySet());
    return names;
  }

  /// Connectors come before the pipelines that use them, and go after.
  private void carryOut(Transaction transaction, Principal principal, String installId, Plan plan) {
    plan.connectorsThen()
        .forEach(
            (name, then) -> {
              Optional<Connector> now = Optional.ofNullable(plan.connectorsNow().get(name));
              if (now.filter(then::equals).isEmpty()) {
                connectors.store(transaction, principal, installId, now, then, "connector.apply");
              }
            });
    plan.pipelinesThen()
        .forEach(
            (name, then) -> {
              Optional<Pipeline> now = Optional.ofNullable(plan.pipelinesNow().get(name));
              if (now.filter(then::equals).isEmpty()) {
                pipelines.store(transaction, principal, installId, now, then, "pipeline.apply");
              }
            });
    plan.pipelinesNow()
        .forEach(
            (name, now) -> {
              if (!plan.pipelinesThen().containsKey(name)) {
                pipelines.remove(transaction, principal, installId, now);
              }
            });
    plan.connectorsNow()
        .forEach(
            (name, now) -> {
              if (!plan.connectorsThen().containsKey(name)) {
                connectors.remove(transaction, principal, installId, now);
              }
            });
    desiredStates.publish(transaction, principal.organizationId(), installId);
  }

  private String etag(List<Change> changes) {
    try {
      return "\"" + Digest.of(json.writeValueAsBytes(changes)) + "\"";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Changes are plain data", e);
    }
  }
}
