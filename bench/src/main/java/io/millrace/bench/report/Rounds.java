package io.millrace.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One figure of several sides that took turns.
public final class Rounds<S> {

  private final String name;
  private final String unit;
  private final Map<S, List<Double>> values = new LinkedHashMap<>();

  public Rounds(String name, String unit) {
    this.name = name;
    this.unit = unit;
  }

  /// Says what a side had in the round that is on, at once, as a run takes long.
  public void add(S side, double value) {
    System.err.printf(Locale.ROOT, "  %s: %,.1f %s%n", name, value, unit);
    values.computeIfAbsent(side, _ -> new ArrayList<>()).add(value);
  }

  /// The median of each side.
  public void tell(BenchReport report) {
    values.forEach((side, all) -> report.figure(name + ", " + side, median(all), unit));
  }

  /// One side's figure divided by another's of the same round: the median of all rounds, which says
  /// more than either figure on a machine that others use too, and how far they lie apart.
  ///
  /// @param goal as a person would say it, such as "at least 0.97"
  public void tellRatio(BenchReport report, S above, S below, String goal) {
    List<Double> over = values.getOrDefault(above, List.of());
    List<Double> under = values.getOrDefault(below, List.of());
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(over.size(), under.size()); round++) {
      ratios.add(over.get(round) / under.get(round));
    }
    String text = name + ", " + above + " to " + below;
    report.figure(text, median(ratios), "", goal);
    if (ratios.size() > 1) {
      report.figure(text + ", least", ratios.stream().min(Double::compare).orElseThrow(), "");
      report.figure(text + ", most", ratios.stream().max(Double::compare).orElseThrow(), "");
    }
  }

  private static double median(List<Double> all) {
    List<Double> sorted = all.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
