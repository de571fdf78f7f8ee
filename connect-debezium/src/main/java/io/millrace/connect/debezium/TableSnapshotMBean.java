package io.millrace.connect.debezium;

/// How far a source is with reading tables again, as numbers: no name leaves.
public interface TableSnapshotMBean {

  /// Which wish it is about, see [SnapshotWish]; 0 for none.
  long getAt();

  long getTables();

  long getTablesLeft();

  long getRows();

  /// Tables that could not be read.
  long getSkipped();

  boolean isCancelled();

  /// NaN while it cannot be told.
  double getPercent();

  /// Whether the source is past its initial snapshot, with a position to go on from: only then can
  /// tables be read again.
  boolean isStreaming();
}
