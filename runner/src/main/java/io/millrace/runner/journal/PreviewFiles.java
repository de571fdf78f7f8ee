package io.millrace.runner.journal;

import io.millrace.dataplane.pipeline.PreviewRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// The rows of previews, one file for each, in the runner's own home and for an hour.
public final class PreviewFiles implements PreviewRows {

  private static final Duration KEPT = Duration.ofHours(1);

  private final Path folder;

  public PreviewFiles(Path home) {
    folder = home.resolve("previews");
  }

  @Override
  public void keep(String preview, String json) {
    try {
      forgetOld();
      PrivateFile.write(folder.resolve(preview + ".json"), json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forgetOld() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.list(folder)) {
      all = files.toList();
    }
    for (Path file : all) {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(KEPT))) {
        Files.deleteIfExists(file);
      }
    }
  }
}
