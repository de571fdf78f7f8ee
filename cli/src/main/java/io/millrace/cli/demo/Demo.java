package io.millrace.cli.demo;

import io.millrace.cli.home.Settings;
import io.millrace.cli.home.Settings.Database;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The demo's databases, prepared as soon as their server takes logins, and the shop in them.
public final class Demo {

  private static final long PACE_MILLIS = 100;

  private final Supplier<Settings> settings;
  private volatile @Nullable Generator generator;
  private volatile String trouble = "";

  /// @param settings as they are now, asked again and again
  public Demo(Supplier<Settings> settings) {
    this.settings = settings;
  }

  /// Prepares and then generates, for as long as this process lives, while the settings want a
  /// demo.
  ///
  /// @param server the demo server's superuser
  public void start(Supplier<Database> server) {
    Thread.ofPlatform()
        .daemon()
        .name("demo")
        .start(
            () -> {
              try {
                run(server);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /// Changes made by this life of the generator.
  public long changes() {
    Generator running = generator;
    return running == null ? 0 : running.changes();
  }

  /// What keeps the databases from being prepared; empty if nothing does.
  public String trouble() {
    return trouble;
  }

  private void run(Supplier<Database> server) throws InterruptedException {
    while (true) {
      Settings now = settings.get();
      Settings.Flow flow = now.pipeline();
      if (now.demo() && flow != null) {
        try {
          DemoDatabase.prepare(server.get(), flow.source(), flow.destination());
          trouble = "";
          Generator shop = generator;
          if (shop == null) {
            shop = new Generator(now.seed(), () -> settings.get().rate());
            generator = shop;
          }
          shop.run(flow.source(), () -> settings.get().demo());
        } catch (SQLException e) {
          trouble = "The demo's databases cannot be used: " + e.getMessage();
        }
      }
      TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
    }
  }
}
