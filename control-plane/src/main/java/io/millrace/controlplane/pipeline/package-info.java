/// Pipelines: tables on their way from a source to a destination.
@NullMarked
package io.millrace.controlplane.pipeline;

import org.jspecify.annotations.NullMarked;
