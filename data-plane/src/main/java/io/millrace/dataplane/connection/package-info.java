/// Connections that are tried because somebody asked.
@NullMarked
package io.millrace.dataplane.connection;

import org.jspecify.annotations.NullMarked;
