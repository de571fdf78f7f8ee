package io.millrace.system.rig;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/// Ranges of ports that no other tests on this machine take, this run's or another's. All are below
/// the ports that outgoing connections take, one of which could be in the way.
final class Ports {

  private static final int FIRST = 12_000;

  /// No two of Millrace's standard ports are a multiple of it apart.
  private static final int STEP = 130;

  private static final int EACH = 24 * STEP;
  private static final int MOST = 3;

  private static final AtomicInteger NEXT = new AtomicInteger(FIRST + claim() * EACH);

  private Ports() {}

  /// What a Millrace of its own adds to each port.
  static int nextOffset() {
    return NEXT.getAndAdd(STEP);
  }

  /// Held by a lock until this process ends, however it does.
  private static int claim() {
    for (int number = 0; number < MOST; number++) {
      Path file =
          Path.of(System.getProperty("java.io.tmpdir"), "millrace-st-ports-" + number + ".lock");
      try {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() != null) {
          return number;
        }
        channel.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException(MOST + " runs of the system tests are under way already");
  }
}
