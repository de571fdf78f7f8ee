package io.millrace.runner.protocol;

import java.util.List;

/// A versioned bill of materials: everything that a data plane runs, by digest. Its document is
/// JSON with these very field names; a DesiredState names it by the SHA-256 of the document's
/// bytes.
public record Release(String version, String channel, List<ReleaseComponent> components) {

  public Release {
    components = List.copyOf(components);
  }

  /// `kind` is `process` or, on Kubernetes, `helm`. The order of `artifacts` is the class path's.
  public record ReleaseComponent(
      String name, String version, String kind, List<Artifact> artifacts) {
    public ReleaseComponent {
      artifacts = List.copyOf(artifacts);
    }
  }

  /// One file. `purl` is a package URL (github.com/package-url/purl-spec), such as
  /// `pkg:maven/org.apache.kafka/kafka_2.13@4.3.1` with `?type=` and `classifier=` where they are
  /// not `jar` and none; `sha256` is hex, `size` bytes, `licence` an SPDX expression.
  public record Artifact(String purl, String sha256, long size, String licence) {}
}
