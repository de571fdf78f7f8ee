/// What a Connect worker measures, served over its own REST port: figures only, never a record.
@NullMarked
package io.millrace.connect.metrics;

import org.jspecify.annotations.NullMarked;
