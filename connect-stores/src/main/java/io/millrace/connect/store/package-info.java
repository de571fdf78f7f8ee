/// Stores that are no SQL databases, as sinks of Kafka Connect: rows become JSON, or the store's
/// own form, under the key of their table.
@NullMarked
package io.millrace.connect.store;

import org.jspecify.annotations.NullMarked;
