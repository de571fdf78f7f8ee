/// What editors need to help with YAML.
@NullMarked
package io.millrace.controlplane.schema;

import org.jspecify.annotations.NullMarked;
