/// Rows that a destination refused: how they are kept in Kafka, counted, tried again and discarded.
@NullMarked
package io.millrace.connect.deadletters;

import org.jspecify.annotations.NullMarked;
