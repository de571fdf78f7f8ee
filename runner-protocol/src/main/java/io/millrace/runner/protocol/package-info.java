/// The plain records that runner and control plane exchange, and what protects them: signatures,
/// sealed secrets and identities. Generated protobuf types stay behind [WireFormat].
@NullMarked
package io.millrace.runner.protocol;

import org.jspecify.annotations.NullMarked;
