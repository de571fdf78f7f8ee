/// How schemas get from rows into the registry.
@NullMarked
package io.millrace.connect.schema;

import org.jspecify.annotations.NullMarked;
