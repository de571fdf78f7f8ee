/// Connections that are tried from inside the data plane before anything is built on them.
@NullMarked
package io.millrace.controlplane.connectiontest;

import org.jspecify.annotations.NullMarked;
