package io.millrace.controlplane.database;

/// What is to be done in one transaction. An exception rolls it back.
@FunctionalInterface
public interface Work<T> {
  T run(Transaction transaction);
}
