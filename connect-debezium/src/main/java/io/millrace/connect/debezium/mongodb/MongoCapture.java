package io.millrace.connect.debezium.mongodb;

import io.millrace.connect.debezium.CaptureConnector;

/// Captures the changes of MongoDB.
public final class MongoCapture extends CaptureConnector {

  public MongoCapture() {
    super("io.debezium.connector.mongodb.MongoDbConnector");
  }
}
