package io.millrace.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import eu.maveniverse.maven.mima.context.ContextOverrides;
import io.millrace.artifacts.Outcome.Failed;
import io.millrace.artifacts.Outcome.Fetched;
import io.millrace.runner.protocol.ArtifactCache;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.Release.Artifact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a local Maven repository in a folder, and no network.
class FetchTest {

  @TempDir private Path folder;
  private ArtifactCache cache;
  private Repository repository;
  private Fetch fetch;

  @BeforeEach
  void open() {
    cache = new ArtifactCache(folder.resolve("cache"));
    repository =
        new Repository(
            ContextOverrides.create()
                .withUserSettings(false)
                .withLocalRepositoryOverride(folder.resolve("m2"))
                .offline(true)
                .build());
    fetch = new Fetch(cache, repository);
  }

  @AfterEach
  void close() {
    repository.close();
  }

  @Test
  void anArtifactComesIntoTheCacheUnderItsDigest() throws IOException {
    Artifact artifact = publish("mill", "jar", "wheel".getBytes(UTF_8));
    assertThat(cache.intact(artifact)).isFalse();
    assertThat(bring(artifact)).isInstanceOf(Fetched.class);
    assertThat(cache.intact(artifact)).isTrue();
    assertThat(cache.file(artifact)).hasContent("wheel").hasFileName("mill-1.jar");
    assertThat(folder.resolve("cache/partial")).isEmptyDirectory();
  }

  @Test
  void oneThatDiffersIsRefusedWithBothDigestsAndNothingIsDeleted() throws IOException {
    Artifact artifact = publish("mill", "jar", "wheel".getBytes(UTF_8));
    Path published = published("mill", "jar");
    Files.writeString(published, "wheel with a hole");
    assertThat(bring(artifact))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo("artifact-corrupted");
              assertThat(failed.why())
                  .contains(artifact.sha256())
                  .contains(hex("wheel with a hole".getBytes(UTF_8)));
              assertThat(failed.nextStep()).contains(published.getParent().toString());
            });
    assertThat(cache.file(artifact)).doesNotExist();
    assertThat(published).hasContent("wheel with a hole");
  }

  @Test
  void oneThatWasChangedInTheCacheIsNoticedAndReplaced() throws IOException {
    Artifact artifact = publish("mill", "jar", "wheel".getBytes(UTF_8));
    bring(artifact);
    Files.writeString(cache.file(artifact), "another wheel");
    assertThat(cache.intact(artifact)).isFalse();
    assertThat(bring(artifact)).isInstanceOf(Fetched.class);
    assertThat(cache.file(artifact)).hasContent("wheel");
  }

  @Test
  void oneThatNobodyHasIsNamedWithWhatToDo() {
    Artifact artifact =
        new Artifact("pkg:maven/io.example/nowhere@1", hex(new byte[0]), 0, "", "classpath");
    assertThat(bring(artifact))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.code()).isIn("artifact-not-found", "no-network");
              assertThat(failed.what()).contains("nowhere-1.jar");
              assertThat(failed.nextStep()).contains("settings.xml");
            });
  }

  @Test
  void anArchiveIsUnpacked() throws IOException {
    byte[] archive = tar(entry("app/bin/run", "go", 0755), entry("app/readme", "hello", 0644));
    Artifact artifact = publish("app", "tar.gz", archive);
    assertThat(bring(artifact)).isInstanceOf(Fetched.class);
    Path unpacked = cache.unpacked(artifact);
    assertThat(unpacked.resolve("app/readme")).hasContent("hello");
    assertThat(unpacked.resolve("app/bin/run")).isExecutable();
  }

  @Test
  void anArchiveThatReachesOutOfItsFolderIsRefused() throws IOException {
    Artifact up = publish("up", "tar.gz", tar(entry("../../outside", "x", 0644)));
    assertThat(bring(up)).isInstanceOf(Failed.class);
    Artifact link = publish("link", "tar.gz", tar(link("inside", "../../../outside")));
    assertThat(bring(link)).isInstanceOf(Failed.class);
    Artifact absolute = publish("absolute", "tar.gz", tar(link("inside", "/etc/passwd")));
    assertThat(bring(absolute)).isInstanceOf(Failed.class);
    assertThat(cache.unpacked(up)).doesNotExist();
    assertThat(folder.resolve("cache/outside")).doesNotExist();
    assertThat(folder.resolve("cache/partial")).isEmptyDirectory();
  }

  @Test
  void severalInstallsMayFetchTheSameAtOnce() throws Exception {
    byte[] large = new byte[1 << 20];
    Artifact artifact = publish("big", "tar.gz", tar(entry("big", new String(large, UTF_8), 0644)));
    List<Callable<Outcome>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tasks.add(() -> bring(artifact));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<Outcome> each : threads.invokeAll(tasks)) {
        assertThat(each.get()).isInstanceOf(Fetched.class);
      }
    }
    assertThat(cache.intact(artifact)).isTrue();
    try (Stream<Path> left = Files.list(folder.resolve("cache/unpacked"))) {
      assertThat(left).hasSize(1);
    }
  }

  private Outcome bring(Artifact artifact) {
    return fetch.bring(artifact, more -> {});
  }

  private Path published(String name, String type) {
    return folder.resolve("m2/io/example/" + name + "/1/" + name + "-1." + type);
  }

  private Artifact publish(String name, String type, byte[] content) throws IOException {
    Path file = published(name, type);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return new Artifact(
        "pkg:maven/io.example/" + name + "@1" + (type.equals("jar") ? "" : "?type=" + type),
        hex(content),
        content.length,
        "Apache-2.0",
        "classpath");
  }

  private static String hex(byte[] content) {
    return Digest.of(content).substring("sha256:".length());
  }

  private interface Entry {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static Entry entry(String name, String content, int mode) {
    return tar -> {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(content.getBytes(UTF_8).length);
      entry.setMode(mode);
      tar.putArchiveEntry(entry);
      tar.write(content.getBytes(UTF_8));
      tar.closeArchiveEntry();
    };
  }

  private static Entry link(String name, String target) {
    return tar -> {
      TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(target);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    };
  }

  private static byte[] tar(Entry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zipped = new GZIPOutputStream(bytes);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(zipped)) {
      for (Entry entry : entries) {
        entry.write(tar);
      }
    }
    return bytes.toByteArray();
  }
}
