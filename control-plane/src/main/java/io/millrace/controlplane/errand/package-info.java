/// Things that the runner does once because somebody waits for the answer.
@NullMarked
package io.millrace.controlplane.errand;

import org.jspecify.annotations.NullMarked;
