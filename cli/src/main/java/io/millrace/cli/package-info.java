/// The command line: what a person types, and the host of a Millrace on one machine.
@NullMarked
package io.millrace.cli;

import org.jspecify.annotations.NullMarked;
