/// Rows from one database to another, by Millrace and by hand.
@NullMarked
package io.millrace.bench.pipeline;

import org.jspecify.annotations.NullMarked;
