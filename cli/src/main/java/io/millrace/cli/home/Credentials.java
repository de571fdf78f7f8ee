package io.millrace.cli.home;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;

/// What this Millrace's parts know one another by; made once.
public record Credentials(
    String apiKey, String databasePassword, String demoPassword, String demoUserPassword) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /// @param fresh whether they were made by this call
  public record Opened(Credentials credentials, boolean fresh) {}

  public static Opened open(Home home) throws IOException {
    Optional<Credentials> known = PrivateJson.read(home.credentials(), Credentials.class);
    if (known.isPresent()) {
      return new Opened(known.get(), false);
    }
    Credentials made =
        new Credentials(
            "mr_" + random(60) + "_" + random(160), random(128), random(128), random(128));
    PrivateJson.write(home.credentials(), made);
    return new Opened(made, true);
  }

  private static String random(int bits) {
    return new BigInteger(bits, RANDOM).setBit(bits - 1).toString(36);
  }
}
