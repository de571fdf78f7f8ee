package io.millrace.connect.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// A record that a destination refused, as it is kept: key, value and headers are the record's own,
/// and headers that begin with `millrace.` say where it stood and why it was refused.
///
/// The place in its topic is the dead letter's identity. A worker that dies at a bad moment writes
/// one twice, which is still one.
///
/// @param topic the one of the pipeline in which the record stands, or stood
public record DeadLetter(String topic, int partition, long offset, String reason) {

  public static final String TOPIC = "millrace.topic";
  public static final String PARTITION = "millrace.partition";
  public static final String OFFSET = "millrace.offset";

  /// Names tables, columns and constraints, never a value.
  public static final String REASON = "millrace.reason";

  /// The database's own words, which may quote values: they stay where the record is.
  public static final String MESSAGE = "millrace.message";

  /// Of a record on its way to a destination that has no word for one of its values: what is wrong.
  public static final String UNWRITABLE = "millrace.unwritable";

  private static final String LETTERS = ".dead-letters";
  private static final Pattern LETTERS_TOPIC =
      Pattern.compile("([a-z][a-z0-9-]*)" + Pattern.quote(LETTERS));

  /// A record's own headers stay; these are set by whoever sets it aside.
  public static boolean ours(String header) {
    return header.startsWith("millrace.");
  }

  /// Where a pipeline's dead letters wait.
  public static String lettersTopic(String pipeline) {
    return pipeline + LETTERS;
  }

  /// By which dead letters come to the destination again.
  public static String replaysTopic(String pipeline) {
    return "millrace." + pipeline + ".replays";
  }

  /// The pipeline whose dead letters wait in a topic.
  public static Optional<String> pipelineOf(String topic) {
    Matcher matcher = LETTERS_TOPIC.matcher(topic);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// Empty for what is no dead letter.
  public static Optional<DeadLetter> read(Headers headers) {
    String topic = text(headers, TOPIC);
    String partition = text(headers, PARTITION);
    String offset = text(headers, OFFSET);
    if (topic == null || partition == null || offset == null) {
      return Optional.empty();
    }
    String reason = text(headers, REASON);
    return Optional.of(
        new DeadLetter(
            topic,
            Integer.parseInt(partition),
            Long.parseLong(offset),
            reason == null ? "" : reason));
  }

  private static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /// Writes this dead letter's headers in place of an earlier one's.
  public void write(Headers headers, String message) {
    set(headers, TOPIC, topic);
    set(headers, PARTITION, Integer.toString(partition));
    set(headers, OFFSET, Long.toString(offset));
    set(headers, REASON, reason);
    set(headers, MESSAGE, message);
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }
}
