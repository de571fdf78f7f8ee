/// Loaded beside Debezium's connectors, in the class loader of their plugin.
@NullMarked
package io.millrace.connect.debezium;

import org.jspecify.annotations.NullMarked;
