/// The program that looks at databases for the runner: a request as JSON on standard input, the
/// findings as JSON on standard output.
@NullMarked
package io.millrace.dataplane.probe;

import org.jspecify.annotations.NullMarked;
