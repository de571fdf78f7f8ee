package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.MongoEndpoint;
import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.PostgresEndpoint;
import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import io.millrace.dataplane.catalogue.StoreEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.inspection.InspectionRequest;
import io.millrace.dataplane.inspection.InspectionResult;
import io.millrace.runner.protocol.ObservedState.FoundTable;
import io.millrace.runner.protocol.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One run: the source first, as the destination's tables may be made after its columns.
final class Inspection {

  private final List<Problem> problems = new ArrayList<>();
  private final Map<TableName, List<Column>> sourceTables = new HashMap<>();
  private final Map<TableName, List<Column>> destinationTables = new HashMap<>();
  private final List<FoundTable> listed = new ArrayList<>();

  private Inspection() {}

  static InspectionResult of(InspectionRequest request) {
    Inspection inspection = new Inspection();
    request.source().ifPresent(inspection::look);
    request.destination().ifPresent(inspection::look);
    request.store().ifPresent(inspection::look);
    return new InspectionResult(
        inspection.problems,
        inspection.sourceTables,
        inspection.destinationTables,
        inspection.listed);
  }

  private void look(InspectionRequest.Source source) {
    switch (source.endpoint()) {
      case MongoEndpoint at ->
          new MongoInspection("source", at, source.password(), problems)
              .source(source, sourceTables, listed);
      case Endpoint.Database at -> look(at, source);
    }
  }

  private void look(InspectionRequest.Store store) {
    if (store.endpoint().kind() == StoreEndpoint.Kind.MONGODB) {
      String password = store.secrets().getOrDefault(Endpoint.PASSWORD, "");
      new MongoInspection("destination", MongoEndpoint.of(store.endpoint()), password, problems)
          .destination();
    } else {
      new StoreInspection(store).run().ifPresent(problems::add);
    }
  }

  private void look(Endpoint.Database database, InspectionRequest.Source source) {
    try (Connection connection = Login.openSource(database, source.password())) {
      switch (database) {
        case PostgresEndpoint _ ->
            new PostgresSourceInspection(connection, source).run(problems, sourceTables);
        case MySqlEndpoint at ->
            new MySqlSourceInspection(connection, at, source.tables()).run(problems, sourceTables);
        case SqlServerEndpoint at ->
            new SqlServerSourceInspection(connection, at, source.tables())
                .run(problems, sourceTables);
        case OracleEndpoint at ->
            new OracleSourceInspection(connection, at, source.tables()).run(problems, sourceTables);
      }
      if (source.listing()) {
        listed.addAll(TableList.of(connection, database));
      }
    } catch (SQLException e) {
      problems.add(Login.problem("source", database, e));
    }
  }

  private void look(InspectionRequest.Destination destination) {
    try (Connection connection = Login.open(destination.endpoint(), destination.password())) {
      new DestinationInspection(connection, destination, sourceTables)
          .run(problems, destinationTables);
    } catch (SQLException e) {
      problems.add(Login.problem("destination", destination.endpoint(), e));
    }
  }
}
