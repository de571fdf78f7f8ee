package io.millrace.dataplane.probe;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.millrace.dataplane.catalogue.Column;
import io.millrace.dataplane.catalogue.MongoEndpoint;
import io.millrace.dataplane.catalogue.TableName;
import io.millrace.dataplane.inspection.InspectionRequest.Source;
import io.millrace.runner.protocol.ObservedState.FoundTable;
import io.millrace.runner.protocol.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/// What change streams need of MongoDB: a replica set or a sharded cluster, and the right to read.
/// Of a destination, whether it lets us in.
final class MongoInspection {

  private static final int MILLIS = 4_000;
  private static final int UNAUTHORIZED = 13;
  private static final int AUTHENTICATION_FAILED = 18;
  private static final int MOST = 1_000;
  private static final String LOG = "Look into the server's log for more.";

  private final String side;
  private final MongoEndpoint at;
  private final String password;
  private final List<Problem> problems;

  /// @param side for what is said of it: `source` or `destination`
  MongoInspection(String side, MongoEndpoint at, String password, List<Problem> problems) {
    this.side = side;
    this.at = at;
    this.password = password;
    this.problems = problems;
  }

  private interface Look {
    void at(MongoClient client);
  }

  private void look(Look look) {
    try (MongoClient client = MongoClients.create(settings())) {
      look.at(client);
    } catch (MongoException e) {
      unusable(e);
    } catch (IllegalArgumentException e) {
      problems.add(
          problem(
              "unusable",
              "The address is not one of MongoDB: " + Login.said(e) + ".",
              "Correct the connector's address."));
    }
  }

  void destination() {
    look(client -> client.getDatabase(at.database()).runCommand(new Document("ping", 1)));
  }

  void source(Source source, Map<TableName, List<Column>> found, List<FoundTable> listed) {
    look(client -> look(client, source, found, listed));
  }

  private void look(
      MongoClient client,
      Source source,
      Map<TableName, List<Column>> found,
      List<FoundTable> listed) {
    Document hello = client.getDatabase(at.database()).runCommand(new Document("hello", 1));
    if (!hello.containsKey("setName") && !"isdbgrid".equals(hello.getString("msg"))) {
      notReady(
          "no-replica-set",
          "It is a server on its own, and only replica sets and sharded clusters have change"
              + " streams.",
          "Start mongod with --replSet rs0, then in mongosh: rs.initiate();");
      return;
    }
    checkStream(client.getDatabase(at.database()));
    for (TableName collection : source.tables()) {
      look(client, collection, found);
    }
    if (source.listing()) {
      for (String name : client.getDatabase(at.database()).listCollectionNames()) {
        String qualified = at.database() + "." + name;
        if (listed.size() < MOST && TableName.parse(qualified).isPresent()) {
          listed.add(new FoundTable(qualified, true));
        }
      }
    }
  }

  private MongoClientSettings settings() {
    MongoClientSettings.Builder settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(at.uri()))
            .applicationName("millrace probe")
            .applyToSslSettings(tls -> tls.enabled(at.encrypted()))
            .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(MILLIS, MILLISECONDS))
            .applyToSocketSettings(
                socket ->
                    socket.connectTimeout(MILLIS, MILLISECONDS).readTimeout(MILLIS, MILLISECONDS));
    if (!at.username().isEmpty()) {
      settings.credential(
          MongoCredential.createCredential(at.username(), at.authSource(), password.toCharArray()));
    }
    return settings.build();
  }

  private void checkStream(MongoDatabase database) {
    ChangeStreamIterable<Document> stream = database.watch().maxAwaitTime(1, MILLISECONDS);
    try (var cursor = stream.cursor()) {
      cursor.tryNext();
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != UNAUTHORIZED) {
        throw e;
      }
      notReady(
          "changes-not-allowed",
          "The user " + at.username() + " may not read the changes of " + at.database() + ".",
          grant(at.database()));
    }
  }

  private void look(MongoClient client, TableName collection, Map<TableName, List<Column>> found) {
    List<String> names = new ArrayList<>();
    try {
      client.getDatabase(collection.schema()).listCollectionNames().into(names);
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != UNAUTHORIZED) {
        throw e;
      }
      notReady(
          "select-not-allowed",
          "The user " + at.username() + " may not read the database " + collection.schema() + ".",
          grant(collection.schema()));
      return;
    }
    if (names.contains(collection.table())) {
      found.put(collection, MongoEndpoint.COLUMNS);
    } else {
      notReady(
          "table-missing",
          "There is no collection " + collection.qualified() + ".",
          "Correct the pipeline's table (it is database.collection here), or make it: in mongosh,"
              + " use "
              + collection.schema()
              + "; db.createCollection('"
              + collection.table()
              + "');");
    }
  }

  private String grant(String database) {
    return "In mongosh: use "
        + at.authSource()
        + "; db.grantRolesToUser('"
        + at.username()
        + "', [{role: 'read', db: '"
        + database
        + "'}]);";
  }

  private void unusable(MongoException failure) {
    boolean refused =
        failure instanceof MongoSecurityException || failure.getCode() == AUTHENTICATION_FAILED;
    if (refused || failure.getCode() == UNAUTHORIZED) {
      problems.add(
          problem(
              "login-refused",
              refused
                  ? "MongoDB refused the user " + at.username() + " with this password."
                  : "MongoDB asks for a user.",
              "Give the connector the right user and password, and the database that knows them"
                  + " (authSource)."));
      return;
    }
    String said = String.valueOf(failure.getMessage());
    boolean unreached =
        failure instanceof MongoTimeoutException || failure instanceof MongoConfigurationException;
    problems.add(unreached ? unreached(said) : problem("unusable", Login.said(failure) + ".", LOG));
  }

  /// The driver tries all servers for a while, and says in words what it met.
  private Problem unreached(String said) {
    if (said.contains("UnknownHost") || said.contains("Failed looking up")) {
      return problem(
          "host-unknown",
          "No address is known for a host of " + at.address() + ".",
          "Correct the connector's address, or the name service of this machine.");
    }
    if (said.contains("Connection refused")) {
      return problem(
          "refused",
          "Nothing listens at " + at.address() + ".",
          "Start MongoDB there, correct the address, or let it listen on that address (bindIp).");
    }
    if (said.contains("SSL") || said.contains("certificat")) {
      return problem(
          "tls",
          "The TLS connection to " + at.address() + " failed.",
          "Check the server's certificate, or use another sslmode than " + at.sslMode() + ".");
    }
    return problem(
        "unreachable",
        at.address() + " did not answer in time.",
        "Check that no firewall stands between this machine and it, and that the replica set's"
            + " members can be reached by the names that they have in rs.conf().");
  }

  private void notReady(String code, String why, String nextStep) {
    problems.add(
        new Problem(
            "source-" + code,
            "The source " + at.address() + " is not ready.",
            why,
            nextStep,
            Instant.now()));
  }

  private Problem problem(String code, String why, String nextStep) {
    return new Problem(
        side + "-" + code,
        "The " + side + " " + at.address() + " cannot be used.",
        why,
        nextStep,
        Instant.now());
  }
}
