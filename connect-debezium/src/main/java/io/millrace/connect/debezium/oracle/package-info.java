/// What Oracle needs beside what all databases do.
@NullMarked
package io.millrace.connect.debezium.oracle;

import org.jspecify.annotations.NullMarked;
