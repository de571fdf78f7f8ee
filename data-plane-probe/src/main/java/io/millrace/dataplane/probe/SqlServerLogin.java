package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import io.millrace.dataplane.probe.Login.Reason;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Getting into SQL Server, and why it did not work.
final class SqlServerLogin {

  private SqlServerLogin() {}

  static Connection open(SqlServerEndpoint at, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", at.username());
    properties.setProperty("password", password);
    properties.setProperty("databaseName", at.database());
    properties.setProperty("encrypt", Boolean.toString(at.encrypted()));
    properties.setProperty("trustServerCertificate", Boolean.toString(at.trusting()));
    properties.setProperty("applicationName", "millrace probe");
    properties.setProperty("loginTimeout", Login.SECONDS_TO_CONNECT);
    properties.setProperty("socketTimeout", "10000");
    properties.setProperty("connectRetryCount", "0");
    return DriverManager.getConnection(
        "jdbc:sqlserver://" + at.hostname() + ":" + at.port(), properties);
  }

  static Reason reason(SqlServerEndpoint at, SQLException failure) {
    String user = at.dialect().quote(at.username());
    return switch (failure.getErrorCode()) {
      case 18456, 18452 ->
          new Reason(
              "login-refused",
              "SQL Server refused the user " + at.username() + " with this password.",
              "Give the connector the right password, or set it: ALTER LOGIN "
                  + user
                  + " WITH PASSWORD = '…'; The server must take SQL Server logins (mixed mode).");
      case 18486, 18487, 18488, 18470 ->
          new Reason(
              "login-refused",
              "The login " + at.username() + " is locked or disabled, or its password has expired.",
              "As administrator: ALTER LOGIN "
                  + user
                  + " WITH PASSWORD = '…' UNLOCK; ALTER LOGIN "
                  + user
                  + " ENABLE;");
      case 4060 ->
          new Reason(
              "database-unknown",
              "There is no database "
                  + at.database()
                  + " on that server that the user "
                  + at.username()
                  + " may open.",
              "Correct the connector's database, or in it: CREATE USER "
                  + user
                  + " FOR LOGIN "
                  + user
                  + ";");
      case 40615, 40914 ->
          new Reason(
              "login-refused",
              "The server's firewall does not let this machine in.",
              "Add this machine's address to the server's firewall rules.");
      case 17809, 10928, 10929 ->
          new Reason(
              "too-many-connections",
              "The server has no connection left for us.",
              "Raise \"user connections\" or close idle connections.");
      case 18401, 17142, 6005, 40613, 40197 ->
          new Reason(
              "starting",
              "The server is starting or shutting down.",
              "Nothing: it is tried again.");
      default -> Login.unreached(at, withCause(failure));
    };
  }

  /// The driver says in words only what kept it from the server.
  private static SQLException withCause(SQLException failure) {
    String said = String.valueOf(failure.getMessage());
    if (said.contains("Connection refused")) {
      return new SQLException(said, new ConnectException(said));
    }
    if (said.contains("Name or service not known") || said.contains("nodename nor servname")) {
      return new SQLException(said, new UnknownHostException(said));
    }
    return said.contains("timed out")
        ? new SQLException(said, new SocketTimeoutException(said))
        : failure;
  }
}
