package io.millrace.dataplane;

import io.millrace.runner.protocol.DesiredState;
import io.millrace.runner.protocol.ObservedState.ComponentStatus;
import io.millrace.runner.protocol.Release;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Where the components of a release run: processes on one machine, or a Kubernetes cluster.
///
/// Level-triggered: the caller says again and again what should be, and every method may be called
/// at any time, in any order and after any crash of either side. All methods are safe to call from
/// several threads. Every implementation passes `PlatformContract`.
public interface Platform extends AutoCloseable {

  /// The platform's name as installs have it: `local`, `kubernetes`.
  String name();

  /// Makes the components what they should be: fetches artifacts, starts what is missing, restarts
  /// what differs, stops what is no longer named. Returns at once; [#observe] shows the progress.
  /// An unchanged call changes nothing. Failures show in the component's status and are tried
  /// again, with backoff, without another call.
  void apply(Release release, List<DesiredState.Component> components);

  /// What is, for every component that was applied and every one still being stopped.
  List<ComponentStatus> observe();

  /// Called after any component's status has changed; the listener must return quickly.
  void onChange(Runnable listener);

  /// Where the services are. Known as soon as [#apply] was called; whether they answer is
  /// [#observe]'s to say.
  Endpoints endpoints();

  /// Stops a component in an orderly way and lets it be started anew.
  void restart(String component);

  /// Keeps secrets where only the data plane can read them and returns, for each, the expression
  /// that Kafka Connect resolves to it through its config provider. Replaces what was kept under
  /// `owner`; an empty map removes it.
  Map<String, String> keepSecrets(String owner, Map<String, String> secrets);

  /// Runs a short-lived program of this product inside the data plane, with the release's network
  /// place, and returns what it printed. `request` reaches it on standard input, as it may hold
  /// secrets.
  ///
  /// @param plugins of the tool's component in the release, to be loaded with it
  /// @throws ToolFailedException if it ended other than with 0, or not within `limit`, or a plugin
  ///   could not be had
  String runTool(Tool tool, Set<String> plugins, String request, Duration limit)
      throws InterruptedException;

  /// The newest `lines` of a component's log, then every line as it comes until the thread is
  /// interrupted.
  void followLog(String component, int lines, Consumer<String> sink) throws InterruptedException;

  /// Leaves the components running: a runner that stops or dies does not stop the data plane.
  @Override
  void close();

  /// Stops every component, the ones that write first. Blocks until all have ended.
  void stopAll() throws InterruptedException;

  /// What can be run inside a data plane for a moment.
  enum Tool {
    /// Checks a connector's source or destination, see `io.millrace.dataplane.probe`.
    PROBE("probe");

    private final String component;

    Tool(String component) {
      this.component = component;
    }

    /// What the release calls it. It is never kept running.
    public String component() {
      return component;
    }
  }

  final class ToolFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ToolFailedException(String message) {
      super(message);
    }
  }
}
