package io.millrace.dataplane.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.dataplane.http.JsonHttp;
import io.millrace.dataplane.transform.Transform;
import io.millrace.dataplane.transform.Transform.Input;
import java.util.List;
import java.util.Optional;

/// Which version of a table's transform has proved itself, and which was tried and given up. Kept
/// with the checkpoints, so that a runner that was started anew goes on with the right one.
final class Versions {

  private static final String LIVE = "live.json";
  private static final String REJECTED = "rejected.json";

  private final String job;

  Versions(String job) {
    this.job = job;
  }

  /// @param digest of the job
  /// @param tests of the tests that it has passed
  record Live(String digest, String tests, String select, List<Input> inputs, String toTopic) {

    Transform transform(Transform.Kafka kafka) {
      return new Transform(inputs, select, toTopic, kafka);
    }
  }

  /// @param key of the version as it was wished
  record Rejected(String key, String reason, String nextStep) {
    Trouble trouble() {
      return new Trouble(reason, nextStep, false);
    }
  }

  Optional<Live> live(Checkpoints checkpoints) {
    return read(checkpoints, LIVE, Live.class);
  }

  Optional<Rejected> rejected(Checkpoints checkpoints) {
    return read(checkpoints, REJECTED, Rejected.class);
  }

  void live(Checkpoints checkpoints, Live live) {
    write(checkpoints, LIVE, live);
  }

  void reject(Checkpoints checkpoints, Rejected rejected) {
    write(checkpoints, REJECTED, rejected);
  }

  private <T> Optional<T> read(Checkpoints checkpoints, String name, Class<T> type) {
    return checkpoints
        .note(job, name)
        .flatMap(
            text -> {
              try {
                return Optional.of(JsonHttp.JSON.readValue(text, type));
              } catch (JsonProcessingException _) {
                // Of another release: it is written anew once the version has proved itself.
                return Optional.empty();
              }
            });
  }

  private void write(Checkpoints checkpoints, String name, Object content) {
    try {
      checkpoints.keepNote(job, name, JsonHttp.JSON.writeValueAsString(content));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not plain data", e);
    }
  }
}
