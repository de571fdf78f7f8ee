package io.millrace.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of one run. A figure has a name, a value, a unit and, where one was set, a goal.
public final class BenchReport {

  /// @param goal as a person would say it, such as "at most 10 s"; empty where none was set
  public record Figure(String name, double value, String unit, String goal) {}

  private final String benchmark;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final List<Figure> figures = new ArrayList<>();

  public BenchReport(String benchmark) {
    this.benchmark = benchmark;
  }

  public void setting(String name, Object value) {
    settings.put(name, value);
  }

  public void figure(String name, double value, String unit) {
    figure(name, value, unit, "");
  }

  public void figure(String name, double value, String unit, String goal) {
    figures.add(new Figure(name, value, unit, goal));
  }

  /// Writes `<folder>/<benchmark>.json` and prints the table.
  public void publish(Path folder, PrintStream out) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("benchmark", benchmark);
    document.put("at", Instant.now().toString());
    document.put("machine", MachineFacts.read());
    document.put("settings", settings);
    document.put("figures", figures);
    Files.createDirectories(folder);
    Path file = folder.resolve(benchmark + ".json");
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), document);

    out.println(benchmark + "  " + settings);
    int widest = figures.stream().mapToInt(f -> f.name().length()).max().orElse(0);
    for (Figure figure : figures) {
      out.printf(
          Locale.ROOT,
          "  %-" + widest + "s  %12s %-8s %s%n",
          figure.name(),
          shown(figure.value()),
          figure.unit(),
          figure.goal());
    }
    out.println("  written to " + file);
  }

  private static String shown(double value) {
    return Math.abs(value) >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
