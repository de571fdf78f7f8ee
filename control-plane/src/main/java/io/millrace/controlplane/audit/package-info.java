/// Who changed what: append-only, each entry chained to the one before.
@NullMarked
package io.millrace.controlplane.audit;

import org.jspecify.annotations.NullMarked;
