package io.millrace.controlplane.metrics;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A pipeline's figures over a range of time.
///
/// @param stepSeconds how long each sample is
@Schema(name = "Samples")
public record Samples(String range, int stepSeconds, List<Sample> samples) {}
