package io.millrace.connect.transform;

/// What rows of a topic look like, as numbers: enough to see that it changed, and no name leaves.
public interface RowShapeMBean {

  /// Of the columns' names, in alphabetical order.
  long getNames();

  /// Of names and types.
  long getTypes();
}
