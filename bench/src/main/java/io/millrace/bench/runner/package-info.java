/// What the runner takes.
@NullMarked
package io.millrace.bench.runner;

import org.jspecify.annotations.NullMarked;
