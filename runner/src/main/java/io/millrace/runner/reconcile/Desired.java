package io.millrace.runner.reconcile;

import io.millrace.runner.Problems;
import io.millrace.runner.journal.Journal;
import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.Digest;
import io.millrace.runner.protocol.Envelope;
import io.millrace.runner.protocol.Envelope.UntrustedException;
import io.millrace.runner.protocol.Release;
import io.millrace.runner.protocol.ReleaseDocument;
import java.io.IOException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The DesiredState that the runner goes by: the newest that was verified and written to the
/// journal. Whatever else comes is refused, and the last good one stays.
public final class Desired {

  private final String installId;
  private final PublicKey signingKey;
  private final Journal journal;
  private final Problems problems;

  private volatile @Nullable Accepted accepted;

  /// A verified DesiredState with the release it names.
  public record Accepted(DesiredState state, Release release) {}

  /// Where a release's document comes from when the journal does not have it.
  @FunctionalInterface
  public interface ReleaseSource {
    byte[] fetch(String digest) throws IOException;
  }

  public Desired(String installId, PublicKey signingKey, Journal journal, Problems problems) {
    this.installId = installId;
    this.signingKey = signingKey;
    this.journal = journal;
    this.problems = problems;
  }

  public Optional<Accepted> accepted() {
    return Optional.ofNullable(accepted);
  }

  public long generation() {
    Accepted now = accepted;
    return now == null ? 0 : now.state().generation();
  }

  /// Takes up where the runner's last life ended.
  public void resume() throws IOException {
    Optional<byte[]> journalled = journal.envelope();
    if (journalled.isEmpty()) {
      return;
    }
    try {
      DesiredState state = verify(journalled.get());
      accepted =
          new Accepted(
              state,
              release(
                  state,
                  digest -> {
                    throw new IOException("The journal does not have release " + digest);
                  }));
    } catch (UntrustedException | IOException e) {
      journal.setAsideEnvelope();
      problems.raise(
          "journal-unusable",
          "The DesiredState in the journal was set aside",
          "It cannot be used because " + e.getMessage(),
          "Nothing: it is fetched again as soon as the control plane can be reached");
    }
  }

  /// Verifies, journals and takes on an envelope, or refuses it. Repeating one changes nothing.
  ///
  /// @throws IOException if it cannot be written or its release cannot be had; try again later
  public synchronized boolean offer(Envelope envelope, ReleaseSource releases) throws IOException {
    DesiredState offered;
    try {
      offered = verify(envelope.bytes());
      refuseOlder(offered, envelope);
    } catch (UntrustedException e) {
      problems.raise(
          "desired-state-refused",
          "A DesiredState from the control plane was refused; generation "
              + generation()
              + " stays in force",
          "It cannot be trusted because " + e.getMessage(),
          "Ask the operator of the control plane what happened. If its database was restored or its"
              + " signing key changed, this runner must be enrolled anew");
      return false;
    }
    problems.clear("desired-state-refused");
    problems.clear("journal-unusable");
    if (offered.generation() == generation()) {
      return false;
    }
    Release release = release(offered, releases);
    journal.saveEnvelope(envelope.bytes());
    accepted = new Accepted(offered, release);
    return true;
  }

  private DesiredState verify(byte[] bytes) throws UntrustedException {
    DesiredState state = Envelope.parse(bytes).verify(signingKey);
    if (!state.installId().equals(installId)) {
      throw new UntrustedException(
          "it is for the install " + state.installId() + ", and this is " + installId);
    }
    return state;
  }

  private void refuseOlder(DesiredState offered, Envelope envelope)
      throws UntrustedException, IOException {
    if (offered.generation() < generation()) {
      throw new UntrustedException(
          "it is of generation "
              + offered.generation()
              + ", and "
              + generation()
              + " was accepted already");
    }
    Accepted now = accepted;
    if (now != null
        && offered.generation() == generation()
        && !Arrays.equals(envelope.bytes(), journal.envelope().orElse(new byte[0]))
        && !offered.equals(now.state())) {
      throw new UntrustedException(
          "it differs from the one that was accepted under the same generation, "
              + offered.generation());
    }
  }

  private Release release(DesiredState state, ReleaseSource source) throws IOException {
    String digest = state.release().digest();
    Optional<byte[]> journalled = journal.release(digest);
    if (journalled.isPresent()) {
      if (Digest.of(journalled.get()).equals(digest)) {
        return ReleaseDocument.parse(journalled.get());
      }
      journal.setAsideRelease(digest);
    }
    byte[] fetched = source.fetch(digest);
    String actual = Digest.of(fetched);
    if (!actual.equals(digest)) {
      throw new IOException(
          "The control plane's document for release " + digest + " has the digest " + actual);
    }
    Release release = ReleaseDocument.parse(fetched);
    journal.saveRelease(digest, fetched);
    return release;
  }
}
