package io.millrace.connect.topics;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// `PUT /millrace/topics` makes what is missing and leaves what exists as it is; `DELETE` removes.
/// Both may be repeated at will.
@Path("/millrace/topics")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class TopicsResource implements AutoCloseable {

  private static final long LIMIT_SECONDS = 10;

  private final Supplier<Admin> connect;
  private @Nullable Admin admin;

  public TopicsResource(Supplier<Admin> connect) {
    this.connect = connect;
  }

  @GET
  public Set<String> list() {
    return new TreeSet<>(await(admin().listTopics().names()));
  }

  /// Topic → its settings, with `partitions` among them.
  @PUT
  public Set<String> make(Map<String, Map<String, String>> topics) {
    Set<String> existing = await(admin().listTopics().names());
    List<NewTopic> missing =
        topics.entrySet().stream()
            .filter(topic -> !existing.contains(topic.getKey()))
            .map(topic -> newTopic(topic.getKey(), topic.getValue()))
            .toList();
    each(admin().createTopics(missing).values(), TopicExistsException.class);
    return new TreeSet<>(topics.keySet());
  }

  @DELETE
  public Set<String> remove(Set<String> topics) {
    each(admin().deleteTopics(topics).topicNameValues(), UnknownTopicOrPartitionException.class);
    return new TreeSet<>(topics);
  }

  /// The topics whose names begin with one of these → `partitions`, `records` ever written,
  /// `bytes`.
  @POST
  @Path("figures")
  public Map<String, Map<String, Long>> figures(Set<String> prefixes) {
    List<String> names =
        await(admin().listTopics().names()).stream()
            .filter(name -> prefixes.stream().anyMatch(name::startsWith))
            .toList();
    return TopicFigures.read(admin(), names);
  }

  private static NewTopic newTopic(String name, Map<String, String> settings) {
    Map<String, String> config = new HashMap<>(settings);
    Optional<Integer> partitions =
        Optional.ofNullable(config.remove("partitions")).map(Integer::valueOf);
    return new NewTopic(name, partitions, Optional.empty()).configs(config);
  }

  private static void each(
      @Nullable Map<String, KafkaFuture<Void>> results, Class<? extends Throwable> harmless) {
    for (KafkaFuture<Void> result : Objects.requireNonNull(results).values()) {
      await(
          result.toCompletionStage().toCompletableFuture(),
          failure -> {
            if (harmless.isInstance(failure)) {
              return;
            }
            throw unavailable(failure);
          });
    }
  }

  static <T> T await(KafkaFuture<T> future) {
    return Objects.requireNonNull(
        await(
            future.toCompletionStage().toCompletableFuture(),
            (Consumer<Throwable>)
                failure -> {
                  throw unavailable(failure);
                }));
  }

  private static <T> @Nullable T await(Future<T> future, Consumer<Throwable> onFailure) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      onFailure.accept(e.getCause() == null ? e : e.getCause());
      return null;
    } catch (TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private static WebApplicationException unavailable(Throwable cause) {
    return new WebApplicationException(
        Response.status(Response.Status.SERVICE_UNAVAILABLE)
            .type(MediaType.APPLICATION_JSON)
            .entity(
                Map.of(
                    "error_code",
                    503,
                    "message",
                    "Kafka did not do it: " + Objects.toString(cause.getMessage(), "no answer")))
            .build());
  }

  private synchronized Admin admin() {
    Admin client = admin;
    if (client == null) {
      client = connect.get();
      admin = client;
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
    }
  }
}
