package io.millrace.controlplane.metrics;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A pipeline's figures in one step of time: rate and lag on average, latency as the median, and
/// the greatest of each. The latency is null where nothing flowed.
///
/// @param measurements how many it is made of
/// @param errors how many records failed in it
@Schema(name = "Sample")
public record Sample(
    Instant startsAt,
    long measurements,
    double recordsPerSecond,
    double peakRecordsPerSecond,
    double lagRecords,
    double peakLagRecords,
    @Nullable Double latencyMillis,
    @Nullable Double peakLatencyMillis,
    long errors) {}
