/// The control plane's API, as far as a Millrace on one machine needs it.
@NullMarked
package io.millrace.cli.api;

import org.jspecify.annotations.NullMarked;
