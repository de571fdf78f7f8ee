/// Connectors and pipelines as YAML.
@NullMarked
package io.millrace.cli.code;

import org.jspecify.annotations.NullMarked;
