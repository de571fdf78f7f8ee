/// Requests that may be sent twice: the answer to the first is the answer to both.
@NullMarked
package io.millrace.controlplane.idempotency;

import org.jspecify.annotations.NullMarked;
