/// What became of pipelines, and when.
@NullMarked
package io.millrace.controlplane.event;

import org.jspecify.annotations.NullMarked;
