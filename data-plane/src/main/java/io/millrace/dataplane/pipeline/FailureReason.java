package io.millrace.dataplane.pipeline;

import io.millrace.dataplane.flink.SqlGatewayClient;
import io.millrace.dataplane.http.ServiceException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads a stack trace for people. Only sentences that are known to hold no data get through:
/// messages of databases and converters quote values, so what is unknown is named by its class.
final class FailureReason {

  private static final Pattern CAUSE =
      Pattern.compile("(?m)^(?:Caused by: )?([\\w.$]+(?:Exception|Error|Failure))(?::|$)");
  private static final Pattern DATABASE =
      Pattern.compile("(?m)^Caused by: [\\w.]*PSQLException: (?:ERROR|FATAL): (.*)$");
  private static final Pattern STORE_AWAY =
      Pattern.compile(
          "(?m)^(?:Caused by: )?io\\.millrace\\.connect\\.store\\.StoreAwayException: (.*)$");
  private static final Pattern STORE_REFUSES =
      Pattern.compile(
          "(?m)^(?:Caused by: )?io\\.millrace\\.connect\\.store\\.StoreRefusesException: (.*)$");
  private static final int LONGEST = 300;

  /// `needle` is looked for in the trace without regard to case.
  private record Known(String needle, String reason, String nextStep, boolean passing) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "no space left on device",
              "its disk is full.",
              "Free or add disk space there; the pipeline goes on by itself.",
              true),
          new Known(
              "recordtoolargeexception",
              "a row of it is larger than 16 MiB, which is the most that Kafka takes here.",
              "Make the row smaller, or leave its table out of the pipeline.",
              false),
          new Known(
              "password authentication failed",
              "it refuses the password.",
              "Give the connector the right password.",
              false),
          new Known(
              "login failed for user",
              "it refuses the password.",
              "Give the connector the right password.",
              false),
          new Known(
              "ora-01017",
              "it refuses the password.",
              "Give the connector the right password.",
              false),
          new Known(
              "exception authenticating mongocredential",
              "it refuses the password.",
              "Give the connector the right password.",
              false),
          new Known(
              "none of the log files contain",
              "the log that it needs is gone.",
              "Delete the pipeline and create it again: it then reads the tables anew. Keep archived"
                  + " logs for longer so that it does not come again.",
              false),
          new Known(
              "resume of change stream was not possible",
              "the part of its oplog that it needs is gone.",
              "Delete the pipeline and create it again: it then reads the collections anew. Make the"
                  + " oplog larger so that it does not come again.",
              false),
          new Known("ora-12541", "it does not accept connections.", "Start it again.", true),
          new Known("ora-12514", "its listener does not know the service.", "Start it.", true),
          new Known(
              "is active for pid",
              "its replication slot is still held by an earlier connection.",
              "",
              true),
          new Known(
              "can no longer get changes from replication slot",
              "its replication slot was invalidated, as the log it needs is gone.",
              "Delete the pipeline and create it again: it then reads the tables anew. Raise"
                  + " max_slot_wal_keep_size so that it does not come again.",
              false),
          new Known(
              "all replication slots are in use",
              "all its replication slots are taken.",
              "Raise max_replication_slots, or drop a slot that nobody reads.",
              false),
          new Known(
              "could not find table",
              "the table is gone.",
              "Make the table again, or delete the pipeline and create it again to fill it anew.",
              false),
          new Known(
              "schema evolution is disabled",
              "the rows bring a column that its table does not have.",
              "Add the column that was added in the source to the destination's table.",
              false),
          new Known(
              "so the rows are not at fault",
              "it has refused 10,000 rows, so the rows are not at fault.",
              "Mend the destination, then replay or discard the dead letters.",
              false),
          new Known(
              "org.apache.kafka.common.errors.timeoutexception",
              "Kafka did not answer in time.",
              "",
              true),
          new Known(
              "unknownhostexception",
              "no address is known for its host.",
              "Check the connector's hostname and the name service.",
              true),
          new Known(
              "connection refused", "it does not accept connections.", "Start it again.", true),
          new Known("connection to", "it does not accept connections.", "Start it again.", true),
          new Known(
              "terminating connection due to",
              "it closed the connection, as it was stopped or its administrator ended it.",
              "",
              true),
          new Known("the database system is", "it is starting or shutting down.", "", true),
          new Known("an i/o error occurred", "the connection to it broke.", "", true),
          new Known("database connection failed", "the connection to it broke.", "", true),
          new Known("unable to acquire jdbc connection", "it cannot be reached.", "", true),
          new Known("this connection has been closed", "the connection to it broke.", "", true),
          new Known("connection reset", "the connection to it broke.", "", true),
          new Known(
              "remaining connection slots are reserved",
              "it has no connection left.",
              "Raise max_connections there.",
              true));

  private FailureReason() {}

  /// @param subject begins the sentence, such as `The destination db:5432/shop`
  static Trouble of(String subject, String trace) {
    String lower = causes(trace);
    if (trace.contains("io.apicurio") && lower.contains("connect")) {
      return new Trouble("The schema registry did not answer, so records wait.", "", true);
    }
    Optional<Trouble> store = store(subject, trace);
    if (store.isPresent()) {
      return store.get();
    }
    for (Known known : KNOWN) {
      if (lower.contains(known.needle())) {
        return new Trouble(
            subject + " does not work: " + known.reason(), known.nextStep(), known.passing());
      }
    }
    return database(subject, trace);
  }

  /// Our own sinks say themselves what is wrong, without values.
  private static Optional<Trouble> store(String subject, String trace) {
    String away = last(STORE_AWAY, trace);
    String refuses = last(STORE_REFUSES, trace);
    if (away.isEmpty() && refuses.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        refuses.isEmpty()
            ? new Trouble(subject + " does not work: " + away + ".", "", true)
            : new Trouble(
                subject + " does not work: " + refuses + ".",
                "Mend it there or in the connector; the pipeline goes on by itself.",
                false));
  }

  /// The lines that name an exception, without those that quote a statement and with it values.
  private static String causes(String trace) {
    return trace
        .lines()
        .filter(line -> !line.startsWith("\t"))
        .filter(line -> !line.contains("Batch entry") && !line.contains("Error executing work"))
        .collect(Collectors.joining("\n"))
        .toLowerCase(Locale.ROOT);
  }

  private static Trouble database(String subject, String trace) {
    String said = last(DATABASE, trace);
    if (!said.isEmpty()) {
      return new Trouble(
          subject + " refused a statement: " + withoutValues(said) + ".",
          "Mend it in the database; the pipeline goes on by itself.",
          false);
    }
    return new Trouble(
        subject + " failed with " + lastCause(trace) + ".",
        "Look into the log: ./millrace logs connect",
        false);
  }

  /// PostgreSQL quotes names in double quotes, and values after a colon.
  private static String withoutValues(String message) {
    String plain =
        message.replaceAll(": \".*", "").replaceAll("\\s*(Detail|Hint|Where):.*", "").trim();
    String bounded = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    return bounded.endsWith(".") ? bounded.substring(0, bounded.length() - 1) : bounded;
  }

  /// Why a running job fails. Flink's messages quote values, so only the kind is told.
  ///
  /// @param subject begins the sentence, such as `The transform of public.orders`
  static Trouble ofJob(String subject, String trace) {
    String lower = causes(trace);
    if (lower.contains("taskmanager")
        || lower.contains("task manager")
        || lower.contains("noresourceavailable")) {
      return new Trouble(subject + " waits for a Flink TaskManager.", "", true);
    }
    if (lower.contains("timeoutexception") || lower.contains("connection refused")) {
      return new Trouble(subject + " cannot reach Kafka or the schema registry.", "", true);
    }
    return new Trouble(
        subject + " fails on a row with " + lastCause(trace) + ".",
        "Make the pipeline's SELECT take every row (TRY_CAST, COALESCE), or look into the log:"
            + " ./millrace logs flink-taskmanager",
        false);
  }

  /// Why Flink does not take a statement: its own words, which are about the SQL.
  static Trouble ofStatement(String subject, ServiceException answer) {
    String said =
        SqlGatewayClient.reason(answer)
            .orElseGet(() -> lastCause(String.valueOf(answer.getMessage())));
    String bounded = said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
    return new Trouble(
        subject + " is not taken by Flink: " + bounded, "Correct the pipeline's SELECT.", false);
  }

  private static String last(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    String last = "";
    while (matcher.find()) {
      last = matcher.group(1);
    }
    return last;
  }

  /// The simple name of the innermost exception.
  static String lastCause(String trace) {
    String name = last(CAUSE, trace);
    return name.isEmpty() ? "an unknown error" : name.substring(name.lastIndexOf('.') + 1);
  }
}
