/// The last hour of each pipeline's figures, in memory.
@NullMarked
package io.millrace.controlplane.metrics;

import org.jspecify.annotations.NullMarked;
