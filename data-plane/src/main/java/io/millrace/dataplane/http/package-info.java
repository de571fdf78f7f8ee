/// Small JSON-over-HTTP calls with a limit on each.
@NullMarked
package io.millrace.dataplane.http;

import org.jspecify.annotations.NullMarked;
