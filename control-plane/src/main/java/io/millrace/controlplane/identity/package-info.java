/// The control plane's own keys: the authority that certifies runners, and the keys that sign
/// DesiredStates. They are files of mode 0600 and never in the database, so that a copy of the
/// database orders nothing.
@NullMarked
package io.millrace.controlplane.identity;

import org.jspecify.annotations.NullMarked;
