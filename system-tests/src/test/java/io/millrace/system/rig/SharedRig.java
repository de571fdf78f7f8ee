package io.millrace.system.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The one Millrace of the classes that share one. Only one runs at a time, as a machine has no
/// more than it needs.
public final class SharedRig implements ParameterResolver {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static @Nullable Rig current;
  private static boolean currentHasDemo;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Rig.class;
  }

  @Override
  public Rig resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // The store closes this after the last class.
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedRig.class))
        .computeIfAbsent(AutoCloseable.class, _ -> SharedRig::end, AutoCloseable.class);
    boolean demo = context.getRequiredTestClass().getAnnotation(SharesMillrace.class).demo();
    try {
      if (current != null && currentHasDemo != demo) {
        end();
      }
      if (current == null) {
        current = demo ? Rig.up("--rate", "0") : Rig.up("--no-demo");
        currentHasDemo = demo;
      }
      return current;
    } catch (Exception e) {
      throw new IllegalStateException("Millrace does not start", e);
    }
  }

  /// Makes room for another.
  static void end() throws IOException {
    Rig ended = current;
    current = null;
    if (ended != null) {
      ended.close();
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
