/// Keeps pipelines what they should be: connectors, transforms and topics made of a desired state,
/// again and again, and their state told in sentences.
@NullMarked
package io.millrace.dataplane.pipeline;

import org.jspecify.annotations.NullMarked;
