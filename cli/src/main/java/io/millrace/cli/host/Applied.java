package io.millrace.cli.host;

import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.runner.protocol.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What of the settings has been brought to the control plane, by digest. It is brought there once,
/// and again when the settings change: what somebody changes there afterwards stays.
record Applied(Path file, String digest) {

  /// @param what all that the control plane is told of it, and where
  static Applied of(Home home, String name, Object... what) throws IOException {
    return new Applied(
        home.run().resolve("applied-" + name), Digest.of(PrivateJson.JSON.writeValueAsBytes(what)));
  }

  boolean already() throws IOException {
    return Files.exists(file) && Files.readString(file).equals(digest);
  }

  void remember() throws IOException {
    PrivateJson.writeText(file, digest);
  }
}
