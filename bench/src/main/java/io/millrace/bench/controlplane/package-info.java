/// A control plane under many simulated runners.
@NullMarked
package io.millrace.bench.controlplane;

import org.jspecify.annotations.NullMarked;
