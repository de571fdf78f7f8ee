/// The releases that this control plane can hand out, by digest.
@NullMarked
package io.millrace.controlplane.release;

import org.jspecify.annotations.NullMarked;
