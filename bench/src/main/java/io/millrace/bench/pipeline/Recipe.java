package io.millrace.bench.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.home.Api;
import io.millrace.bench.home.BenchHome;
import io.millrace.bench.home.Measured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the processes and the connectors of [OwnPipeline#PLAIN] are, while they run.
///
/// @param folder of the data plane
/// @param commands of each program, in the order of their start
/// @param ports where each program listens
/// @param from the source connector's configuration
/// @param to the destination connector's
record Recipe(
    Path folder,
    Map<String, List<String>> commands,
    Map<String, Integer> ports,
    ObjectNode from,
    ObjectNode to) {

  private static final List<String> PROGRAMS = List.of("kafka", "schema-registry", "connect");

  static Recipe of(BenchHome home, Map<String, Integer> ports, Api connect)
      throws IOException, InterruptedException {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    for (String program : PROGRAMS) {
      ProcessHandle running = home.components().get(program);
      if (running == null) {
        throw new IOException("There is no " + program + " to take after");
      }
      commands.put(program, new Measured(running).command());
    }
    return new Recipe(
        home.home().dataPlane(),
        commands,
        ports,
        config(connect, "source"),
        config(connect, "destination"));
  }

  private static ObjectNode config(Api connect, String side)
      throws IOException, InterruptedException {
    JsonNode config =
        connect.get("/connectors/millrace." + OwnPipeline.PLAIN + "." + side + "/config");
    return config.deepCopy();
  }
}
