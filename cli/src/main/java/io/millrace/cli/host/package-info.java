/// The process that keeps control plane, runner and databases running on one machine.
@NullMarked
package io.millrace.cli.host;

import org.jspecify.annotations.NullMarked;
