package io.millrace.dataplane.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataplane.local.JavaProgram.Compilers;
import io.millrace.process.Command;
import io.millrace.runner.protocol.ArtifactCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AheadOfTimeTest {

  private static final String COMPONENT = "mill";

  @TempDir private Path folder;
  private AheadOfTime caches;
  private Path state;
  private Path jar;

  @BeforeEach
  void prepare() throws IOException {
    caches = new AheadOfTime(new ArtifactCache(folder.resolve("cache")));
    state = Files.createDirectories(folder.resolve("state"));
    jar = jarOfHello(folder.resolve("hello.jar"));
  }

  @Test
  void aCacheIsMadeInOneRunAndUsedInTheNext() throws Exception {
    caches.train(state, COMPONENT, program());
    assertThat(run().exitCode()).isZero();
    assertThat(caches.keep(COMPONENT, program())).isTrue();
    caches.use(state, COMPONENT, program());
    assertThat(Files.readString(AheadOfTime.optionsFile(state)))
        .contains("-XX:AOTCache=" + caches.cacheOf(COMPONENT, program()));
    assertThat(run().exitCode()).isZero();
  }

  @Test
  void withoutACacheAComponentStartsAsWell() throws Exception {
    caches.use(state, COMPONENT, program());
    assertThat(run().exitCode()).isZero();
  }

  @Test
  void aCacheThatIsNoCacheIsIgnoredByTheJvm() throws Exception {
    writeCache("not what a JVM writes");
    caches.use(state, COMPONENT, program());
    assertThat(run().exitCode()).isZero();
  }

  @Test
  void aCacheWithWhichAComponentNeverBecomesHealthyIsGivenUp() throws Exception {
    writeCache("poison");
    for (int start = 0; start < 3; start++) {
      caches.use(state, COMPONENT, program());
      assertThat(Files.readString(AheadOfTime.optionsFile(state))).contains("AOTCache");
    }
    caches.use(state, COMPONENT, program());
    assertThat(Files.readString(AheadOfTime.optionsFile(state))).isEmpty();
    assertThat(caches.cacheOf(COMPONENT, program())).doesNotExist();
  }

  @Test
  void oneHealthyStartClearsACacheOfSuspicion() throws Exception {
    writeCache("fine");
    for (int start = 0; start < 6; start++) {
      caches.use(state, COMPONENT, program());
      AheadOfTime.worked(state);
    }
    assertThat(Files.readString(AheadOfTime.optionsFile(state))).contains("AOTCache");
  }

  @Test
  void otherFlagsAndOtherJarsWantAnotherCache() throws Exception {
    Path other = Files.writeString(folder.resolve("a.jar"), "a");
    JavaProgram one = program().main(List.of(other), "Main");
    String before = one.aheadOfTimeIdentity();
    assertThat(one.option("-Dport=1").aheadOfTimeIdentity()).isEqualTo(before);
    assertThat(one.option("-XX:-UseCompactObjectHeaders").aheadOfTimeIdentity())
        .isNotEqualTo(before);
    Files.writeString(other, "another a");
    assertThat(one.aheadOfTimeIdentity()).isNotEqualTo(before);
  }

  private void writeCache(String content) throws IOException {
    Path cache = caches.cacheOf(COMPONENT, program());
    Files.createDirectories(cache.getParent());
    Files.writeString(cache, content);
  }

  /// A program that ends by itself.
  public static final class Hello {
    public static void main(String[] args) {
      System.out.println("hello");
    }
  }

  /// In a jar, as folders of classes cannot be cached.
  private static Path jarOfHello(Path jar) throws IOException {
    String name = Hello.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Hello.class.getClassLoader().getResourceAsStream(name);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(name));
      in.transferTo(out);
    }
    return jar;
  }

  private JavaProgram program() {
    return JavaProgram.with(Compilers.C1).heap(64).main(List.of(jar), Hello.class.getName());
  }

  private Command run() throws Exception {
    return Command.run(
        program().command(AheadOfTime.optionsFile(state)), "", Duration.ofSeconds(60));
  }
}
