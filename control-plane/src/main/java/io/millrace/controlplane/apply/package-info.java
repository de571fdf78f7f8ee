/// Many connectors and pipelines at once: what would change, and all of it or nothing.
@NullMarked
package io.millrace.controlplane.apply;

import org.jspecify.annotations.NullMarked;
