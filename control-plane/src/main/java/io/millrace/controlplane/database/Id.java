package io.millrace.controlplane.database;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Locale;

/// Ids of rows: random, and with a prefix that says of what (`ins_…`).
public final class Id {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BITS = 100;
  private static final int BASE_32 = 32;
  private static final int LENGTH = 20;

  private Id() {}

  public static String next(String prefix) {
    String digits = new BigInteger(BITS, RANDOM).toString(BASE_32).toLowerCase(Locale.ROOT);
    return prefix + "_" + "0".repeat(LENGTH - digits.length()) + digits;
  }
}
