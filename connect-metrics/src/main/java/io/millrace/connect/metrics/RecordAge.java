package io.millrace.connect.metrics;

import java.util.concurrent.TimeUnit;

/// Two windows of a second each: the full one before and the one being filled.
final class RecordAge implements RecordAgeMBean {

  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long windowStart;
  private long count;
  private long sum;
  private long max;
  private long previousCount;
  private long previousSum;
  private long previousMax;
  private long last;
  private boolean any;

  synchronized void record(long ageMillis, long nowNanos) {
    turn(nowNanos);
    long age = Math.max(0, ageMillis);
    count++;
    sum += age;
    max = Math.max(max, age);
    last = nowNanos;
    any = true;
  }

  private void turn(long nowNanos) {
    if (any && nowNanos - windowStart < WINDOW_NANOS) {
      return;
    }
    boolean adjacent = any && nowNanos - windowStart < 2 * WINDOW_NANOS;
    previousCount = adjacent ? count : 0;
    previousSum = adjacent ? sum : 0;
    previousMax = adjacent ? max : 0;
    count = 0;
    sum = 0;
    max = 0;
    windowStart = nowNanos;
  }

  @Override
  public double getAverageMillis() {
    return average(System.nanoTime());
  }

  synchronized double average(long nowNanos) {
    if (any) {
      turn(nowNanos);
    }
    long records = count + previousCount;
    return records == 0 ? Double.NaN : (double) (sum + previousSum) / records;
  }

  @Override
  public synchronized double getMaxMillis() {
    if (any) {
      turn(System.nanoTime());
    }
    return count + previousCount == 0 ? Double.NaN : (double) Math.max(max, previousMax);
  }

  @Override
  public synchronized double getSinceLastMillis() {
    return any ? (System.nanoTime() - last) / 1e6 : Double.NaN;
  }
}
