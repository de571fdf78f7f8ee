package io.millrace.bench.controlplane;

import io.millrace.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The heap of another JVM after a full collection: what is held, not what was last touched, which
/// is what resident memory shows of a heap.
final class LiveHeap {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured) .*?used (\\d+)K");
  private static final long KIB = 1024;

  private LiveHeap() {}

  static long bytes(ProcessHandle process) throws IOException, InterruptedException {
    jcmd(process, "GC.run");
    Matcher used = USED.matcher(jcmd(process, "GC.heap_info"));
    long bytes = 0;
    boolean any = false;
    while (used.find()) {
      bytes += Long.parseLong(used.group(1)) * KIB;
      any = true;
    }
    if (!any) {
      throw new IOException("The JVM's heap is not a serial collector's");
    }
    return bytes;
  }

  private static String jcmd(ProcessHandle process, String what)
      throws IOException, InterruptedException {
    Command said =
        Command.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                what),
            "",
            LIMIT);
    said.orElseThrow("jcmd");
    return said.output();
  }
}
