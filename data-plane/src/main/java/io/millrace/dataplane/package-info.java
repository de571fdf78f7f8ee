/// What a data plane can be asked, whatever it runs on.
@NullMarked
package io.millrace.dataplane;

import org.jspecify.annotations.NullMarked;
