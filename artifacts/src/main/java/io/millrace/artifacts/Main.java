package io.millrace.artifacts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.Release.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// `fetch CACHE`: brings the artifacts, a JSON array on standard input, into the cache, in that
/// order. Prints JSON lines: `{"sha256":…,"bytes":…,"done":…,"fetchedBytes":…}` as it goes on, the
/// last of all artifacts together; `{"sha256":…,"code":…,"what":…,"why":…,"nextStep":…}` for what
/// failed. Ends with 0 if nothing did, otherwise 1.
///
/// `lock OUTLINE DOCUMENT`: makes a release's document.
public final class Main {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int AT_ONCE = 4;
  private static final long TELL_EVERY_BYTES = 1L << 20;

  private Main() {}

  public static void main(String[] args) throws Exception {
    try (Repository repository = new Repository()) {
      if (args.length == 2 && args[0].equals("fetch")) {
        System.exit(fetch(repository, new ArtifactCache(Path.of(args[1]))) ? 0 : 1);
      } else if (args.length == 3 && args[0].equals("lock")) {
        new Lock(repository).write(Path.of(args[1]), Path.of(args[2]));
      } else {
        System.err.println("Usage: fetch CACHE < artifacts.json | lock OUTLINE DOCUMENT");
        System.exit(2);
      }
    }
  }

  private static boolean fetch(Repository repository, ArtifactCache cache) throws Exception {
    List<Artifact> artifacts =
        List.of(JSON.readValue(System.in, Artifact[].class)).stream().distinct().toList();
    Fetch fetch = new Fetch(cache, repository);
    fetch.sweep();
    AtomicLong fetchedBytes = new AtomicLong();
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Boolean>> tasks =
          artifacts.stream()
              .map(each -> (Callable<Boolean>) () -> fetch(fetch, each, fetchedBytes))
              .toList();
      boolean all = true;
      for (Future<Boolean> done : workers.invokeAll(tasks)) {
        all &= done.get();
      }
      return all;
    }
  }

  private static boolean fetch(Fetch fetch, Artifact artifact, AtomicLong fetchedBytes) {
    Tally tally = new Tally(artifact, fetchedBytes);
    return switch (fetch.bring(artifact, tally::add)) {
      case Outcome.Fetched _ -> {
        tally.done();
        yield true;
      }
      case Outcome.Failed failed -> {
        print(new Trouble(artifact.sha256(), failed));
        yield false;
      }
    };
  }

  private record Trouble(
      String sha256, @com.fasterxml.jackson.annotation.JsonUnwrapped Outcome.Failed failed) {}

  private record Progress(String sha256, long bytes, boolean done, long fetchedBytes) {}

  /// How much of one artifact is here. What comes from the network is told every now and then; an
  /// artifact that was on this machine already counts as a whole.
  private static final class Tally {
    private final Artifact artifact;
    private final AtomicLong all;
    private long bytes;
    private long told;

    Tally(Artifact artifact, AtomicLong all) {
      this.artifact = artifact;
      this.all = all;
    }

    synchronized void add(long more) {
      long counted = Math.min(more, artifact.size() - bytes);
      bytes += counted;
      all.addAndGet(counted);
      if (bytes - told >= TELL_EVERY_BYTES) {
        told = bytes;
        print(new Progress(artifact.sha256(), bytes, false, all.get()));
      }
    }

    synchronized void done() {
      all.addAndGet(artifact.size() - bytes);
      print(new Progress(artifact.sha256(), artifact.size(), true, all.get()));
    }
  }

  private static void print(Object line) {
    try {
      String text = JSON.writeValueAsString(line);
      synchronized (System.out) {
        System.out.println(text);
        System.out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
