/// The history of connectors and pipelines, and the tags by which two editors notice one another.
@NullMarked
package io.millrace.controlplane.revision;

import org.jspecify.annotations.NullMarked;
