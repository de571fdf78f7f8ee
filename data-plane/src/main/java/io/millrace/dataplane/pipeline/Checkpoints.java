package io.millrace.dataplane.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The retained checkpoints of transforms. Each job and version of its SQL has a folder of its own,
/// so the newest checkpoint of a job that is gone is found by its name alone.
final class Checkpoints {

  private static final String METADATA = "_metadata";

  private final URI base;

  Checkpoints(URI base) {
    this.base = base;
  }

  /// Where a job keeps its checkpoints.
  String folder(String job, String digest) {
    return jobFolder(job) + "/" + digest;
  }

  private String jobFolder(String job) {
    String root = base.toString();
    return (root.endsWith("/") ? root : root + "/") + job;
  }

  /// The newest whole checkpoint, as the address that Flink restores from. Empty where this machine
  /// cannot read the folder: the job then starts from the beginning, which is right too, only
  /// slower.
  Optional<String> newest(String job, String digest) {
    return local(folder(job, digest)).flatMap(Checkpoints::newestIn);
  }

  private static Optional<String> newestIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(file -> file.getFileName().toString().equals(METADATA))
          .max(Comparator.comparing(Checkpoints::modified))
          .map(Path::getParent)
          .map(checkpoint -> checkpoint.toUri().toString().replaceFirst("/$", ""));
    } catch (IOException | UncheckedIOException _) {
      // Checkpoints come and go while they are listed.
      return Optional.empty();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0);
    }
  }

  /// Removes a checkpoint that cannot be restored from.
  void discard(String checkpoint) {
    local(checkpoint).ifPresent(Checkpoints::remove);
  }

  /// What is noted about a job.
  Optional<String> note(String job, String name) {
    return local(jobFolder(job))
        .map(folder -> folder.resolve(name))
        .filter(Files::isRegularFile)
        .flatMap(
            file -> {
              try {
                return Optional.of(Files.readString(file));
              } catch (IOException _) {
                return Optional.empty();
              }
            });
  }

  /// Notes something about a job, whole or not at all, where this machine can write to the folder.
  void keepNote(String job, String name, String content) {
    URI uri = URI.create(jobFolder(job));
    if (!"file".equals(uri.getScheme())) {
      return;
    }
    Path folder = Path.of(uri.getPath());
    try {
      Files.createDirectories(folder);
      Path beside = folder.resolve(name + ".new");
      Files.writeString(beside, content);
      Files.move(
          beside,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Removes the checkpoints of one version, so that it begins anew.
  void forget(String job, String digest) {
    local(folder(job, digest)).ifPresent(Checkpoints::remove);
  }

  /// Where a version that stops leaves its savepoint.
  String savepoints(String job, String digest) {
    return folder(job, digest) + "/savepoints";
  }

  /// Removes what earlier runs of the same job left, all but the run with this id.
  void keepOnly(String job, String digest, String jobId) {
    children(local(folder(job, digest)))
        .filter(run -> !run.getFileName().toString().equals(jobId))
        .forEach(Checkpoints::remove);
    children(local(jobFolder(job)))
        .filter(Files::isDirectory)
        .filter(version -> !version.getFileName().toString().equals(digest))
        .forEach(Checkpoints::remove);
  }

  /// Removes all of a job's checkpoints.
  void forget(String job) {
    local(jobFolder(job)).ifPresent(Checkpoints::remove);
  }

  private static Stream<Path> children(Optional<Path> folder) {
    if (folder.isEmpty()) {
      return Stream.empty();
    }
    try (Stream<Path> children = Files.list(folder.get())) {
      return children.toList().stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException _) {
      // Space only: it is tried again at the next start of the job.
    }
  }

  private static Optional<Path> local(String address) {
    URI uri = URI.create(address);
    if (!"file".equals(uri.getScheme())) {
      return Optional.empty();
    }
    Path folder = Path.of(uri.getPath());
    return Optional.of(folder).filter(Files::isDirectory);
  }
}
