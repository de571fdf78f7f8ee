/// The topics of pipelines, made and removed through a Connect worker: it is the one service that
/// already holds a Kafka client and its credentials, so the runner needs neither.
@NullMarked
package io.millrace.connect.topics;

import org.jspecify.annotations.NullMarked;
