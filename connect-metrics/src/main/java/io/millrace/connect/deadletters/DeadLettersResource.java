package io.millrace.connect.deadletters;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// `GET /millrace/dead-letters`: pipeline → how many dead letters wait, for which reasons, and when
/// the last was set aside. `POST /millrace/dead-letters/{pipeline}` replays or discards those that
/// were set aside until a moment; it may be repeated at will, as later ones are left alone.
@Path("/millrace/dead-letters")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class DeadLettersResource implements AutoCloseable {

  private final Map<String, Object> kafka;
  private final Object moving = new Object();
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private @Nullable Ledger ledger;

  /// @param kafka how clients get to the brokers
  public DeadLettersResource(Map<String, Object> kafka) {
    this.kafka = Map.copyOf(kafka);
  }

  /// What is to be done with a pipeline's dead letters.
  ///
  /// @param action `REPLAY` or `DISCARD`
  /// @param until in milliseconds, by the clock that the account's `newest` is of
  public record Command(@Nullable String action, long until) {}

  @GET
  public synchronized Map<String, Map<String, Object>> read() {
    try {
      KafkaConsumer<byte[], byte[]> reading = consumer();
      Set<String> topics =
          reading.listTopics().keySet().stream()
              .filter(topic -> DeadLetter.pipelineOf(topic).isPresent())
              .collect(Collectors.toSet());
      Ledger books = ledger == null ? new Ledger(reading) : ledger;
      ledger = books;
      Map<String, Map<String, Object>> told = new HashMap<>();
      books
          .read(topics)
          .forEach(
              (pipeline, account) ->
                  told.put(
                      pipeline,
                      Map.of(
                          "count", account.count(),
                          "oldest", account.oldest(),
                          "newest", account.newest(),
                          "reasons", account.reasons())));
      return told;
    } catch (KafkaException e) {
      close();
      throw unavailable(e);
    }
  }

  @POST
  @Path("{pipeline}")
  public Map<String, Long> command(@PathParam("pipeline") String pipeline, Command command) {
    String action = String.valueOf(command.action());
    if (!action.equals("REPLAY") && !action.equals("DISCARD")) {
      throw problem(Response.Status.BAD_REQUEST, "The action is REPLAY or DISCARD");
    }
    try (Admin admin = Admin.create(kafka)) {
      synchronized (moving) {
        DeadLetterMover mover = new DeadLetterMover(kafka, admin, pipeline);
        return Map.of("moved", mover.move(command.until(), action.equals("REPLAY")));
      }
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    KafkaConsumer<byte[], byte[]> known = consumer;
    if (known == null) {
      known = newConsumer(kafka);
      consumer = known;
    }
    return known;
  }

  static KafkaConsumer<byte[], byte[]> newConsumer(Map<String, Object> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put("enable.auto.commit", false);
    config.put("auto.offset.reset", "earliest");
    config.put("default.api.timeout.ms", 5_000);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static WebApplicationException unavailable(KafkaException cause) {
    if (cause instanceof InterruptException) {
      Thread.currentThread().interrupt();
    }
    return problem(
        Response.Status.SERVICE_UNAVAILABLE,
        "Kafka did not do it: " + cause.getClass().getSimpleName());
  }

  private static WebApplicationException problem(Response.Status status, String message) {
    return new WebApplicationException(
        Response.status(status)
            .type(MediaType.APPLICATION_JSON)
            .entity(Map.of("error_code", status.getStatusCode(), "message", message))
            .build());
  }

  @Override
  public synchronized void close() {
    KafkaConsumer<byte[], byte[]> open = consumer;
    consumer = null;
    ledger = null;
    if (open != null) {
      open.close();
    }
  }
}
