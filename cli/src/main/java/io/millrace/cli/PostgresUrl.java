package io.millrace.cli;

import io.millrace.cli.home.Settings.Database;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// `postgres://user:password@host:port/database`, as everybody writes it.
final class PostgresUrl {

  private static final int DEFAULT_PORT = 5432;
  private static final String FORM = "postgres://user:password@host:port/database";

  private PostgresUrl() {}

  /// @throws IllegalArgumentException with a sentence that repeats no password
  static Database parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "This is not a database's URL ("
              + e.getReason()
              + " at character "
              + e.getIndex()
              + "). Write it as "
              + FORM
              + "; special characters in a password as %XX");
    }
    if (!"postgres".equals(uri.getScheme()) && !"postgresql".equals(uri.getScheme())) {
      throw new IllegalArgumentException(
          "A URL that begins with \""
              + uri.getScheme()
              + ":\" is not a PostgreSQL database's."
              + " Write it as "
              + FORM);
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("The URL names no host. Write it as " + FORM);
    }
    String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    if (path.isEmpty()) {
      throw new IllegalArgumentException("The URL names no database. Write it as " + FORM);
    }
    String[] user = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
    if (user[0].isEmpty()) {
      throw new IllegalArgumentException("The URL names no user. Write it as " + FORM);
    }
    return new Database(
        uri.getHost(),
        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
        path,
        decode(user[0]),
        user.length > 1 ? decode(user[1]) : "");
  }

  /// With user and password in it.
  static String jdbc(Database database) {
    return "jdbc:postgresql://"
        + database.host()
        + ":"
        + database.port()
        + "/"
        + encode(database.name())
        + "?user="
        + encode(database.user())
        + "&password="
        + encode(database.password());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    // A plus sign is itself in this part of a URL.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
