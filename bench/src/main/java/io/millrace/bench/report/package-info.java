/// What a benchmark has to say: the machine's facts, the figures and their ratios, as JSON and as a
/// table.
@NullMarked
package io.millrace.bench.report;

import org.jspecify.annotations.NullMarked;
