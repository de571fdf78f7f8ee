/// The schema registry, through the Confluent-compatible interface that any registry offers.
@NullMarked
package io.millrace.dataplane.registry;

import org.jspecify.annotations.NullMarked;
