/// An install as people see it: wish and sight in one document, and live.
@NullMarked
package io.millrace.controlplane.overview;

import org.jspecify.annotations.NullMarked;
