/// Things that are done once because somebody waits for their answer.
@NullMarked
package io.millrace.dataplane.errand;

import org.jspecify.annotations.NullMarked;
