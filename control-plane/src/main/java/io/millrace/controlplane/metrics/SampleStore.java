package io.millrace.controlplane.metrics;

import io.millrace.controlplane.database.Database;
import io.millrace.controlplane.database.Row;
import io.millrace.controlplane.database.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The samples in the database. They are written for all installs at once, by the system.
@ApplicationScoped
class SampleStore {

  /// What makes a longer step of the fine ones in it.
  private static final String MERGED =
      """
      sum(measurements)::bigint as measurements,
      sum(records_per_second * measurements) / sum(measurements) as records_per_second,
      max(peak_records_per_second) as peak_records_per_second,
      sum(lag_records * measurements) / sum(measurements) as lag_records,
      max(peak_lag_records) as peak_lag_records,
      percentile_cont(0.5) within group (order by latency_millis) as latency_millis,
      max(peak_latency_millis) as peak_latency_millis,
      sum(errors)::bigint as errors
      """;

  private final Database database;

  SampleStore(Database database) {
    this.database = database;
  }

  record Measured(String installId, String pipeline, Sample sample) {}

  /// Writes fine samples in one statement; of pipelines that there are.
  void add(List<Measured> all) {
    database.asSystem(
        transaction ->
            transaction.update(
                """
                insert into pipeline_samples (install_id, organization_id, pipeline, step_seconds,
                  starts_at, measurements, records_per_second, peak_records_per_second, lag_records,
                  peak_lag_records, latency_millis, peak_latency_millis, errors)
                select p.install_id, p.organization_id, p.name, ?, to_timestamp(s.starts_at),
                  s.measurements, s.rate, s.peak_rate, s.lag, s.peak_lag, s.latency, s.peak_latency,
                  s.errors
                from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::float8[], ?::float8[],
                    ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::bigint[])
                  as s (install_id, pipeline, starts_at, measurements, rate, peak_rate, lag, peak_lag,
                    latency, peak_latency, errors)
                join pipelines p on p.install_id = s.install_id and p.name = s.pipeline
                on conflict do nothing
                """,
                Step.FINE.seconds,
                all.stream().map(Measured::installId).toArray(String[]::new),
                all.stream().map(Measured::pipeline).toArray(String[]::new),
                longs(all, sample -> sample.startsAt().getEpochSecond()),
                longs(all, Sample::measurements),
                doubles(all, Sample::recordsPerSecond),
                doubles(all, Sample::peakRecordsPerSecond),
                doubles(all, Sample::lagRecords),
                doubles(all, Sample::peakLagRecords),
                doubles(all, Sample::latencyMillis),
                doubles(all, Sample::peakLatencyMillis),
                longs(all, Sample::errors)));
  }

  /// Makes the longer steps that begin in this span; those that are there stay.
  void merge(Step step, Instant from, Instant to) {
    database.asSystem(
        transaction ->
            transaction.update(
                """
                insert into pipeline_samples (install_id, organization_id, pipeline, step_seconds,
                  starts_at, measurements, records_per_second, peak_records_per_second, lag_records,
                  peak_lag_records, latency_millis, peak_latency_millis, errors)
                select install_id, organization_id, pipeline, ?,
                  date_bin(? * interval '1 second', starts_at, 'epoch') as begins, %s
                from pipeline_samples
                where step_seconds = ? and starts_at >= ? and starts_at < ?
                group by install_id, organization_id, pipeline, begins
                on conflict do nothing
                """
                    .formatted(MERGED),
                step.seconds,
                step.seconds,
                Step.FINE.seconds,
                from,
                to));
  }

  void forget(Step step, Instant before) {
    database.asSystem(
        transaction ->
            transaction.update(
                "delete from pipeline_samples where step_seconds = ? and starts_at < ?",
                step.seconds,
                before));
  }

  /// Oldest first. What is not yet in a sample of its step is merged for the answer.
  List<Sample> list(
      String organizationId, String installId, String pipeline, Step step, Instant from) {
    return database.inOrganization(
        organizationId,
        transaction -> {
          List<Sample> samples =
              new ArrayList<>(
                  transaction.list(
                      """
                      select * from pipeline_samples
                      where install_id = ? and pipeline = ? and step_seconds = ? and starts_at >= ?
                      order by starts_at
                      """,
                      SampleStore::read,
                      installId,
                      pipeline,
                      step.seconds,
                      from));
          if (step != Step.FINE) {
            Instant after =
                samples.isEmpty() ? from : samples.getLast().startsAt().plusSeconds(step.seconds);
            samples.addAll(merged(transaction, installId, pipeline, step, after));
          }
          return samples;
        });
  }

  private static List<Sample> merged(
      Transaction transaction, String installId, String pipeline, Step step, Instant from) {
    return transaction.list(
        """
        select date_bin(? * interval '1 second', starts_at, 'epoch') as starts_at, %s
        from pipeline_samples
        where install_id = ? and pipeline = ? and step_seconds = ? and starts_at >= ?
        group by 1 order by 1
        """
            .formatted(MERGED),
        SampleStore::read,
        step.seconds,
        installId,
        pipeline,
        Step.FINE.seconds,
        from);
  }

  private static Sample read(Row row) {
    return new Sample(
        row.instant("starts_at"),
        row.number("measurements"),
        row.decimal("records_per_second"),
        row.decimal("peak_records_per_second"),
        row.decimal("lag_records"),
        row.decimal("peak_lag_records"),
        row.optionalDecimal("latency_millis").orElse(null),
        row.optionalDecimal("peak_latency_millis").orElse(null),
        row.number("errors"));
  }

  private static Long[] longs(List<Measured> all, Function<Sample, Long> figure) {
    return all.stream().map(Measured::sample).map(figure).toArray(Long[]::new);
  }

  private static @Nullable Double[] doubles(
      List<Measured> all, Function<Sample, @Nullable Double> figure) {
    @Nullable Double[] values = new @Nullable Double[all.size()];
    for (int index = 0; index < values.length; index++) {
      values[index] = figure.apply(all.get(index).sample());
    }
    return values;
  }
}
