/// The figures of pipelines over time.
@NullMarked
package io.millrace.controlplane.metrics;

import org.jspecify.annotations.NullMarked;
