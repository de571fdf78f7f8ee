/// The folder that holds all state of a Millrace on one machine.
@NullMarked
package io.millrace.cli.home;

import org.jspecify.annotations.NullMarked;
