package io.millrace.dataplane.inspection;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.StoreEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to look at. Holds passwords: it travels on standard input only.
public record InspectionRequest(
    Optional<Source> source, Optional<Destination> destination, Optional<Store> store) {

  public InspectionRequest(Optional<Source> source, Optional<Destination> destination) {
    this(source, destination, Optional.empty());
  }

  /// A source whose rows go to a store.
  public static InspectionRequest withStore(
      Source source, StoreEndpoint store, Map<String, String> secrets) {
    return new InspectionRequest(
        Optional.of(source), Optional.empty(), Optional.of(new Store(store, secrets)));
  }

  /// A store alone.
  public static InspectionRequest ofStore(StoreEndpoint store, Map<String, String> secrets) {
    return new InspectionRequest(
        Optional.empty(), Optional.empty(), Optional.of(new Store(store, secrets)));
  }

  /// A store that is to be reached, and logged in to.
  public record Store(StoreEndpoint endpoint, Map<String, String> secrets) {
    public Store {
      secrets = Map.copyOf(secrets);
    }

    @Override
    public String toString() {
      return "Store[" + endpoint + "]";
    }
  }

  /// A source to be looked at for what it has; nothing is to be made there yet.
  public static Source toBeTried(
      Endpoint.Source endpoint, String password, List<TableName> tables) {
    return new Source(endpoint, password, "", tables, true);
  }

  /// @param slot the name of the replication slot and publication that the pipeline will use; only
  ///   PostgreSQL has such
  /// @param listing whether all tables that the user may see are to be listed
  public record Source(
      Endpoint.Source endpoint,
      String password,
      String slot,
      List<TableName> tables,
      boolean listing) {
    public Source {
      tables = List.copyOf(tables);
    }

    @Override
    public String toString() {
      return "Source[" + endpoint + ", " + slot + ", " + tables + "]";
    }
  }

  /// @param follow whether a table that is there already is given the columns it lacks, and wider
  ///   types where rows need them
  public record Destination(
      Endpoint.Database endpoint, String password, List<Target> tables, boolean follow) {
    public Destination {
      tables = List.copyOf(tables);
    }

    @Override
    public String toString() {
      return "Destination[" + endpoint + ", " + tables + "]";
    }
  }

  /// A table of the destination.
  public sealed interface Target {
    TableName table();

    /// Only described; it may be missing.
    record Look(TableName table) implements Target {}

    /// Made when missing, with the columns of the source's table.
    record Same(TableName table, TableName source) implements Target {}

    /// Made when missing, with these columns.
    record Columns(TableName table, List<Column> columns) implements Target {
      public Columns {
        columns = List.copyOf(columns);
      }
    }
  }
}
