/// What MongoDB needs beside what all databases do.
@NullMarked
package io.millrace.connect.debezium.mongodb;

import org.jspecify.annotations.NullMarked;
