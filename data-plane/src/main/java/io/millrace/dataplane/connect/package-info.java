/// Kafka Connect: connectors, their state, and what our extension adds to a worker.
@NullMarked
package io.millrace.dataplane.connect;

import org.jspecify.annotations.NullMarked;
