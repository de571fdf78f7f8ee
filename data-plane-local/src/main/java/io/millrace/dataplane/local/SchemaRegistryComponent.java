package io.millrace.dataplane.local;

import io.millrace.dataplane.local.JavaProgram.Compilers;
import io.millrace.process.HealthCheck;
import io.millrace.runner.protocol.Release.Artifact;
import io.millrace.runner.protocol.Release.ReleaseComponent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Apicurio Registry on an H2 file. `WRITE_DELAY=0` makes a commit durable before it is answered: a
/// schema id that was handed out must never be given to another schema.
final class SchemaRegistryComponent implements LocalComponent {

  private static final int HEAP_MEBIBYTES = 160;
  private static final int LIMIT_MEBIBYTES = 700;

  @Override
  public String name() {
    return "schema-registry";
  }

  @Override
  public ComponentProcess process(LocalPlatformConfig config, ReleaseComponent released)
      throws IOException {
    Ports ports = config.ports();
    Path app = LocalComponent.files(config, released, Artifact.ARCHIVE).getFirst();
    Path data = config.folder(name()).resolve("data/registry");
    JavaProgram java =
        JavaProgram.with(Compilers.C1)
            .heap(HEAP_MEBIBYTES)
            .option("--add-opens=java.base/java.lang=ALL-UNNAMED")
            .option("--enable-native-access=ALL-UNNAMED")
            .option("--sun-misc-unsafe-memory-access=allow")
            .option("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
            .option("-Dquarkus.http.host=" + Ports.HOST)
            .option("-Dquarkus.http.port=" + ports.registry())
            .option("-Dquarkus.management.host=" + Ports.HOST)
            .option("-Dquarkus.management.port=" + ports.registryManagement())
            .option("-Dapicurio.datasource.url=jdbc:h2:file:" + data + ";WRITE_DELAY=0")
            .option("-Dapicurio.datasource.jdbc.initial-size=1")
            .option("-Dapicurio.datasource.jdbc.min-size=1")
            .option("-Dapicurio.datasource.jdbc.max-size=10");
    return new ComponentProcess(
        java.main(classPath(app), "io.quarkus.runner.GeneratedMain"),
        Map.of(),
        List.of(),
        List.of(ports.registry(), ports.registryManagement()),
        new HealthCheck.Http(Ports.http(ports.registry()).resolve("/apis/ccompat/v7/subjects")),
        LIMIT_MEBIBYTES,
        () -> {});
  }

  /// A flat class path starts faster than Quarkus' own loader and can be cached ahead of time. The
  /// transformed classes must come first.
  private static List<Path> classPath(Path app) throws IOException {
    List<Path> classPath = new ArrayList<>();
    classPath.add(app.resolve("quarkus/transformed-bytecode.jar"));
    classPath.add(app.resolve("quarkus/generated-bytecode.jar"));
    classPath.addAll(LocalComponent.jars(app.resolve("app")));
    classPath.addAll(LocalComponent.jars(app.resolve("lib/main")));
    classPath.addAll(LocalComponent.jars(app.resolve("lib/boot")));
    return classPath;
  }
}
