package io.millrace.dataplane.pipeline;

/// Keeps the rows of a preview's sample where only people inside the install can read them.
@FunctionalInterface
public interface PreviewRows {

  /// @param preview its id
  /// @param json the rows, an array of objects
  void keep(String preview, String json);
}
