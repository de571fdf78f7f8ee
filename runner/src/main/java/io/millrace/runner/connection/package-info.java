/// The runner's side of the protocol: enrolment, the stream on which it is woken, and its calls.
@NullMarked
package io.millrace.runner.connection;

import org.jspecify.annotations.NullMarked;
