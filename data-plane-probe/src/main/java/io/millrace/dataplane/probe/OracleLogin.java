package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.probe.Login.Reason;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Getting into Oracle, and why it did not work.
final class OracleLogin {

  private static final String MILLIS_TO_CONNECT = Login.SECONDS_TO_CONNECT + "000";

  private OracleLogin() {}

  static Connection open(String url, OracleEndpoint at, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", at.username());
    properties.setProperty("password", password);
    properties.setProperty("v$session.program", "millrace probe");
    properties.setProperty("oracle.net.CONNECT_TIMEOUT", MILLIS_TO_CONNECT);
    properties.setProperty("oracle.net.OUTBOUND_CONNECT_TIMEOUT", MILLIS_TO_CONNECT);
    properties.setProperty("oracle.jdbc.ReadTimeout", "10000");
    return DriverManager.getConnection(url, properties);
  }

  static Reason reason(OracleEndpoint at, SQLException failure) {
    String user = at.username();
    return switch (failure.getErrorCode()) {
      case 1017, 1005 ->
          new Reason(
              "login-refused",
              "Oracle refused the user " + user + " with this password.",
              "Give the connector the right password, or set it: ALTER USER "
                  + user
                  + " IDENTIFIED BY \"…\";");
      case 28000, 28001 ->
          new Reason(
              "login-refused",
              "The user " + user + " is locked, or its password has expired.",
              "As administrator: ALTER USER " + user + " IDENTIFIED BY \"…\" ACCOUNT UNLOCK;");
      case 1045 ->
          new Reason(
              "login-refused",
              "The user " + user + " may not log in.",
              "As administrator: GRANT CREATE SESSION TO " + user + ";");
      case 12514, 12505, 12521 ->
          new Reason(
              "database-unknown",
              "The listener knows no service " + at.database() + ".",
              "Correct the connector's service; lsnrctl services shows those that there are.");
      case 65011 ->
          new Reason(
              "database-unknown",
              "There is no pluggable database " + at.pdb() + ".",
              "Correct the connector's pluggable database; SELECT name FROM v$pdbs; shows them.");
      case 65049, 1031 ->
          new Reason(
              "login-refused",
              "The user " + user + " may not enter the pluggable database " + at.pdb() + ".",
              "As administrator, in the root: GRANT SET CONTAINER TO " + user + " CONTAINER=ALL;");
      case 18, 20, 12516, 12519, 12520 ->
          new Reason(
              "too-many-connections",
              "The server has no connection left for us.",
              "Raise PROCESSES and SESSIONS or close idle connections.");
      case 1033, 1034, 1089, 1090, 12528, 12526 ->
          new Reason(
              "starting",
              "The server is starting or shutting down.",
              "Nothing: it is tried again.");
      // The driver's own, when a time limit of ours is over.
      case 17002, 12170, 12535 ->
          Login.unreached(at, new SQLException(new SocketTimeoutException(Login.said(failure))));
      default -> Login.unreached(at, failure);
    };
  }
}
