/// Something to see: a source database in which orders come, change and go, and where they arrive.
@NullMarked
package io.millrace.cli.demo;

import org.jspecify.annotations.NullMarked;
