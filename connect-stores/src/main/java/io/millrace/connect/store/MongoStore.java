package io.millrace.connect.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.millrace.connect.deadletters.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/// A row is a document of its columns, whose `_id` is the row's key; a deleted one is not there,
/// or, softly, is marked.
final class MongoStore implements Store {

  private static final String ID = "_id";
  private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
  private static final int LARGEST_DOCUMENT = 16 * 1024 * 1024;
  private static final String TOO_LARGE = "it is too large for MongoDB";
  private static final int SECONDS = 30;
  private static final int UNAUTHORIZED = 13;
  private static final int AUTHENTICATION_FAILED = 18;

  /// What MongoDB says of a document, and not of itself.
  private static final Map<Integer, String> REFUSALS =
      Map.of(
          2, "it holds a value that MongoDB does not take",
          52, "a column's name begins with a dollar",
          121, "it breaks the collection's validation",
          10_334, TOO_LARGE,
          11_000, "it breaks a unique index",
          17_280, "a value is too large for an index");

  private final MongoClient client;
  private final MongoDatabase database;
  private final Deletes deletes;
  private final int batchRows;

  private MongoStore(MongoClient client, StoreSettings settings) {
    this.client = client;
    database =
        client
            .getDatabase(settings.text("database"))
            .withWriteConcern(WriteConcern.MAJORITY.withWTimeout(SECONDS, TimeUnit.SECONDS));
    deletes = settings.deletes();
    batchRows = settings.number("batchRows");
  }

  static MongoStore open(StoreSettings settings) {
    try {
      MongoClientSettings.Builder mongo =
          MongoClientSettings.builder()
              .applicationName("millrace")
              .applyToClusterSettings(
                  cluster -> cluster.serverSelectionTimeout(SECONDS, TimeUnit.SECONDS))
              .applyToSocketSettings(
                  socket ->
                      socket
                          .connectTimeout(SECONDS, TimeUnit.SECONDS)
                          .readTimeout(2 * SECONDS, TimeUnit.SECONDS))
              .applyConnectionString(new ConnectionString(settings.text("uri")))
              .applyToSslSettings(tls -> tls.enabled(!settings.text("sslmode").equals("disable")));
      String user = settings.text("username");
      if (!user.isEmpty()) {
        mongo.credential(
            MongoCredential.createCredential(
                user, settings.text("authSource"), settings.secret("password").toCharArray()));
      }
      return new MongoStore(MongoClients.create(mongo.build()), settings);
    } catch (IllegalArgumentException e) {
      throw new StoreRefusesException("its address is not one of MongoDB");
    }
  }

  @Override
  public Map<Integer, Refusal> write(List<StoredRow> rows) {
    Map<Integer, Refusal> refused = new HashMap<>();
    Map<String, List<Change>> changes = new LinkedHashMap<>();
    for (int position = 0; position < rows.size(); position++) {
      StoredRow row = rows.get(position);
      WriteModel<RawBsonDocument> model = model(row);
      if (model instanceof ReplaceOneModel<RawBsonDocument> replace
          && replace.getReplacement().getByteBuffer().remaining() > LARGEST_DOCUMENT) {
        refused.put(position, new Refusal(TOO_LARGE, ""));
      } else {
        changes
            .computeIfAbsent(row.collection(), _ -> new ArrayList<>())
            .add(new Change(position, model));
      }
    }
    try {
      changes.forEach((collection, those) -> write(collection, those, refused));
    } catch (MongoException e) {
      throw trouble(e);
    }
    return refused;
  }

  /// @param position among the rows that are written together
  private record Change(int position, WriteModel<RawBsonDocument> model) {}

  private void write(String name, List<Change> changes, Map<Integer, Refusal> refused) {
    MongoCollection<RawBsonDocument> collection =
        database.getCollection(name, RawBsonDocument.class);
    int from = 0;
    while (from < changes.size()) {
      List<Change> batch = changes.subList(from, Math.min(changes.size(), from + batchRows));
      try {
        collection.bulkWrite(batch.stream().map(Change::model).toList());
        from += batch.size();
      } catch (MongoBulkWriteException e) {
        // Those before it are written, and those after it are not.
        BulkWriteError first = e.getWriteErrors().stream().findFirst().orElseThrow(() -> e);
        String why = REFUSALS.get(first.getCode());
        if (why == null) {
          throw trouble(first.getCode());
        }
        refused.put(batch.get(first.getIndex()).position(), new Refusal(why, first.getMessage()));
        from += first.getIndex() + 1;
      }
    }
  }

  private WriteModel<RawBsonDocument> model(StoredRow row) {
    BsonDocument found = new BsonDocument(ID, id(row));
    if (row.row() != null) {
      BsonDocument document = found.clone();
      RowBson.of(row.row())
          .forEach(
              (column, value) -> {
                if (column.equals(ID) && !value.equals(found.get(ID))) {
                  throw new StoreRefusesException("a table's column _id is not its key");
                }
                document.put(column, value);
              });
      if (deletes == Deletes.SOFT) {
        document.put(RowJson.DELETED, BsonBoolean.FALSE);
      }
      return new ReplaceOneModel<>(
          found, new RawBsonDocument(document, CODEC), new ReplaceOptions().upsert(true));
    }
    if (deletes == Deletes.SOFT) {
      BsonDocument marks = RowBson.of(row.key());
      marks.remove(ID);
      marks.put(RowJson.DELETED, BsonBoolean.TRUE);
      return new UpdateOneModel<>(
          found, new BsonDocument("$set", marks), new UpdateOptions().upsert(true));
    }
    return new DeleteOneModel<>(found);
  }

  /// The key's value, or all of them where it has several.
  private static BsonValue id(StoredRow row) {
    BsonDocument key = RowBson.of(row.key());
    return key.size() == 1 ? key.values().iterator().next() : key;
  }

  private static RuntimeException trouble(MongoException failure) {
    return switch (failure) {
      case MongoSecurityException _ -> trouble(AUTHENTICATION_FAILED);
      case MongoTimeoutException _ ->
          new StoreAwayException("none of its servers takes writes, or can be reached", failure);
      case MongoSocketException _ -> new StoreAwayException("the connection to it broke", failure);
      case MongoNotPrimaryException _, MongoNodeIsRecoveringException _ ->
          new StoreAwayException("it is choosing another primary", failure);
      default -> trouble(failure.getCode());
    };
  }

  private static RuntimeException trouble(int code) {
    return switch (code) {
      case AUTHENTICATION_FAILED ->
          new StoreRefusesException("it does not let the user in with this password");
      case UNAUTHORIZED -> new StoreRefusesException("the user may not write there");
      default -> new StoreAwayException("it answers with the error " + code);
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
