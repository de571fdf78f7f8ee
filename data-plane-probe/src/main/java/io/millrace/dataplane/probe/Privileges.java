package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.probe.DestinationInspection.Missing;
import java.sql.SQLException;
import java.util.Optional;

/// What a user may do in a destination.
interface Privileges {

  /// What keeps the user from making the table; empty if nothing does.
  Optional<Missing> missingToCreate(TableName table) throws SQLException;

  /// What keeps the user from changing rows of the table, which is there.
  Optional<Missing> missingToWrite(TableName table) throws SQLException;
}
