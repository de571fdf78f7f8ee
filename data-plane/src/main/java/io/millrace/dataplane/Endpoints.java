package io.millrace.dataplane;

import java.net.URI;

/// Where the services of a data plane are, as seen from the runner and from one another.
///
/// @param kafka bootstrap servers, `host:port[,host:port]`
/// @param checkpoints the folder in which Flink keeps checkpoints, readable by the runner
public record Endpoints(
    String kafka, URI connect, URI registry, URI flink, URI sqlGateway, URI checkpoints) {}
