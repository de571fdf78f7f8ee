package io.millrace.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.ObservedState.ComponentStatus;
import io.millrace.runner.protocol.ObservedState.State;
import io.millrace.runner.protocol.Release;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// What every platform must do, shown with real components. The tests go on from one another, as
/// bringing up brokers for each would take minutes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class PlatformContract {

  private static final Duration START = Duration.ofSeconds(120);
  private static final String KAFKA = "kafka";
  private static final String REGISTRY = "schema-registry";

  private Platform platform;

  /// The same data plane each time: a second opening is a runner's second life.
  protected abstract Platform open() throws Exception;

  protected abstract Release release() throws Exception;

  /// Ends a component as a crash would.
  protected abstract void crash(String component) throws Exception;

  /// How many instances of a component there are.
  protected abstract int instances(String component) throws Exception;

  @BeforeAll
  void openPlatform() throws Exception {
    platform = open();
  }

  @AfterAll
  void stopEverything() throws Exception {
    platform.stopAll();
    platform.close();
  }

  @Test
  @Order(1)
  void whatIsWishedForComesUpAndSaysSo() throws Exception {
    List<Boolean> changes = new CopyOnWriteArrayList<>();
    platform.onChange(() -> changes.add(true));
    platform.apply(release(), List.of(component(KAFKA), component(REGISTRY)));
    awaitRunning(KAFKA);
    awaitRunning(REGISTRY);
    assertThat(changes).isNotEmpty();
    assertThat(status(KAFKA).version()).isEqualTo(release().component(KAFKA).version());
    assertThat(status(KAFKA).residentBytes()).isPositive();
    assertThat(registryAnswers()).isTrue();
  }

  @Test
  @Order(2)
  void theSameWishAgainChangesNothing() throws Exception {
    Instant before = status(KAFKA).startedAt().orElseThrow();
    platform.apply(release(), List.of(component(KAFKA), component(REGISTRY)));
    awaitRunning(KAFKA);
    assertThat(status(KAFKA).startedAt()).contains(before);
    assertThat(instances(KAFKA)).isEqualTo(1);
  }

  @Test
  @Order(3)
  void aCrashedComponentComesBackByItself() throws Exception {
    crash(REGISTRY);
    await(() -> status(REGISTRY).restarts() > 0, "a restart of the registry");
    awaitRunning(REGISTRY);
    assertThat(registryAnswers()).isTrue();
  }

  @Test
  @Order(4)
  void aRestartThatWasAskedForHappens() throws Exception {
    Instant before = status(REGISTRY).startedAt().orElseThrow();
    platform.restart(REGISTRY);
    await(
        () -> status(REGISTRY).startedAt().filter(before::isBefore).isPresent(),
        "a newer start of the registry");
    awaitRunning(REGISTRY);
  }

  @Test
  @Order(5)
  void theNextLifeOfTheRunnerTakesOverWhatRunsAndDoublesNothing() throws Exception {
    Instant before = status(KAFKA).startedAt().orElseThrow();
    platform.close();
    platform = open();
    assertThat(registryAnswers()).isTrue();
    platform.apply(release(), List.of(component(KAFKA), component(REGISTRY)));
    awaitRunning(KAFKA);
    awaitRunning(REGISTRY);
    assertThat(Duration.between(status(KAFKA).startedAt().orElseThrow(), before).abs())
        .isLessThan(Duration.ofSeconds(5));
    assertThat(instances(KAFKA)).isEqualTo(1);
    assertThat(instances(REGISTRY)).isEqualTo(1);
  }

  @Test
  @Order(6)
  void secretsAreKeptReplacedAndForgotten() {
    Map<String, String> kept = platform.keepSecrets("shop", Map.of("password", "one"));
    assertThat(kept).containsOnlyKeys("password");
    assertThat(kept.get("password")).startsWith("${").doesNotContain("one");
    assertThat(platform.keepSecrets("shop", Map.of("password", "two"))).isEqualTo(kept);
    assertThat(platform.keepSecrets("shop", Map.of())).isEmpty();
  }

  @Test
  @Order(7)
  void aLogCanBeFollowed() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Thread follower =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    platform.followLog(KAFKA, 5, lines::add);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    await(() -> lines.size() >= 5, "five lines of Kafka's log");
    follower.interrupt();
    follower.join();
  }

  @Test
  @Order(8)
  void whatIsNoLongerWishedForIsStopped() throws Exception {
    platform.apply(release(), List.of(component(KAFKA)));
    await(() -> instances(REGISTRY) == 0, "the registry's end");
    assertThat(platform.observe()).extracting(ComponentStatus::name).containsExactly(KAFKA);
    assertThat(instances(KAFKA)).isEqualTo(1);
  }

  @Test
  @Order(9)
  void aReleaseWithoutTheComponentIsRefused() throws Exception {
    assertThatThrownBy(() -> release().component("teapot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("teapot");
  }

  private static DesiredState.Component component(String name) {
    return new DesiredState.Component(name, Map.of());
  }

  private ComponentStatus status(String name) {
    return platform.observe().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private boolean registryAnswers() throws Exception {
    URI subjects = platform.endpoints().registry().resolve("/apis/ccompat/v7/subjects");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
              .send(
                  HttpRequest.newBuilder(subjects).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    }
  }

  private void awaitRunning(String name) throws Exception {
    await(() -> status(name).status().state() == State.RUNNING, name + " to run");
  }

  private void await(Condition condition, String what) throws Exception {
    long end = System.nanoTime() + START.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime())
          .as("waiting for %s; %s", what, platform.observe())
          .isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }
}
