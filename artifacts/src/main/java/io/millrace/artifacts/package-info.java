/// Fetches what a release names into a shared cache and refuses what differs from its digest; and
/// makes the release's document. Runs as a short-lived program, so that the libraries it needs
/// weigh on nobody else.
@NullMarked
package io.millrace.artifacts;

import org.jspecify.annotations.NullMarked;
