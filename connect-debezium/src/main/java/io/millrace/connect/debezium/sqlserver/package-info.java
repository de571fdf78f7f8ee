/// What SQL Server needs beside what all databases do.
@NullMarked
package io.millrace.connect.debezium.sqlserver;

import org.jspecify.annotations.NullMarked;
