package io.millrace.controlplane.event;

import io.millrace.runner.protocol.ObservedState.State;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A state that a pipeline came into, with its reason and next step as they were then.
@Schema(name = "PipelineEvent")
public record PipelineEvent(Instant at, State state, String reason, String nextStep) {}
