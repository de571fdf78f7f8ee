package io.millrace.artifacts;

import io.millrace.runner.protocol.Release.Artifact;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;

/// How fetching an artifact ended.
sealed interface Outcome {

  record Fetched() implements Outcome {}

  /// For people, with a stable code.
  record Failed(String code, String what, String why, String nextStep) implements Outcome {

    static Failed differs(Artifact artifact, Path found, String actual) {
      return new Failed(
          "artifact-corrupted",
          artifact.fileName() + " is refused",
          "The file "
              + found
              + " has the SHA-256 "
              + actual
              + ", and the release says "
              + artifact.sha256(),
          "Delete "
              + found.getParent()
              + " and try again. If it differs again, the repository or a"
              + " proxy on the way serves another file than was released: do not use it");
    }

    static Failed notResolved(Artifact artifact, ArtifactResolutionException e) {
      boolean absent =
          e.getResults().stream()
              .flatMap(result -> result.getExceptions().stream())
              .allMatch(cause -> cause instanceof ArtifactNotFoundException);
      return absent
          ? new Failed(
              "artifact-not-found",
              artifact.fileName() + " cannot be fetched",
              "None of the Maven repositories of this machine has it: " + e.getMessage(),
              "Let your mirror serve " + artifact.purl() + ", or check ~/.m2/settings.xml")
          : new Failed(
              "no-network",
              artifact.fileName() + " cannot be fetched",
              String.valueOf(e.getMessage()),
              "Check the network, and mirrors and proxies in ~/.m2/settings.xml. It is tried again"
                  + " by itself");
    }

    static Failed disk(Artifact artifact, FileSystemException e) {
      return new Failed(
          "disk-full",
          artifact.fileName() + " cannot be written",
          e.getReason() == null
              ? String.valueOf(e.getMessage())
              : e.getFile() + ": " + e.getReason(),
          "Free some space, or point MILLRACE_CACHE to another disk. It is tried again by itself");
    }

    static Failed unreadable(Artifact artifact, java.io.IOException e) {
      return new Failed(
          "artifact-unreadable",
          artifact.fileName() + " cannot be read or unpacked",
          String.valueOf(e.getMessage()),
          "Check free disk space. It is tried again by itself");
    }
  }
}
