package io.millrace.connect.store;

import org.apache.kafka.connect.errors.ConnectException;

/// A store cannot be written to now. The message is told to people: it holds no value of a row, and
/// goes on after `does not work: `.
public final class StoreAwayException extends ConnectException {

  StoreAwayException(String why, Throwable cause) {
    super(why, cause);
  }

  StoreAwayException(String why) {
    super(why);
  }
}
