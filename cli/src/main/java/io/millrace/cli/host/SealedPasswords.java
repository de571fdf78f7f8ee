package io.millrace.cli.host;

import io.millrace.cli.home.Home;
import io.millrace.cli.home.PrivateJson;
import io.millrace.runner.protocol.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which password was last sealed for a connector, by digest: what is sealed cannot be compared.
final class SealedPasswords {

  private SealedPasswords() {}

  static boolean same(Home home, String connector, String password) throws IOException {
    Path file = file(home, connector);
    return Files.exists(file) && Files.readString(file).equals(digest(connector, password));
  }

  static void remember(Home home, String connector, String password) throws IOException {
    PrivateJson.writeText(file(home, connector), digest(connector, password));
  }

  private static Path file(Home home, String connector) {
    return home.run().resolve("sealed-" + connector);
  }

  private static String digest(String connector, String password) {
    return Digest.of((connector + "\0" + password).getBytes(StandardCharsets.UTF_8));
  }
}
