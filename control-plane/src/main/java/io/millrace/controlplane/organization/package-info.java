/// Tenants, their API keys, and the console's sessions.
@NullMarked
package io.millrace.controlplane.organization;

import org.jspecify.annotations.NullMarked;
