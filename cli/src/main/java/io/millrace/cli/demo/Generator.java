package io.millrace.cli.demo;

import io.millrace.cli.home.Settings.Database;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/// A shop: orders are placed (60 %), change their status (30 %) and are deleted (10 %), at a rate.
/// It keeps trying while the database is away.
public final class Generator {

  private static final String[] STATUSES = {"new", "paid", "packed", "shipped", "returned"};
  private static final String[] COUNTRIES = {"DE", "FR", "NL", "PL", "US", "JP", "BR"};
  private static final String[] CUSTOMERS = {
    "Ada", "Grace", "Linus", "Margaret", "Edsger", "Barbara", "Łukasz", "Søren", "Zoë 🚀"
  };
  private static final long TICK_MILLIS = 50;
  private static final double INSERTED = 0.6;
  private static final double UPDATED = 0.9;

  private final Database shop;
  private final DoubleSupplier rate;
  private final Random random = new Random(42);
  private final AtomicLong changes = new AtomicLong();

  /// @param rate changes per second, asked again and again; 0 is a pause
  public Generator(Database shop, DoubleSupplier rate) {
    this.shop = shop;
    this.rate = rate;
  }

  /// Changes made by this life of the generator.
  public long changes() {
    return changes.get();
  }

  public void run() throws InterruptedException {
    while (true) {
      try (Connection connection = DemoDatabase.connect(shop)) {
        generate(connection);
      } catch (SQLException e) {
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
  }

  private void generate(Connection connection) throws SQLException, InterruptedException {
    connection.setAutoCommit(false);
    double owed = 0;
    long last = System.nanoTime();
    while (true) {
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      long now = System.nanoTime();
      owed += rate.getAsDouble() * (now - last) / 1e9;
      last = now;
      int due = (int) owed;
      owed -= due;
      for (int i = 0; i < due; i++) {
        change(connection);
      }
      if (due > 0) {
        connection.commit();
        changes.addAndGet(due);
      }
    }
  }

  private void change(Connection connection) throws SQLException {
    double kind = random.nextDouble();
    if (kind < INSERTED) {
      insert(connection);
    } else if (kind < UPDATED) {
      changeOne(
          connection,
          "UPDATE public.orders SET status = '"
              + pick(STATUSES)
              + "', updated_at = clock_timestamp() WHERE id = ");
    } else {
      changeOne(connection, "DELETE FROM public.orders WHERE id = ");
    }
  }

  private void insert(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO public.orders (customer, status, amount, country, created_at, updated_at)
            VALUES (?, 'new', ?, ?, clock_timestamp(), clock_timestamp())
            """)) {
      statement.setString(1, pick(CUSTOMERS));
      statement.setBigDecimal(2, BigDecimal.valueOf(random.nextInt(100_000), 2));
      statement.setString(3, random.nextInt(10) == 0 ? null : pick(COUNTRIES));
      statement.executeUpdate();
    }
  }

  /// Of the newest thousand orders, one at random: the old ones stay, so the table grows slowly.
  private void changeOne(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            sql
                + "(SELECT id FROM public.orders WHERE id >= (SELECT coalesce(max(id), 0) - ? FROM"
                + " public.orders) ORDER BY id LIMIT 1)")) {
      statement.setInt(1, random.nextInt(1_000));
      statement.executeUpdate();
    }
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
