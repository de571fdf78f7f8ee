/// What should be, compared with what is.
@NullMarked
package io.millrace.runner.reconcile;

import org.jspecify.annotations.NullMarked;
