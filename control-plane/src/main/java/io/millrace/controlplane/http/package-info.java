/// The edge that all features share: who calls, what they may do, errors as problem+json, headers.
@NullMarked
package io.millrace.controlplane.http;

import org.jspecify.annotations.NullMarked;
