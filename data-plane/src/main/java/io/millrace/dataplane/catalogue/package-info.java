/// The types of connectors: what a connector's settings mean, and what Kafka Connect is told.
@NullMarked
package io.millrace.dataplane.catalogue;

import org.jspecify.annotations.NullMarked;
