package io.millrace.connect.store;

import io.millrace.connect.deadletters.Refusal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/// A row is at `table:key`, as a text of JSON or as a hash of its columns, in which those without a
/// value are not; a deleted one is not there. All commands of a batch are sent before the first
/// answer is read.
final class RedisStore implements Store {

  private final StoreSettings settings;
  private final boolean hash;
  private @Nullable RedisWire wire;

  RedisStore(StoreSettings settings) {
    this.settings = settings;
    hash = settings.text("form").equals("hash");
  }

  @Override
  public Map<Integer, Refusal> write(List<StoredRow> rows) {
    try {
      List<List<String>> commands = new ArrayList<>();
      rows.forEach(row -> commands(row, commands));
      wire().all(commands);
      return Map.of();
    } catch (RedisWire.SaidNoException e) {
      close();
      throw trouble(e);
    } catch (IOException e) {
      close();
      throw new StoreAwayException(reason(e), e);
    }
  }

  private void commands(StoredRow row, List<List<String>> commands) {
    String key = row.collection() + ":" + row.keyText();
    Struct values = row.row();
    if (values == null) {
      commands.add(List.of("DEL", key));
    } else if (hash) {
      // Together, so that nobody sees half of it.
      commands.add(List.of("MULTI"));
      commands.add(List.of("DEL", key));
      commands.add(fields(key, values));
      commands.add(List.of("EXEC"));
    } else {
      commands.add(List.of("SET", key, RowJson.of(values)));
    }
  }

  private static List<String> fields(String key, Struct values) {
    List<String> command = new ArrayList<>(List.of("HSET", key));
    for (Field field : values.schema().fields()) {
      Object value = values.getWithoutDefault(field.name());
      if (value != null) {
        command.add(field.name());
        command.add(RowJson.text(value));
      }
    }
    return command;
  }

  private RedisWire wire() throws IOException {
    RedisWire open = wire;
    if (open == null) {
      open =
          RedisWire.open(
              settings.text("hostname"), settings.number("port"), settings.text("sslmode"));
      wire = open;
      login(open);
    }
    return open;
  }

  private void login(RedisWire open) throws IOException {
    String user = settings.text("username");
    String password = settings.secret("password");
    if (!password.isEmpty()) {
      open.all(
          List.of(user.isEmpty() ? List.of("AUTH", password) : List.of("AUTH", user, password)));
    }
    if (settings.number("database") != 0) {
      open.all(List.of(List.of("SELECT", Integer.toString(settings.number("database")))));
    }
  }

  private static RuntimeException trouble(RedisWire.SaidNoException said) {
    return switch (said.code().toUpperCase(Locale.ROOT)) {
      case "WRONGPASS", "NOAUTH" ->
          new StoreRefusesException("it does not let the user in with this password");
      case "NOPERM" -> new StoreRefusesException("the user may not write there");
      case "READONLY" ->
          new StoreRefusesException("it is a replica, which takes no writes; name its primary");
      case "OOM" -> new StoreAwayException("its memory is full");
      case "LOADING" -> new StoreAwayException("it is starting");
      default -> new StoreAwayException("it answers " + said.code());
    };
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case UnknownHostException _ -> "no address is known for its host";
      case ConnectException _ -> "it does not accept connections";
      case SocketTimeoutException _ -> "it did not answer in time";
      case SSLException _ -> "the TLS connection to it failed";
      default -> "the connection to it broke";
    };
  }

  @Override
  public void close() {
    if (wire != null) {
      wire.close();
      wire = null;
    }
  }
}
