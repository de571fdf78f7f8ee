package io.millrace.runner.reconcile;

import io.millrace.runner.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The room that is left where the runner and the data plane keep their state.
///
/// @param needed in bytes; with less, parts begin to fail
public record DiskSpace(Path folder, long needed) {

  private static final long MEBIBYTE = 1 << 20;

  void look(Problems problems) {
    try {
      if (Files.getFileStore(folder).getUsableSpace() >= needed) {
        problems.clear("disk-full");
        return;
      }
      problems.raise(
          "disk-full",
          "The disk of " + folder + " is full",
          "Less than " + needed / MEBIBYTE + " MiB are free, and parts fail when they cannot write",
          "Free some space there, or give it a larger disk; what has stopped starts again by itself");
    } catch (IOException e) {
      // A folder that is gone is noticed by all who use it.
    }
  }
}
