package io.millrace.dataplane.catalogue;

import io.millrace.runner.protocol.DesiredState.Deletes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A store that is no SQL database: rows go there as JSON, or in its own form, by their key.
///
/// @param config only what was given, so that the sink's own defaults hold
public record StoreEndpoint(Kind kind, Map<String, String> config) implements Endpoint.Store {

  private static final String URL = "url";
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /// A machine's port that must be reached.
  public record Reach(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /// What a table may be called in a store; the catalogue of the control plane says the same.
  private enum Collections {
    TOPICS("[A-Za-z0-9._-]{1,249}", "a topic: up to 249 letters, digits, and . _ -"),
    PATHS(
        "[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*",
        "a path: letters, digits, and . _ ~ -, with / between its parts"),
    PREFIXES("\\S{1,200}", "a prefix of keys: up to 200 characters, no blanks"),
    INDEXES(
        "[a-z0-9][a-z0-9._-]{0,199}",
        "an index: up to 200 small letters, digits, and . _ -, beginning with a letter or digit"),
    DOCUMENTS(
        "(?!system\\.)[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}",
        "a collection: up to 120 letters, digits, and . _ -, beginning with none of . - and not"
            + " with system.");

    private final String pattern;
    private final String words;

    Collections(String pattern, String words) {
      this.pattern = pattern;
      this.words = words;
    }
  }

  /// What a store is. Settings that a kind does not have are refused by who reads them.
  public enum Kind {
    KAFKA("KafkaSink", Collections.TOPICS, true) {
      @Override
      void read(Settings settings) {
        settings.required("bootstrapServers");
        String security =
            settings.choice("security", List.of("SASL_SSL", "SSL", "SASL_PLAINTEXT", "PLAINTEXT"));
        if (security.startsWith("SASL_")) {
          settings.choice("mechanism", List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"));
          settings.required("username");
        }
        for (String field :
            List.of("mechanism", "username", "caCertificate", "clientCertificate")) {
          settings.optional(field, "");
        }
        settings.choice("compression", List.of("lz4", "zstd", "gzip", "snappy", "none"));
        settings.number("partitions", 1, 1_000, 1);
        settings.number("replication", 0, 10, 0);
      }

      @Override
      List<Reach> reached(Map<String, String> config) {
        List<Reach> all = new ArrayList<>();
        for (String server : config.getOrDefault("bootstrapServers", "").split(",", -1)) {
          Matcher matcher = SERVER.matcher(server.strip());
          if (matcher.matches()) {
            all.add(new Reach(matcher.group(1), Integer.parseInt(matcher.group(2))));
          }
        }
        return all;
      }

      @Override
      String address(Map<String, String> config) {
        return config.getOrDefault("bootstrapServers", "");
      }
    },

    HTTP("HttpSink", Collections.PATHS, true) {
      @Override
      void read(Settings settings) {
        settings.required(URL);
        settings.choice("style", List.of("events", "rows"));
        settings.number("batchRows", 1, 1_000, 1);
        String auth = settings.choice("auth", List.of("none", "basic", "bearer", "header"));
        settings.optional("username", "");
        settings.optional("headerName", "");
        if (auth.equals("basic")) {
          settings.required("username");
        } else if (auth.equals("header")) {
          settings.required("headerName");
        }
        settings.number("timeoutSeconds", 1, 120, 30);
      }
    },

    REDIS("RedisSink", Collections.PREFIXES, false) {
      @Override
      void read(Settings settings) {
        settings.required("hostname");
        settings.port("port", 6379);
        settings.number("database", 0, 1_023, 0);
        settings.choice("sslmode", List.of("verify-full", "require", "disable"));
        settings.optional("username", "");
        settings.choice("form", List.of("json", "hash"));
      }

      @Override
      List<Reach> reached(Map<String, String> config) {
        return List.of(
            new Reach(
                config.getOrDefault("hostname", ""),
                Integer.parseInt(config.getOrDefault("port", "6379"))));
      }

      @Override
      String address(Map<String, String> config) {
        return reached(config).getFirst() + "/" + config.getOrDefault("database", "0");
      }
    },

    OPENSEARCH("SearchSink", Collections.INDEXES, true) {
      @Override
      void read(Settings settings) {
        search(settings);
      }
    },

    ELASTICSEARCH("SearchSink", Collections.INDEXES, true) {
      @Override
      void read(Settings settings) {
        search(settings);
      }
    },

    /// A [MongoEndpoint], which is a source too.
    MONGODB("MongoSink", Collections.DOCUMENTS, true) {
      @Override
      void read(Settings settings) {
        MongoEndpoint.read(settings);
      }

      // The driver finds the servers by itself: those that are named lead to others.
      @Override
      List<Reach> reached(Map<String, String> config) {
        return List.of();
      }

      @Override
      String address(Map<String, String> config) {
        return MongoEndpoint.servers(config.getOrDefault("uri", ""))
            + "/"
            + config.getOrDefault("database", "");
      }
    };

    private static final Pattern SERVER = Pattern.compile("(.+):(\\d{1,5})");

    private final String sink;
    private final Collections collections;
    private final boolean soft;

    Kind(String sink, Collections collections, boolean soft) {
      this.sink = sink;
      this.collections = collections;
      this.soft = soft;
    }

    private static void search(Settings settings) {
      settings.required(URL);
      String auth = settings.choice("auth", List.of("basic", "apikey", "none"));
      settings.optional("username", "");
      if (auth.equals("basic")) {
        settings.required("username");
      }
      settings.number("batchRows", 1, 10_000, 1_000);
      settings.number("timeoutSeconds", 1, 120, 30);
    }

    abstract void read(Settings settings);

    List<Reach> reached(Map<String, String> config) {
      URI url = URI.create(config.getOrDefault(URL, ""));
      if (url.getHost() == null) {
        return List.of();
      }
      int standard = "https".equals(url.getScheme()) ? HTTPS : StoreEndpoint.HTTP;
      return List.of(new Reach(url.getHost(), url.getPort() < 0 ? standard : url.getPort()));
    }

    String address(Map<String, String> config) {
      return config.getOrDefault(URL, "");
    }

    /// The catalogue's name of it.
    public String type() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public StoreEndpoint {
    config = Map.copyOf(config);
  }

  /// An endpoint as a store, if it is or can be one.
  public static Optional<StoreEndpoint> of(Endpoint endpoint) {
    return switch (endpoint) {
      case StoreEndpoint store -> Optional.of(store);
      case MongoEndpoint mongo -> Optional.of(mongo.asStore());
      case Endpoint.Database _, Endpoint.Lake _ -> Optional.empty();
    };
  }

  static StoreEndpoint read(Kind kind, Settings settings) {
    kind.read(settings);
    return new StoreEndpoint(kind, settings.given());
  }

  @Override
  public String type() {
    return kind.type();
  }

  @Override
  public String address() {
    return kind.address(config);
  }

  @Override
  public String username() {
    return config.getOrDefault("username", "");
  }

  @Override
  public Optional<String> driver() {
    return kind == Kind.MONGODB ? Optional.of(MongoEndpoint.TYPE) : Optional.empty();
  }

  /// What must be reached to write there.
  public List<Reach> reached() {
    return kind.reached(config);
  }

  /// What is wrong with the name of a collection, if anything.
  public Optional<String> misnamed(String collection) {
    return collection.matches(kind.collections.pattern)
        ? Optional.empty()
        : Optional.of("\"" + collection + "\" is not " + kind.collections.words);
  }

  /// Whether the store can do it to a deleted row.
  public boolean can(Deletes deletes) {
    return switch (deletes) {
      case HARD, IGNORE -> true;
      case SOFT -> kind.soft;
    };
  }

  /// The sink's class, in the module `connect-stores`.
  public String sink() {
    return "io.millrace.connect.store." + kind.sink;
  }

  /// The sink's settings, each called after its field.
  ///
  /// @param secrets field → an expression that Connect resolves
  public Map<String, String> settings(Map<String, String> secrets) {
    Map<String, String> settings = new TreeMap<>();
    config.forEach((field, value) -> settings.put(SETTING + field, value));
    secrets.forEach((field, expression) -> settings.put(SETTING + field, expression));
    return settings;
  }

  /// The field that a setting of the sink is after.
  public static Optional<String> field(String setting) {
    return setting.startsWith(SETTING)
        ? Optional.of(setting.substring(SETTING.length()))
        : Optional.empty();
  }

  private static final String SETTING = "store.";
}
