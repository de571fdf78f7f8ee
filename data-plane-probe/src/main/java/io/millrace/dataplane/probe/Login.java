package io.millrace.dataplane.probe;

import io.millrace.dataplane.catalogue.Endpoint;
import io.millrace.dataplane.catalogue.MySqlEndpoint;
import io.millrace.dataplane.catalogue.OracleEndpoint;
import io.millrace.dataplane.catalogue.PostgresEndpoint;
import io.millrace.dataplane.catalogue.SqlServerEndpoint;
import io.millrace.runner.protocol.Problem;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Getting into a database, and why it did not work.
final class Login {

  private Login() {}

  static final String SECONDS_TO_CONNECT = "4";

  static Connection open(Endpoint.Database at, String password) throws SQLException {
    return switch (at) {
      case PostgresEndpoint postgres -> open(postgres, password);
      case MySqlEndpoint mysql -> open(mysql, password);
      case SqlServerEndpoint sqlServer -> SqlServerLogin.open(sqlServer, password);
      case OracleEndpoint oracle -> OracleLogin.open(oracle.urlOfTables(), oracle, password);
    };
  }

  /// A source's log may be elsewhere than its tables.
  static Connection openSource(Endpoint.Database at, String password) throws SQLException {
    return at instanceof OracleEndpoint oracle
        ? OracleLogin.open(oracle.url(), oracle, password)
        : open(at, password);
  }

  private static Connection open(PostgresEndpoint at, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", at.username());
    properties.setProperty("password", password);
    properties.setProperty("PGHOST", at.hostname());
    properties.setProperty("PGPORT", Integer.toString(at.port()));
    properties.setProperty("PGDBNAME", at.database());
    properties.setProperty("sslmode", at.sslMode());
    properties.setProperty("ApplicationName", "millrace probe");
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("loginTimeout", "6");
    properties.setProperty("socketTimeout", "10");
    return DriverManager.getConnection("jdbc:postgresql://", properties);
  }

  /// One driver speaks to both servers.
  private static Connection open(MySqlEndpoint at, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", at.username());
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT + "000");
    properties.setProperty("socketTimeout", "10000");
    properties.setProperty("sslMode", at.mariaDbSslMode());
    properties.setProperty("allowPublicKeyRetrieval", "true");
    return DriverManager.getConnection(
        "jdbc:mariadb://" + at.hostname() + ":" + at.port() + "/" + at.database(), properties);
  }

  /// @param side `source` or `destination`
  static Problem problem(String side, Endpoint.Database at, SQLException failure) {
    Reason reason = reason(at, failure);
    return new Problem(
        side + "-" + reason.code(),
        "The " + side + " " + at.address() + " cannot be used.",
        reason.why(),
        reason.nextStep(),
        Instant.now());
  }

  record Reason(String code, String why, String nextStep) {}

  private static Reason reason(Endpoint.Database at, SQLException failure) {
    return switch (at) {
      case PostgresEndpoint postgres -> reason(postgres, failure);
      case MySqlEndpoint mysql -> reason(mysql, failure);
      case SqlServerEndpoint sqlServer -> SqlServerLogin.reason(sqlServer, failure);
      case OracleEndpoint oracle -> OracleLogin.reason(oracle, failure);
    };
  }

  private static Reason reason(MySqlEndpoint at, SQLException failure) {
    return switch (failure.getErrorCode()) {
      case 1045, 1698 ->
          new Reason(
              "login-refused",
              "The server refused the user " + at.username() + " with this password.",
              "Give the connector the right password, or set it: ALTER USER '"
                  + at.username()
                  + "'@'%' IDENTIFIED BY '…';");
      case 1044, 1049 ->
          new Reason(
              "database-unknown",
              "There is no database "
                  + at.database()
                  + " on that server that the user "
                  + at.username()
                  + " may see.",
              "Correct the connector's database, or make it: CREATE DATABASE "
                  + at.dialect().quote(at.database())
                  + ";");
      case 1040, 1203 ->
          new Reason(
              "too-many-connections",
              "The server has no connection left for us.",
              "Raise max_connections or close idle connections.");
      case 1129, 1130 ->
          new Reason(
              "login-refused",
              "The server does not let this machine in.",
              "Make the user for any host ('" + at.username() + "'@'%'), or FLUSH HOSTS;");
      case 1053 ->
          new Reason("starting", "The server is shutting down.", "Nothing: it is tried again.");
      default -> unreached(at, failure);
    };
  }

  private static Reason reason(PostgresEndpoint at, SQLException failure) {
    if (said(failure).contains("authentication, but")) {
      return new Reason(
          "login-refused",
          "PostgreSQL asks the user " + at.username() + " for a password, and there is none.",
          "Give the connector the password, or set one: ALTER ROLE "
              + quoted(at.username())
              + " PASSWORD '…';");
    }
    return switch (Objects.toString(failure.getSQLState(), "")) {
      case "28P01" ->
          new Reason(
              "login-refused",
              "PostgreSQL refused the password of the user " + at.username() + ".",
              "Give the connector the right password, or set it: ALTER ROLE "
                  + quoted(at.username())
                  + " PASSWORD '…';");
      case "28000" ->
          new Reason(
              "login-refused",
              "PostgreSQL does not let the user "
                  + at.username()
                  + " in from here: "
                  + said(failure)
                  + ".",
              "Check the user's name and that pg_hba.conf has a line for it and for this machine's"
                  + " address.");
      case "3D000" ->
          new Reason(
              "database-unknown",
              "There is no database " + at.database() + " on that server.",
              "Correct the connector's database, or make it: CREATE DATABASE "
                  + quoted(at.database())
                  + ";");
      case "53300" ->
          new Reason(
              "too-many-connections",
              "The server has no connection left for us.",
              "Raise max_connections or close idle connections.");
      case "57P03" ->
          new Reason(
              "starting",
              "The server is starting or shutting down.",
              "Nothing: it is tried again.");
      default -> unreached(at, failure);
    };
  }

  static Reason unreached(Endpoint.Database at, SQLException failure) {
    Throwable root = root(failure);
    String place = at.hostname() + ":" + at.port();
    return switch (root) {
      case UnknownHostException _ ->
          new Reason(
              "host-unknown",
              "No address is known for the host " + at.hostname() + ".",
              "Correct the connector's hostname, or the name service of this machine.");
      case ConnectException _ ->
          new Reason(
              "refused",
              "Nothing listens at " + place + ".",
              "Start "
                  + server(at)
                  + " there, correct hostname and port, or let it listen on that address"
                  + " (listen_addresses, bind-address).");
      case SocketTimeoutException _ ->
          new Reason(
              "unreachable",
              place + " did not answer in time.",
              "Check that no firewall or security group stands between this machine and it.");
      case NoRouteToHostException _ ->
          new Reason(
              "unreachable",
              "No route leads to " + place + ".",
              "Check the network between this machine and it.");
      case SSLException _ ->
          new Reason(
              "tls",
              "The TLS connection to " + place + " failed: " + said(root) + ".",
              "Check the server's certificate, or use another sslmode than " + at.sslMode() + ".");
      default ->
          said(failure).contains("SSL")
              ? new Reason(
                  "tls",
                  said(failure) + ".",
                  "Turn TLS on at the server, or use another sslmode than " + at.sslMode() + ".")
              : new Reason("unusable", said(failure) + ".", "Look into the server's log for more.");
    };
  }

  private static String server(Endpoint.Database at) {
    return switch (at.dialect()) {
      case POSTGRES -> "PostgreSQL";
      case MARIADB -> "MariaDB";
      case MYSQL -> "MySQL";
      case SQLSERVER -> "SQL Server";
      case ORACLE -> "Oracle's listener";
    };
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  static String said(@Nullable Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    String text = message == null ? "no reason given" : message.lines().findFirst().orElse("");
    String plain = text.replaceFirst("^(FATAL|ERROR): ", "");
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
