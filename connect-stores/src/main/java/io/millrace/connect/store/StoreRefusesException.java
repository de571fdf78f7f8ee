package io.millrace.connect.store;

import org.apache.kafka.connect.errors.ConnectException;

/// A store will not be written to until somebody does something. As for [StoreAwayException], the
/// message is told to people.
public final class StoreRefusesException extends ConnectException {

  StoreRefusesException(String why) {
    super(why);
  }
}
