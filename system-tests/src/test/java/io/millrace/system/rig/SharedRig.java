package io.millrace.system.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a class's methods the one Millrace, without a demo, of all classes that only add
/// connectors and pipelines to it. Each takes its own away in the end, see [#empty].
public final class SharedRig implements ParameterResolver {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Rig.class;
  }

  @Override
  public Rig resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // The store closes it after the last class.
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedRig.class))
        .computeIfAbsent(Rig.class, _ -> up(), Rig.class);
  }

  private static Rig up() {
    try {
      return Rig.up("--no-demo");
    } catch (Exception e) {
      throw new IllegalStateException("Millrace does not start", e);
    }
  }

  /// Deletes all pipelines and connectors, while their databases are still there.
  public static void empty(Rig rig) throws Exception {
    delete(rig, "/pipelines");
    delete(rig, "/connectors");
    Api connect = new Api(rig.port(8083));
    Wait.until(LIMIT, () -> assertThat(connect.get("/connectors", "")).isEmpty());
  }

  private static void delete(Rig rig, String kind) throws Exception {
    String path = rig.installPath() + kind;
    for (JsonNode each : rig.api().get(path, rig.apiKey())) {
      HttpResponse<String> answer =
          rig.api().call("DELETE", path + "/" + each.path("name").asText(), rig.apiKey(), "");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }
  }
}
