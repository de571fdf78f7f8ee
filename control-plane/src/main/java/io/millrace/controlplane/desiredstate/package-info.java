/// The wish of an install, compiled from its parts, signed and numbered.
@NullMarked
package io.millrace.controlplane.desiredstate;

import org.jspecify.annotations.NullMarked;
