/// The program of the control plane.
@NullMarked
package io.millrace.controlplane;

import org.jspecify.annotations.NullMarked;
