/// The types of connectors that this control plane offers.
@NullMarked
package io.millrace.controlplane.catalogue;

import org.jspecify.annotations.NullMarked;
