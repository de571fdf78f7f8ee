package io.millrace.cli.home;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What the host and the runner say of themselves in their status files, which also works while the
/// control plane is down.
public final class Running {

  private static final Duration STALE = Duration.ofSeconds(10);

  private final Home home;

  public Running(Home home) {
    this.home = home;
  }

  /// Whether a host holds this home.
  public boolean hostAlive() throws IOException {
    try (FileChannel file = FileChannel.open(home.hostLock(), StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// The process that holds this home; empty if none does, or it took it only this instant.
  public Optional<ProcessHandle> hostProcess() throws IOException {
    if (!hostAlive()) {
      return Optional.empty();
    }
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(home.hostLock()).strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// The host's newest status, which may be of a life before; an empty object if there is none.
  public JsonNode host() throws IOException {
    return read(home.hostStatus());
  }

  /// The status of a living runner if it is of now; an empty object otherwise.
  public JsonNode runner() throws IOException {
    JsonNode status = read(home.runnerStatus());
    boolean fresh =
        status.hasNonNull("at")
            && Instant.parse(status.get("at").asText()).plus(STALE).isAfter(Instant.now());
    boolean living =
        ProcessHandle.of(status.path("pid").asLong()).filter(ProcessHandle::isAlive).isPresent();
    return fresh && living ? status : PrivateJson.JSON.createObjectNode();
  }

  private static JsonNode read(Path file) throws IOException {
    return Files.exists(file)
        ? PrivateJson.JSON.readTree(file.toFile())
        : PrivateJson.JSON.createObjectNode();
  }
}
