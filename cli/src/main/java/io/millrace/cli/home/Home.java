package io.millrace.cli.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where everything of one Millrace lies.
public record Home(Path root) {

  public Home {
    root = root.toAbsolutePath().normalize();
  }

  public static Path ofUser() {
    return Path.of(System.getProperty("user.home"), ".millrace");
  }

  /// Makes the folder, for this user alone.
  public void create() throws IOException {
    Files.createDirectories(root);
    try {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException e) {
      // This file system knows no permissions.
    }
    Files.createDirectories(run());
  }

  public Path credentials() {
    return root.resolve("credentials.json");
  }

  public Path settings() {
    return root.resolve("settings.json");
  }

  /// The host's state folder, by which its children are known again.
  public Path run() {
    return root.resolve("run");
  }

  public Path hostLock() {
    return run().resolve("host.lock");
  }

  public Path hostStatus() {
    return run().resolve("host.json");
  }

  public Path enrolmentToken() {
    return run().resolve("enrolment-token");
  }

  public Path controlPlane() {
    return root.resolve("control-plane");
  }

  public Path authority() {
    return controlPlane().resolve("authority.pem");
  }

  public Path runner() {
    return root.resolve("runner");
  }

  /// There from the runner's enrolment on.
  public Path runnerEnrolment() {
    return runner().resolve("identity/enrolment.json");
  }

  /// What the runner goes by; there from its first DesiredState on.
  public Path runnerJournal() {
    return runner().resolve("journal/desired-state.dsse");
  }

  public Path runnerStatus() {
    return runner().resolve("status.json");
  }

  /// The runner's state folder for the processes of the data plane.
  public Path dataPlane() {
    return runner().resolve("data-plane");
  }

  public Path demo() {
    return root.resolve("demo");
  }

  /// The log of a part of this Millrace or a component of its data plane.
  public Path log(String part) {
    Path component = dataPlane().resolve("logs").resolve(part + ".log");
    return Files.exists(component) ? component : root.resolve("logs").resolve(part + ".log");
  }
}
