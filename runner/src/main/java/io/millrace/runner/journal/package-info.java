/// What the runner keeps on its disk, so that a crash or an outage costs it nothing.
@NullMarked
package io.millrace.runner.journal;

import org.jspecify.annotations.NullMarked;
