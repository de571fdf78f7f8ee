/// What the probe is asked and what it answers: the state of a source and a destination before a
/// pipeline is built on them.
@NullMarked
package io.millrace.dataplane.inspection;

import org.jspecify.annotations.NullMarked;
