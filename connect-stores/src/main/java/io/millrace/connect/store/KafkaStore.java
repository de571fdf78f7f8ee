package io.millrace.connect.store;

import io.millrace.connect.deadletters.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// A row is a record with its key and itself as JSON; a deleted one is a tombstone, or, softly, the
/// key's columns and the mark. Topics that are missing are made, compacted. A record that is
/// written again after a crash is the same one again.
final class KafkaStore implements Store {

  private static final int LARGEST = 17 << 20;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Deletes deletes;
  private final Map<String, Object> client;
  private final int partitions;
  private final short replication;
  private final Set<String> forbidden;
  private final Set<String> known = new HashSet<>();
  private final KafkaProducer<String, String> producer;

  KafkaStore(StoreSettings settings) {
    deletes = settings.deletes();
    client = client(settings);
    partitions = settings.number("partitions");
    replication = (short) settings.number("replication");
    forbidden = forbidden(settings);
    Map<String, Object> config = new HashMap<>(client);
    config.put("acks", "all");
    config.put("enable.idempotence", true);
    config.put("linger.ms", 5);
    config.put("compression.type", settings.text("compression"));
    config.put("max.request.size", LARGEST);
    config.put("max.block.ms", 15_000);
    config.put("request.timeout.ms", 10_000);
    config.put("delivery.timeout.ms", 30_000);
    producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }

  /// In the brokers that the pipeline itself has, its own topics: it would read what it writes.
  private static Set<String> forbidden(StoreSettings settings) {
    boolean own =
        settings
            .connector("millrace.kafka.bootstrap.servers")
            .equals(settings.text("bootstrapServers"));
    return own ? Set.of(settings.connector("topics").split(",", -1)) : Set.of();
  }

  private static Map<String, Object> client(StoreSettings settings) {
    Map<String, Object> config = new HashMap<>();
    String security = settings.text("security");
    config.put("bootstrap.servers", settings.text("bootstrapServers"));
    config.put("security.protocol", security);
    if (security.startsWith("SASL_")) {
      String mechanism = settings.text("mechanism");
      config.put("sasl.mechanism", mechanism);
      String module =
          mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
      config.put(
          "sasl.jaas.config",
          "org.apache.kafka.common.security.%s required username=%s password=%s;"
              .formatted(
                  module, quoted(settings.text("username")), quoted(settings.secret("password"))));
    }
    if (security.endsWith("SSL") && !settings.text("caCertificate").isEmpty()) {
      config.put("ssl.truststore.type", "PEM");
      config.put("ssl.truststore.certificates", settings.text("caCertificate"));
    }
    if (security.endsWith("SSL") && !settings.text("clientCertificate").isEmpty()) {
      config.put("ssl.keystore.type", "PEM");
      config.put("ssl.keystore.certificate.chain", settings.text("clientCertificate"));
      config.put("ssl.keystore.key", settings.secret("clientKey"));
    }
    return config;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public Map<Integer, Refusal> write(List<StoredRow> rows) {
    makeTopics(rows);
    List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
    try {
      for (StoredRow row : rows) {
        sent.add(
            producer.send(
                new ProducerRecord<>(row.collection(), null, row.at(), row.keyJson(), value(row))));
      }
      producer.flush();
    } catch (InterruptException e) {
      throw new StoreAwayException("the writing was interrupted", e);
    } catch (KafkaException e) {
      throw trouble(e);
    }
    Map<Integer, Refusal> refused = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      int position = i;
      failure(sent.get(i))
          .ifPresent(
              failure ->
                  refused.put(position, refusal(failure).orElseThrow(() -> trouble(failure))));
    }
    return refused;
  }

  private @Nullable String value(StoredRow row) {
    if (row.row() != null) {
      var node = RowJson.node(row.row());
      return RowJson.write(deletes == Deletes.SOFT ? node.put(RowJson.DELETED, false) : node);
    }
    return deletes == Deletes.SOFT
        ? RowJson.write(RowJson.node(row.key()).put(RowJson.DELETED, true))
        : null;
  }

  private static Optional<Throwable> failure(Future<RecordMetadata> sent) {
    try {
      sent.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.ofNullable(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(e);
    }
  }

  private static Optional<Refusal> refusal(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    return switch (failure) {
      case RecordTooLargeException _ ->
          Optional.of(new Refusal("the row is larger than the topic takes", said));
      case InvalidTimestampException _ ->
          Optional.of(new Refusal("the commit's time is not one that the topic takes", said));
      case InvalidRecordException _ ->
          Optional.of(new Refusal("the topic does not take such a record", said));
      default -> Optional.empty();
    };
  }

  private static RuntimeException trouble(Throwable failure) {
    return switch (failure) {
      case SslAuthenticationException _ ->
          new StoreRefusesException("its certificate, or ours, is not trusted");
      case AuthenticationException _ ->
          new StoreRefusesException("it does not let the user in with this password");
      case AuthorizationException _ ->
          new StoreRefusesException("the user may not write to the topic, or make it");
      case RetriableException _ ->
          new StoreAwayException("its brokers did not take the rows in time", failure);
      default ->
          new StoreAwayException(
              "its brokers answered with " + failure.getClass().getSimpleName(), failure);
    };
  }

  private void makeTopics(List<StoredRow> rows) {
    Set<String> wanted = new HashSet<>();
    rows.forEach(row -> wanted.add(row.collection()));
    wanted.removeAll(known);
    if (wanted.isEmpty()) {
      return;
    }
    if (!Collections.disjoint(wanted, forbidden)) {
      throw new StoreRefusesException(
          "the pipeline would write into a topic that it reads; give the table another topic");
    }
    try (Admin admin = Admin.create(client)) {
      Set<String> present = admin.listTopics().names().get();
      for (String topic : wanted) {
        if (!present.contains(topic)) {
          make(admin, topic);
        }
      }
      known.addAll(wanted);
    } catch (ExecutionException e) {
      throw trouble(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreAwayException("the writing was interrupted", e);
    } catch (KafkaException e) {
      throw trouble(e);
    }
  }

  private void make(Admin admin, String topic) throws ExecutionException, InterruptedException {
    NewTopic wanted =
        new NewTopic(
                topic,
                Optional.of(partitions),
                replication == 0 ? Optional.empty() : Optional.of(replication))
            .configs(Map.of("cleanup.policy", "compact"));
    try {
      admin.createTopics(List.of(wanted)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
