package io.millrace.process;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The mark by which a supervisor knows its children again after its own death:
/// `MILLRACE_CHILD=<state folder>#<name>#<digest>` in their environment. It is there from the first
/// instant of a child's life, which no file written afterwards could be.
record Mark(String owner, String name, String digest) {

  static final String VARIABLE = "MILLRACE_CHILD";

  static Mark of(Path owner, ChildSpec spec) {
    return new Mark(owner.toString(), spec.name(), spec.digest());
  }

  String value() {
    return owner + "#" + name + "#" + digest;
  }

  private static Optional<Mark> parse(String value) {
    String[] parts = value.split("#", -1);
    return parts.length == 3
        ? Optional.of(new Mark(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  /// A process that bears a mark.
  record Bearer(ProcessHandle process, Mark mark) {
    Instant startedAt() {
      return process.info().startInstant().orElse(Instant.EPOCH);
    }
  }

  /// The living children of this owner, the oldest first. A child's own children inherit its mark;
  /// only the outermost bearer of each mark counts.
  static List<Bearer> bearers(Path owner) {
    Map<Long, String> marked = ProcFs.environmentOfAll(VARIABLE);
    List<Bearer> found = new ArrayList<>();
    marked.forEach(
        (pid, value) ->
            parse(value)
                .filter(mark -> mark.owner().equals(owner.toString()))
                .filter(mark -> !ProcFs.zombie(pid))
                .flatMap(mark -> ProcessHandle.of(pid).map(handle -> new Bearer(handle, mark)))
                .filter(bearer -> !parentBears(bearer, marked))
                .ifPresent(found::add));
    found.sort(Comparator.comparing(Bearer::startedAt));
    return found;
  }

  /// The descendants of a process that bear its very mark.
  static List<ProcessHandle> sharedWith(ProcessHandle process) {
    Map<Long, String> marked = ProcFs.environmentOfAll(VARIABLE);
    String mark = marked.get(process.pid());
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      return descendants
          .filter(each -> mark != null && mark.equals(marked.get(each.pid())))
          .toList();
    }
  }

  private static boolean parentBears(Bearer bearer, Map<Long, String> marked) {
    return bearer
        .process()
        .parent()
        .map(parent -> bearer.mark().value().equals(marked.get(parent.pid())))
        .orElse(false);
  }
}
