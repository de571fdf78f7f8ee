package io.millrace.dataplane.source;

import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.MongoEndpoint;
import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.PostgresEndpoint;
import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.runner.protocol.DesiredState.InitialSnapshot;
import java.util.List;
import java.util.Map;

/// What a source connector captures, and under which names.
///
/// @param password an expression that Connect resolves
/// @param prefix the first part of every topic's name
/// @param identity tells this reader from all others, in the database and in figures: the name of
///   its replication slot, where there are any
/// @param history the topic of past table definitions, which the connector makes where its
///   database's log does not have them
/// @param kafka bootstrap servers
public record Capture(
    String password,
    String prefix,
    String identity,
    String history,
    String kafka,
    List<TableName> tables,
    InitialSnapshot initial) {

  public Capture {
    tables = List.copyOf(tables);
  }

  /// The connector's configuration.
  public Map<String, String> config(Endpoint.Source source) {
    return switch (source) {
      case PostgresEndpoint at -> PostgresSource.config(at, this);
      case MySqlEndpoint at -> MySqlSource.config(at, this);
      case MongoEndpoint at -> MongoSource.config(at, this);
      case OracleEndpoint at -> OracleSource.config(at, this);
      case SqlServerEndpoint at -> SqlServerSource.config(at, this);
    };
  }
}
