/// A Millrace that is started to be measured, and what is seen of its processes.
@NullMarked
package io.millrace.bench.home;

import org.jspecify.annotations.NullMarked;
