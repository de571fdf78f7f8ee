package io.millrace.controlplane.overview;

import io.millrace.controlplane.install.Install;
import io.millrace.controlplane.runner.InstallSeen;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;

/// An install's changes for whoever looks: the whole document each time, at most twice a second. A
/// slow reader misses documents in between and never the newest.
@ApplicationScoped
class InstallEvents {

  private static final Duration PACE = Duration.ofMillis(500);

  private final Overview overview;
  private final BroadcastProcessor<String> changed = BroadcastProcessor.create();

  InstallEvents(Overview overview) {
    this.overview = overview;
  }

  void seen(@ObservesAsync InstallSeen event) {
    changed.onNext(event.installId());
  }

  /// @param install which the caller may see
  Multi<OutboundSseEvent> of(String organizationId, Install install, Sse sse) {
    Multi<String> changes = changed.onOverflow().drop().filter(install.id()::equals);
    // The beat finds what nobody announced, such as a wish that was just changed, and tells the
    // browser that the line is not dead.
    Multi<String> beat =
        Multi.createFrom()
            .ticks()
            .every(Duration.ofSeconds(5))
            .onOverflow()
            .drop()
            .map(_ -> install.id());
    return Multi.createBy()
        .merging()
        .streams(Multi.createFrom().item(install.id()), changes, beat)
        .group()
        .intoLists()
        .every(PACE)
        .onOverflow()
        .drop()
        .filter(batch -> !batch.isEmpty())
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(_ -> overview.document(organizationId, install))
        .map(
            document ->
                sse.newEventBuilder()
                    .name("install")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(document)
                    .build());
  }
}
