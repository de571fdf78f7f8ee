/// What a person sees of it in a terminal.
@NullMarked
package io.millrace.cli.view;

import org.jspecify.annotations.NullMarked;
