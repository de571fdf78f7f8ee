package io.millrace.dataplane.transform;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.flink.SqlGatewayClient;
import io.millrace.dataplane.transform.Transform.Output;
import io.millrace.runner.protocol.ObservedState.PreviewSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a transform makes of the first rows in its topic.
///
/// @param rows of the result, as text by column; they stay in the data plane
public record TransformSample(PreviewSample counts, List<Map<String, Optional<String>>> rows) {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String READ = "r";
  private static final String MADE = "m";

  public TransformSample {
    rows = List.copyOf(rows);
  }

  /// @param outputs of the transform, the primary key's columns among them
  /// @param most rows to read of the table
  /// @param scratch a folder for what Flink keeps meanwhile
  public static TransformSample take(
      SqlGatewayClient gateway, Transform transform, List<Output> outputs, int most, String scratch)
      throws InterruptedException {
    Set<String> key = transform.key().stream().map(Column::name).collect(Collectors.toSet());
    Map<String, String> settings = new HashMap<>();
    settings.put("pipeline.name", "millrace-transform-preview");
    settings.put("parallelism.default", "1");
    settings.put("table.local-time-zone", "UTC");
    settings.put("restart-strategy.type", "none");
    settings.put("execution.checkpointing.interval", "1 d");
    settings.put("execution.checkpointing.dir", scratch);
    try (SqlGatewayClient.Session session = gateway.open(settings)) {
      for (String statement : transform.boundedDeclarations()) {
        session.execute(statement);
      }
      Taker taker = new Taker(outputs, key, most);
      boolean ended = session.query(question(transform, outputs, key), LIMIT, taker);
      return taker.sample(ended);
    }
  }

  /// The keys of what is read, and what is made of it, in one stream: Flink reads the topic once
  /// for both, but the two come as they like.
  private static String question(Transform transform, List<Output> outputs, Set<String> key) {
    return Stream.of(READ, MADE)
        .map(
            side ->
                "SELECT '"
                    + side
                    + "'"
                    + outputs.stream()
                        .map(
                            output ->
                                side.equals(MADE) || key.contains(output.name())
                                    ? Sql.identifier(output.name())
                                    : "NULL")
                        .map(value -> ", CAST(" + value + " AS STRING)")
                        .collect(Collectors.joining())
                    + " FROM "
                    + Sql.identifier(
                        side.equals(MADE) ? Transform.RESULT : transform.source().table()))
        .collect(Collectors.joining(" UNION ALL "));
  }

  /// Keeps what is made of the first keys. It reads on for as many changes again, as what is made
  /// of the last of them may come later than they do.
  private static final class Taker implements SqlGatewayClient.RowSink {
    private final List<Output> outputs;
    private final Set<String> keyColumns;
    private final int most;
    private final Set<List<Optional<String>>> read = new HashSet<>();
    private final Map<List<Optional<String>>, Map<String, Optional<String>>> made =
        new LinkedHashMap<>();
    private int further;

    Taker(List<Output> outputs, Set<String> keyColumns, int most) {
      this.outputs = outputs;
      this.keyColumns = keyColumns;
      this.most = most;
    }

    @Override
    public boolean take(List<Optional<String>> row) {
      Map<String, Optional<String>> values = new LinkedHashMap<>();
      List<Optional<String>> key = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        values.put(outputs.get(i).name(), row.get(i + 1));
        if (keyColumns.contains(outputs.get(i).name())) {
          key.add(row.get(i + 1));
        }
      }
      if (row.getFirst().filter(MADE::equals).isPresent()) {
        made.put(key, values);
      } else if (read.size() < most) {
        read.add(key);
      } else if (!read.contains(key)) {
        further++;
      }
      return further < most;
    }

    TransformSample sample(boolean ended) {
      made.keySet().retainAll(read);
      return new TransformSample(
          new PreviewSample(read.size(), made.size(), ended && further == 0),
          List.copyOf(made.values()));
    }
  }
}
