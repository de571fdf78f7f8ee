package io.millrace.artifacts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.Release.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// `fetch CACHE`: brings the artifacts, a JSON array on standard input, into the cache. Prints JSON
/// lines: `{"fetchedBytes":…}` as it goes on, `{"code":…,"what":…,"why":…,"nextStep":…}` for what
/// failed; ends with 0 if nothing did, otherwise 1.
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
    AtomicLong fromNetwork = new AtomicLong();
    boolean all = true;
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Outcome>> tasks =
          artifacts.stream()
              .map(each -> (Callable<Outcome>) () -> fetch.bring(each, n -> tell(fromNetwork, n)))
              .toList();
      for (Future<Outcome> done : workers.invokeAll(tasks)) {
        if (done.get() instanceof Outcome.Failed failed) {
          all = false;
          print(failed);
        }
      }
    }
    return all;
  }

  private static void tell(AtomicLong total, long more) {
    long before = total.getAndAdd(more);
    if (before / TELL_EVERY_BYTES != (before + more) / TELL_EVERY_BYTES) {
      print(Map.of("fetchedBytes", before + more));
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
