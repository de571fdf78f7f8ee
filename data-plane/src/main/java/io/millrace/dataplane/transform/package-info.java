/// Transforms as Flink SQL: the statements, and how types travel from a table through Avro and
/// Flink to another table.
@NullMarked
package io.millrace.dataplane.transform;

import org.jspecify.annotations.NullMarked;
