package io.millrace.controlplane.connectiontest;

import io.millrace.runner.protocol.DesiredState.ConnectorRole;
import io.millrace.runner.protocol.SealedSecret;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A connection to be tried.
///
/// @param name the connector's, to which its secrets are sealed; it need not exist
/// @param secrets one that is left out is the stored connector's, if that was sealed for the same
///   place
/// @param tables that are to be used, as `schema.table`
@Schema(name = "ConnectionTestRequest")
public record ConnectionTestRequest(
    @Nullable ConnectorRole role,
    @Nullable String name,
    @Nullable String type,
    @Nullable Map<String, @Nullable String> config,
    @Nullable Map<String, @Nullable SealedSecret> secrets,
    @Nullable List<String> tables) {}
