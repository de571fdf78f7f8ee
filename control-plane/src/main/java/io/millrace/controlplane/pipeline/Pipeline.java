package io.millrace.controlplane.pipeline;

import io.millrace.controlplane.desiredstate.DesiredStates.TableWish;
import io.millrace.runner.protocol.DesiredState.RunState;
import java.util.List;

/// Tables on their way from one connector to another.
public record Pipeline(
    String name, String source, String destination, List<TableWish> tables, RunState runState) {}
