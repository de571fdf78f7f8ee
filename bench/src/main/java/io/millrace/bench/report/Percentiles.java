package io.millrace.bench.report;

import java.util.Arrays;

/// Exact percentiles of a sample that fits in memory, by the nearest-rank method.
public final class Percentiles {

  private final double[] sorted;

  public Percentiles(double[] sample) {
    if (sample.length == 0) {
      throw new IllegalArgumentException("A sample without values has no percentiles");
    }
    sorted = sample.clone();
    Arrays.sort(sorted);
  }

  /// @param percent above 0, at most 100
  public double at(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }

  public double max() {
    return sorted[sorted.length - 1];
  }

  public int count() {
    return sorted.length;
  }
}
