package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.pipeline.JobVersion.Described;
import io.millrace.dataplane.pipeline.Versions.Live;
import io.millrace.dataplane.pipeline.Versions.Rejected;
import io.millrace.dataplane.transform.Transform;
import io.millrace.dataplane.transform.TransformTests;
import io.millrace.runner.protocol.DesiredState.TransformChanges;
import io.millrace.runner.protocol.DesiredState.TransformTest;
import io.millrace.runner.protocol.ObservedState.TransformTestOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Whether a transform, as it is wished now, may take the place of the version that has proved
/// itself: it has to be taken by Flink and to pass its tests first, and then to go through all rows
/// that wait. One that fails before that is given up, and the version before it goes on.
final class Trial {

  private final String job;
  private final Transform transform;
  private final Terms terms;
  private final Versions versions;
  private final Executor executor;
  private final Runnable wake;
  private final Attempt<List<TransformTestOutcome>> outcomes;
  private boolean read;
  private @Nullable Live live;
  private @Nullable Rejected rejected;
  private @Nullable JobVersion before;

  /// @param restarts how often somebody has asked for a restart: a version that was given up is
  ///   then tried again
  record Terms(List<TransformTest> tests, TransformChanges changes, int restarts) {}

  sealed interface Verdict {

    record Accepted() implements Verdict {}

    /// It is not known yet.
    record Open(String what) implements Verdict {}

    record Refused(Trouble trouble) implements Verdict {}
  }

  Trial(String job, Transform transform, Terms terms, Executor executor, Runnable wake) {
    this.job = job;
    this.transform = transform;
    this.terms = terms;
    this.executor = executor;
    this.wake = wake;
    versions = new Versions(job);
    outcomes = new Attempt<>(executor, wake);
  }

  Verdict verdict(Sight sight, Services services, JobVersion wanted) {
    read(services);
    Optional<Described> described = wanted.described();
    if (described.isEmpty()) {
      return wanted
          .undescribed()
          .filter(trouble -> !trouble.passing())
          .<Verdict>map(Verdict.Refused::new)
          .orElseGet(() -> new Verdict.Open(transform.subject() + " is being read by Flink."));
    }
    Rejected given = rejected;
    if (given != null && given.key().equals(key(described.get()))) {
      return new Verdict.Refused(given.trouble());
    }
    boolean passed =
        terms.tests().isEmpty()
            || (proven(described.get()) && live != null && live.tests().equals(testsDigest()));
    return passed ? new Verdict.Accepted() : tested(sight, services, described.get());
  }

  private Verdict tested(Sight sight, Services services, Described described) {
    if (outcomes.value().isEmpty()) {
      outcomes.start(
          sight.seenAt(), () -> TransformTests.run(services.gateway(), transform, terms.tests()));
    }
    Optional<List<TransformTestOutcome>> known = outcomes.value();
    if (known.isEmpty()) {
      return new Verdict.Open("The tests of " + transform.source().qualified() + " are being run.");
    }
    Optional<TransformTestOutcome> failed =
        known.get().stream().filter(outcome -> !outcome.passed()).findFirst();
    if (failed.isPresent()) {
      return new Verdict.Refused(
          new Trouble(
              transform.subject()
                  + " fails its test \""
                  + failed.get().name()
                  + "\". "
                  + failed.get().failure(),
              "Correct the SELECT, or the test.",
              false));
    }
    if (proven(described)) {
      prove(services, described);
    }
    return new Verdict.Accepted();
  }

  /// Reading files once is enough: only this runner writes them.
  private void read(Services services) {
    if (!read) {
      live = versions.live(services.checkpoints()).orElse(null);
      rejected = versions.rejected(services.checkpoints()).orElse(null);
      read = true;
    }
  }

  /// The version that has proved itself, which may be the wished one.
  Optional<JobVersion> standing(Services services, JobVersion wanted) {
    Live proved = live;
    if (proved == null) {
      return Optional.empty();
    }
    if (wanted.described().filter(this::proven).isPresent()) {
      return Optional.of(wanted);
    }
    JobVersion known = before;
    if (known == null) {
      known = new JobVersion(job, proved.transform(Inspector.kafka(services)), executor, wake);
      before = known;
    }
    return Optional.of(known);
  }

  boolean proven(Described version) {
    return live != null && live.digest().equals(version.digest());
  }

  void prove(Services services, Described version) {
    Live proved =
        new Live(
            version.digest(),
            testsDigest(),
            transform.select(),
            transform.inputs(),
            transform.toTopic());
    versions.live(services.checkpoints(), proved);
    live = proved;
    before = null;
  }

  /// Gives a version up. Where it has read everything anew, the one before it does so too, so that
  /// each row is as the latter makes it.
  void reject(Services services, Described version, Trouble why) {
    Live proved = live;
    if (proved != null && !takesOver()) {
      services.checkpoints().forget(job, proved.digest());
    }
    Rejected given =
        new Rejected(
            key(version),
            why.reason() + " It was given up, and the version before it goes on.",
            why.nextStep());
    versions.reject(services.checkpoints(), given);
    rejected = given;
  }

  /// Where the version that has proved itself was, if the new one is to go on from there.
  Optional<String> inherited(Services services) {
    Live proved = live;
    return proved != null && takesOver()
        ? services.checkpoints().newest(job, proved.digest())
        : Optional.empty();
  }

  /// Other columns in the source make another state, so that only another SELECT can take over.
  private boolean takesOver() {
    return terms.changes() == TransformChanges.CONTINUE
        && live != null
        && live.inputs().equals(transform.inputs());
  }

  private String key(Described version) {
    return version.digest() + ":" + terms.changes() + ":" + terms.restarts();
  }

  private String testsDigest() {
    return PipelineNames.digest(terms.tests().toString());
  }
}
