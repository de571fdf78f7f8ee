/// The program `bench`: one command for each benchmark.
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
