/// Transforms that are tried by an install's Flink before they go live.
@NullMarked
package io.millrace.controlplane.transformpreview;

import org.jspecify.annotations.NullMarked;
