package io.millrace.connect.store;

/// What a deleted row does to the store.
enum Deletes {
  HARD,
  /// The row stays, and is marked.
  SOFT,
  IGNORE
}
