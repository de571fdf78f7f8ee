package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.cli.api.ControlPlaneApi;
import io.millrace.cli.code.RepeatableSealing;
import io.millrace.cli.code.Secrets;
import io.millrace.cli.home.Credentials;
import io.millrace.cli.home.Home;
import io.millrace.cli.home.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which install is meant, of which control plane.
final class InstallOption {

  private static final String URL_VARIABLE = "MILLRACE_URL";
  private static final String KEY_VARIABLE = "MILLRACE_API_KEY";
  private static final long ERRAND_POLL_MILLIS = 200;

  @Mixin private HomeOption homeOption = new HomeOption();

  @Option(
      names = "--install",
      paramLabel = "NAME",
      description = "The install, where there is more than one.")
  private @Nullable String name;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The control plane (default: MILLRACE_URL, or else the one of this machine). Its API key"
              + " is read from MILLRACE_API_KEY.")
  private @Nullable String url;

  /// An install, and where the API has it.
  ///
  /// @param path without `/api/v1`
  /// @param home where the sealing seed is
  record Target(ControlPlaneApi api, String path, JsonNode install, Home home) {

    /// Has something done by the runner, and waits for its answer.
    ///
    /// @param what as the path says it, such as `connection-tests`
    JsonNode errand(String what, JsonNode request) throws IOException, InterruptedException {
      JsonNode errand = api.post(path + "/" + what, request);
      String one = path + "/" + what + "/" + errand.path("id").asText();
      while (errand.path("state").asText().equals("WAITING")) {
        TimeUnit.MILLISECONDS.sleep(ERRAND_POLL_MILLIS);
        errand = api.get(one);
      }
      if (!errand.path("state").asText().equals("DONE")) {
        throw new IOException(
            "The runner of this install has not tried it within a minute. See `millrace status`");
      }
      return errand;
    }

    Secrets secrets() throws IOException {
      return new Secrets(
          install.path("id").asText(),
          install.path("sealingKey"),
          () -> api.get("/connector-types"),
          RepeatableSealing.open(
              variable(RepeatableSealing.SEED_VARIABLE), home.root().resolve("sealing-seed")),
          System.getenv());
    }
  }

  Target open() throws IOException {
    ControlPlaneApi api = api();
    String organization = api.get("/me").at("/organization/id").asText();
    String installs = "/organizations/" + organization + "/installs";
    List<JsonNode> all = new ArrayList<>();
    api.get(installs).forEach(all::add);
    List<JsonNode> meant =
        all.stream()
            .filter(each -> name == null || each.path("name").asText().equals(name))
            .toList();
    if (meant.size() != 1) {
      List<String> names = all.stream().map(each -> each.path("name").asText()).toList();
      throw new IOException(
          all.isEmpty()
              ? "There is no install yet. `millrace up` makes one."
              : (name == null
                      ? "There is more than one install."
                      : "There is no install \"" + name + "\".")
                  + " Say which with --install: "
                  + String.join(", ", names));
    }
    JsonNode install = meant.getFirst();
    return new Target(
        api, installs + "/" + install.path("id").asText(), install, homeOption.home());
  }

  /// For what belongs to no install.
  ControlPlaneApi api() throws IOException {
    String address = url == null ? variable(URL_VARIABLE) : url;
    if (!address.isEmpty()) {
      String key = variable(KEY_VARIABLE);
      if (key.isEmpty()) {
        throw new IOException(
            "There is no API key for " + address + ". Put one into the variable " + KEY_VARIABLE);
      }
      return new ControlPlaneApi(address, key);
    }
    Home home = homeOption.home();
    Optional<Settings> settings = Settings.read(home);
    if (settings.isEmpty() || !Files.exists(home.credentials())) {
      throw new IOException(
          "There is no Millrace in "
              + home.root()
              + ". Start one with `millrace up`, name its folder with --home, or set "
              + URL_VARIABLE
              + " and "
              + KEY_VARIABLE);
    }
    return new ControlPlaneApi(
        settings.get().consoleUrl(), Credentials.open(home).credentials().apiKey());
  }

  private static String variable(String name) {
    return Optional.ofNullable(System.getenv(name)).map(String::strip).orElse("");
  }
}
