/// Connectors and the catalogue of their types.
@NullMarked
package io.millrace.controlplane.connector;

import org.jspecify.annotations.NullMarked;
