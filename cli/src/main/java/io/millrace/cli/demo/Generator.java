package io.millrace.cli.demo;

import io.millrace.cli.home.Settings.Database;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/// A shop: orders are placed (60 %), change their status (30 %) and are deleted (10 %), at a rate.
final class Generator {

  private static final String[] STATUSES = {"paid", "packed", "shipped", "returned"};
  private static final String[] COUNTRIES = {"DE", "FR", "NL", "PL", "US", "JP", "BR"};
  private static final String[] CUSTOMERS = {
    "Ada", "Grace", "Linus", "Margaret", "Edsger", "Barbara", "Łukasz", "Søren", "Zoë 🚀"
  };
  private static final long TICK_MILLIS = 50;
  private static final double MOST_BEHIND_SECONDS = 1;
  private static final double INSERTED = 0.6;
  private static final double UPDATED = 0.9;
  private static final int RECENT = 1_000;
  private static final int MOST_CENTS = 100_000;

  private static final String INSERT =
      """
      INSERT INTO public.orders (customer, status, amount, country, created_at, updated_at)
      VALUES (?, 'new', ?, ?, clock_timestamp(), clock_timestamp())
      """;

  /// Of the recent orders one at random; the old ones stay, so the table grows slowly.
  private static final String ONE =
      """
      (SELECT id FROM public.orders
        WHERE id >= (SELECT coalesce(max(id), 0) - ? FROM public.orders) ORDER BY id LIMIT 1)
      """;

  private static final String UPDATE =
      "UPDATE public.orders SET status = ?, updated_at = clock_timestamp() WHERE id = " + ONE;
  private static final String DELETE = "DELETE FROM public.orders WHERE id = " + ONE;

  private final DoubleSupplier rate;
  private final Random random;
  private final AtomicLong changes = new AtomicLong();

  /// @param rate changes per second, asked again and again; 0 is a pause
  Generator(long seed, DoubleSupplier rate) {
    this.random = new Random(seed);
    this.rate = rate;
  }

  long changes() {
    return changes.get();
  }

  /// Returns when it is not wanted any more.
  ///
  /// @throws SQLException when the database goes away; then run it again
  void run(Database shop, BooleanSupplier wanted) throws SQLException, InterruptedException {
    try (Connection connection = DemoDatabase.connect(shop);
        PreparedStatement insert = connection.prepareStatement(INSERT);
        PreparedStatement update = connection.prepareStatement(UPDATE);
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      connection.setAutoCommit(false);
      double owed = 1;
      long last = System.nanoTime();
      while (wanted.getAsBoolean()) {
        long now = System.nanoTime();
        double seconds = Math.min((now - last) / 1e9, MOST_BEHIND_SECONDS);
        owed = rate.getAsDouble() == 0 ? 0 : owed + rate.getAsDouble() * seconds;
        last = now;
        int due = (int) owed;
        owed -= due;
        for (int i = 0; i < due; i++) {
          change(insert, update, delete);
        }
        if (due > 0) {
          connection.commit();
          changes.addAndGet(due);
        }
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      }
    }
  }

  private void change(PreparedStatement insert, PreparedStatement update, PreparedStatement delete)
      throws SQLException {
    double kind = changes.get() == 0 ? 0 : random.nextDouble();
    if (kind < INSERTED) {
      insert.setString(1, pick(CUSTOMERS));
      insert.setBigDecimal(2, BigDecimal.valueOf(random.nextInt(MOST_CENTS), 2));
      insert.setString(3, random.nextInt(10) == 0 ? null : pick(COUNTRIES));
      insert.executeUpdate();
    } else if (kind < UPDATED) {
      update.setString(1, pick(STATUSES));
      update.setInt(2, random.nextInt(RECENT));
      update.executeUpdate();
    } else {
      delete.setInt(1, random.nextInt(RECENT));
      delete.executeUpdate();
    }
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
