/// From `up` to the first row.
@NullMarked
package io.millrace.bench.start;

import org.jspecify.annotations.NullMarked;
