/// Installs, and the ports through which other features say and see what becomes of them.
@NullMarked
package io.millrace.controlplane.install;

import org.jspecify.annotations.NullMarked;
