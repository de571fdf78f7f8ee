/// The platform `local`: the components of a release as processes on one machine.
@NullMarked
package io.millrace.dataplane.local;

import org.jspecify.annotations.NullMarked;
