package io.millrace.controlplane.runner;

import io.grpc.stub.ServerCallStreamObserver;
import io.millrace.runner.v1.SealingKey;
import io.millrace.runner.v1.WatchResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The open streams, one for each install: a stream holds the install's session, and a second
/// runner with the same identity is refused while it lasts.
@ApplicationScoped
class Sessions {

  /// A stream from which nothing was heard for so long is not one any more, whatever TCP thinks.
  private static final Duration LEASE = Duration.ofSeconds(25);

  private final Map<String, Session> byInstall = new ConcurrentHashMap<>();

  /// Mutable parts are guarded by the session itself; thousands of these exist, so it is small.
  static final class Session {
    final String id;
    final String organizationId;
    final String version;
    final String host;
    final Instant since = Instant.now();
    private final ServerCallStreamObserver<WatchResponse> stream;
    private volatile Instant heardAt = since;
    private volatile RunnerConnection.@Nullable Load load;

    /// As it was last said and written.
    volatile @Nullable SealingKey sealingKey;

    Session(
        String id,
        String organizationId,
        String version,
        String host,
        ServerCallStreamObserver<WatchResponse> stream) {
      this.id = id;
      this.organizationId = organizationId;
      this.version = version;
      this.host = host;
      this.stream = stream;
    }

    private boolean live() {
      return !stream.isCancelled() && heardAt.plus(LEASE).isAfter(Instant.now());
    }

    synchronized void tell(long generation) {
      if (!stream.isCancelled()) {
        stream.onNext(WatchResponse.newBuilder().setGeneration(generation).build());
      }
    }

    Instant heardAt() {
      return heardAt;
    }

    Optional<RunnerConnection.Load> load() {
      return Optional.ofNullable(load);
    }
  }

  /// Takes the install's session.
  ///
  /// @return the other session that has it, in which case nothing changed; null if it was taken
  @Nullable Session open(String installId, Session opening) {
    Session holder =
        byInstall.compute(
            installId,
            (_, present) ->
                present != null && present.live() && !present.id.equals(opening.id)
                    ? present
                    : opening);
    return holder == opening ? null : holder;
  }

  /// @return whether this very session was the install's
  boolean close(String installId, Session closing) {
    return byInstall.remove(installId, closing);
  }

  Optional<Session> find(String installId) {
    return Optional.ofNullable(byInstall.get(installId)).filter(Session::live);
  }

  /// Renews the lease of a session, unless another one has the install.
  ///
  /// @return the session that has it instead; null if the caller's does, or none
  @Nullable Session heard(
      String installId, String sessionId, RunnerConnection.@Nullable Load load) {
    Session present = byInstall.get(installId);
    if (present == null) {
      return null;
    }
    if (!present.id.equals(sessionId)) {
      return present.live() ? present : null;
    }
    present.heardAt = Instant.now();
    if (load != null) {
      present.load = load;
    }
    return null;
  }

  void tell(String installId, long generation) {
    Session session = byInstall.get(installId);
    if (session != null) {
      session.tell(generation);
    }
  }

  Iterable<Map.Entry<String, Session>> all() {
    return byInstall.entrySet();
  }
}
