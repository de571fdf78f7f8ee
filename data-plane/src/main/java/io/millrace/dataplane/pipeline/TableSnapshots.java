package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.MongoEndpoint;
import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.MySqlEndpoint.Flavour;
import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.PostgresEndpoint;
import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.connect.ConnectorState;
import io.millrace.dataplane.connect.WorkerFigures;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import io.millrace.runner.protocol.DesiredState.SnapshotCommand;
import io.millrace.runner.protocol.ObservedState.SnapshotProgress;
import io.millrace.runner.protocol.ObservedState.SnapshotState;
import io.millrace.runner.protocol.ObservedState.SnapshotTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// Tables of a running pipeline that somebody wants to be read again. A source is told by its
/// configuration, which is a restart of it, and does it once, see `SnapshotOffset` in
/// connect-debezium. So all this remembers is what was seen last, for while a source is away.
final class TableSnapshots {

  private static final String AT = "millrace.snapshot.at";
  private static final String GROUP = "table-snapshot";

  /// What a source has in its configuration because of a snapshot.
  private static final Set<String> KEYS =
      Set.of(
          AT,
          "millrace.snapshot.tables",
          "millrace.snapshot.cancelled",
          "read.only",
          "notification.enabled.channels",
          "incremental.snapshot.chunk.size",
          "connect.keep.alive.interval.ms");

  private final Map<String, SnapshotProgress> seen = new HashMap<>();

  void retain(Set<String> pipelines) {
    seen.keySet().retainAll(pipelines);
  }

  /// Adds to a source's configuration what it is to read again. A source that is not through its
  /// initial snapshot is left to it: a restart would begin that anew. One that is made now reads
  /// everything, and by being told knows that this was a part of it.
  ///
  /// @param tables of this source
  static void configure(
      Map<String, String> config, String source, List<TableName> tables, Wish now, Sight sight) {
    Map<String, String> standing =
        sight.connector(source).map(ConnectorState::config).orElse(Map.of());
    List<TableName> chosen = chosen(now, tables);
    String at = now.snapshot().map(each -> Long.toString(each.at().toEpochMilli())).orElse("");
    boolean begun = at.equals(standing.get(AT));
    boolean streaming = figure(sight.figures(), source, "Streaming") > 0;
    boolean whole =
        sight.connector(source).isEmpty() && now.initialSnapshot() == InitialSnapshot.ALL;
    if (!chosen.isEmpty() && (begun || streaming || whole)) {
      config.putAll(settings(now.source().endpoint(), now.snapshot().orElseThrow(), chosen));
    } else {
      standing.forEach(
          (key, value) -> {
            if (KEYS.contains(key)) {
              config.put(key, value);
            }
          });
    }
  }

  /// In the order in which they were given, which is the one they are read in.
  private static List<TableName> chosen(Wish now, List<TableName> tables) {
    return readable(now.source().endpoint())
        ? now.snapshot().map(SnapshotCommand::tables).orElse(List.of()).stream()
            .flatMap(name -> TableName.parse(name).stream())
            .filter(tables::contains)
            .toList()
        : List.of();
  }

  /// Others have no watermark that could be read without writing one; MySQL lacks it where its log
  /// has no GTIDs.
  private static boolean readable(Endpoint.Source source) {
    return switch (source) {
      case PostgresEndpoint _ -> true;
      case MySqlEndpoint at -> at.flavour() == Flavour.MARIADB;
      case MongoEndpoint _, OracleEndpoint _, SqlServerEndpoint _ -> false;
    };
  }

  private static Map<String, String> settings(
      Endpoint.Source source, SnapshotCommand command, List<TableName> tables) {
    Map<String, String> settings = new HashMap<>();
    settings.put(AT, Long.toString(command.at().toEpochMilli()));
    settings.put(
        "millrace.snapshot.tables",
        tables.stream().map(TableName::qualified).collect(Collectors.joining(",")));
    settings.put("millrace.snapshot.cancelled", Boolean.toString(command.cancelled()));
    // Watermarks are read from the server and not written into a table of it.
    settings.put("read.only", "true");
    settings.put("notification.enabled.channels", "millrace");
    settings.put("incremental.snapshot.chunk.size", Integer.toString(source.batchRows()));
    if (source instanceof MySqlEndpoint) {
      // Where nothing is written, a chunk waits for the server's next sign of life, which comes at
      // four fifths of this.
      settings.put("connect.keep.alive.interval.ms", "10000");
    }
    return settings;
  }

  /// How far it is; empty when nobody asked for one.
  Optional<SnapshotProgress> progress(PipelineNames names, Wish wish, Sight sight) {
    if (wish.snapshot().isEmpty()) {
      return Optional.empty();
    }
    SnapshotProgress now = now(names, wish, wish.snapshot().get(), sight);
    SnapshotProgress before = seen.get(wish.name());
    boolean away = now.state() == SnapshotState.WAITING;
    if (away && before != null && before.at().equals(now.at())) {
      return Optional.of(before);
    }
    seen.put(wish.name(), now);
    return Optional.of(now);
  }

  private static SnapshotProgress now(
      PipelineNames names, Wish wish, SnapshotCommand command, Sight sight) {
    List<SnapshotTable> tables = new ArrayList<>();
    long rows = 0;
    long skipped = 0;
    double percent = 0;
    boolean cancelled = false;
    SourceShares shares = SourceShares.of(names, wish.tables(), sight, wish.resets());
    for (Map.Entry<Integer, List<TableName>> share : shares.tables().entrySet()) {
      String source = names.source(share.getKey());
      List<TableName> chosen = chosen(wish, share.getValue());
      WorkerFigures figures = sight.figures();
      boolean begun = (long) figure(figures, source, "At") == command.at().toEpochMilli();
      boolean ended = begun && figure(figures, source, "Cancelled") > 0;
      cancelled |= ended && !chosen.isEmpty();
      int done = begun ? chosen.size() - (int) figure(figures, source, "TablesLeft") : 0;
      for (int i = 0; i < chosen.size(); i++) {
        tables.add(new SnapshotTable(chosen.get(i).qualified(), state(begun, ended, i - done)));
      }
      if (begun && !chosen.isEmpty()) {
        rows += (long) figure(figures, source, "Rows");
        skipped += (long) figure(figures, source, "Skipped");
        percent += chosen.size() * figures.figure(source, GROUP, "Percent").orElse(Double.NaN);
      }
    }
    double all = percent / tables.size();
    return new SnapshotProgress(
        command.at(),
        state(tables, cancelled),
        tables,
        rows,
        Double.isFinite(all) ? OptionalDouble.of(all) : OptionalDouble.empty(),
        (int) skipped);
  }

  /// @param place among those that are left
  private static SnapshotState state(boolean begun, boolean cancelled, int place) {
    if (!begun) {
      return SnapshotState.WAITING;
    }
    if (cancelled) {
      return SnapshotState.CANCELLED;
    }
    if (place < 0) {
      return SnapshotState.DONE;
    }
    return place == 0 ? SnapshotState.READING : SnapshotState.WAITING;
  }

  private static SnapshotState state(List<SnapshotTable> tables, boolean cancelled) {
    Set<SnapshotState> states =
        tables.stream().map(SnapshotTable::state).collect(Collectors.toSet());
    if (states.contains(SnapshotState.READING)) {
      return SnapshotState.READING;
    }
    if (states.contains(SnapshotState.WAITING) || states.isEmpty()) {
      return SnapshotState.WAITING;
    }
    return cancelled ? SnapshotState.CANCELLED : SnapshotState.DONE;
  }

  private static double figure(WorkerFigures figures, String source, String name) {
    return figures.figure(source, GROUP, name).orElse(0);
  }
}
