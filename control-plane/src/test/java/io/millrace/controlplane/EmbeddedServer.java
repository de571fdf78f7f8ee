package io.millrace.controlplane;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/// A PostgreSQL and a home for the control plane under test, which has an organization and a key.
public final class EmbeddedServer implements QuarkusTestResourceLifecycleManager {

  public static final String API_KEY = "mr_testtest0_abcdefghijklmnopqrstuvwxyz012345";

  private EmbeddedPostgres postgres;

  @Override
  public Map<String, String> start() {
    try {
      postgres = EmbeddedPostgres.start();
      return Map.of(
          "quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "postgres"),
          "quarkus.datasource.username", "postgres",
          "quarkus.datasource.password", "postgres",
          "millrace.home", Files.createTempDirectory("millrace-control-plane").toString(),
          "millrace.runner.port", "0",
          "millrace.bootstrap.organization", "first",
          "millrace.bootstrap.api-key", API_KEY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
