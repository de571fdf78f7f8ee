/// What Kafka Connect is told to read a source: one Debezium connector for each kind of database.
@NullMarked
package io.millrace.dataplane.source;

import org.jspecify.annotations.NullMarked;
