/// Flink: its jobs, and the SQL gateway that starts them.
@NullMarked
package io.millrace.dataplane.flink;

import org.jspecify.annotations.NullMarked;
