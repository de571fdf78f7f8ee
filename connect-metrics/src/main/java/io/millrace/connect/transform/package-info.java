/// What is done to every record of a source before it becomes a Kafka record.
@NullMarked
package io.millrace.connect.transform;

import org.jspecify.annotations.NullMarked;
