package io.millrace.dataplane.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.dataplane.catalogue.TableName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// What a pipeline's parts are called. What starts with `millrace.` is ours; nothing else is ever
/// touched.
///
/// @param install tells installs apart that read the same database; may be empty
record PipelineNames(String install, String pipeline) {

  static final String OWNED = "millrace.";
  static final String DELIVERY = ".delivery";

  private static final int LONGEST_SLOT = 63;
  private static final String SOURCE = ".source";
  private static final String DESTINATION = ".destination";

  /// The first source is number 1; tables that are added later get a source of their own, as only a
  /// new one reads what is in them already.
  String source(int number) {
    return OWNED + pipeline + SOURCE + (number == 1 ? "" : "-" + number);
  }

  boolean isSource(String connector) {
    return sourceNumber(connector) > 0;
  }

  /// 0 when it is none of this pipeline's.
  int sourceNumber(String connector) {
    String first = source(1);
    if (connector.equals(first)) {
      return 1;
    }
    String number =
        connector.startsWith(first + "-") ? connector.substring(first.length() + 1) : "";
    return number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0;
  }

  String destination() {
    return OWNED + pipeline + DESTINATION;
  }

  /// Also the publication's name.
  String slot(int number) {
    String tag = install.isEmpty() ? "" : digest(install).substring(0, 6) + "_";
    String end = number == 1 ? "" : "_" + number;
    String name = pipeline.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    String whole = "millrace_" + tag + name + end;
    if (whole.length() <= LONGEST_SLOT) {
      return whole;
    }
    String shortened = digest(pipeline).substring(0, 12);
    return "millrace_" + tag + name.substring(0, 24) + "_" + shortened + end;
  }

  String topic(TableName table) {
    return pipeline + "." + table.qualified();
  }

  String transformedTopic(TableName table) {
    return topic(table) + ".transformed";
  }

  /// The job of a table's transform.
  String job(TableName table) {
    return OWNED + topic(table);
  }

  /// The job that takes a table's rows into a lake.
  String delivery(TableName table) {
    return job(table) + DELIVERY;
  }

  /// The topic of past table definitions, of a source that needs one.
  String history(int number) {
    return OWNED + pipeline + ".history" + (number == 1 ? "" : "-" + number);
  }

  /// Where rows wait that the destination refused; as in the module connect-metrics.
  String deadLetters() {
    return pipeline + ".dead-letters";
  }

  /// By which dead letters come to the destination again.
  String replays() {
    return OWNED + pipeline + ".replays";
  }

  /// By which a source's position moves on while nothing is written in its tables; Debezium names
  /// it so.
  String heartbeat() {
    return OWNED + "heartbeat." + pipeline;
  }

  /// The pipeline that a connector or job of ours belongs to.
  static Optional<String> pipelineOf(String name) {
    if (!name.startsWith(OWNED)) {
      return Optional.empty();
    }
    String rest = name.substring(OWNED.length());
    int dot = rest.indexOf('.');
    return dot > 0 ? Optional.of(rest.substring(0, dot)) : Optional.empty();
  }

  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
