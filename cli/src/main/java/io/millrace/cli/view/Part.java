package io.millrace.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A part of Millrace or a component of its data plane, as it is shown. `state` has the API's
/// words.
///
/// @param pid 0 if it is not known
public record Part(
    String name,
    String state,
    String reason,
    String nextStep,
    String since,
    long pid,
    long residentBytes,
    int restarts,
    long fetchedBytes,
    long totalBytes) {

  private static final int MANY_RESTARTS = 4;

  public static List<Part> ofHost(JsonNode host) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode each : host.path("parts")) {
      parts.add(
          new Part(
              each.path("name").asText(),
              state(each.path("phase").asText()),
              each.path("reason").asText(),
              each.path("nextStep").asText(),
              each.path("since").asText(),
              each.path("pid").asLong(),
              each.path("residentBytes").asLong(),
              each.path("restarts").asInt(),
              0,
              0));
    }
    return parts;
  }

  /// The words of the API for what a supervisor says.
  private static String state(String phase) {
    return switch (phase) {
      case "STARTING" -> "CREATING";
      case "UNHEALTHY", "BACKING_OFF" -> "DEGRADED";
      case "BLOCKED" -> "BROKEN";
      case "STOPPING" -> "STOPPED";
      default -> phase;
    };
  }

  public static List<Part> ofComponents(JsonNode runner) {
    return ofStatuses(runner.path("components"));
  }

  public static List<Part> ofPipelines(JsonNode runner) {
    return ofStatuses(runner.path("pipelines"));
  }

  private static List<Part> ofStatuses(JsonNode nodes) {
    List<Part> parts = new ArrayList<>();
    for (JsonNode each : nodes) {
      JsonNode status = each.path("status");
      parts.add(
          new Part(
              each.path("name").asText(),
              status.path("state").asText(),
              status.path("reason").asText(),
              status.path("nextStep").asText(),
              status.path("since").asText(),
              each.path("pid").asLong(),
              each.path("residentBytes").asLong(),
              each.path("restarts").asInt(),
              each.path("fetchedBytes").asLong(),
              each.path("totalBytes").asLong()));
    }
    return parts;
  }

  /// What all the others are for, shown beside them.
  static Part firstRow(boolean arrived) {
    return new Part(
        "first row",
        arrived ? "RUNNING" : "CREATING",
        arrived ? "" : "It is on its way",
        "",
        "",
        0,
        0,
        0,
        0,
        0);
  }

  /// One that outlived the host.
  static Part abandoned(String name, long pid) {
    return new Part(
        name,
        "DEGRADED",
        "It runs, but nobody looks after it",
        "millrace up takes it over; millrace down stops it",
        "",
        pid,
        0,
        0,
        0,
        0);
  }

  public Part withPid(long known) {
    return new Part(
        name,
        state,
        reason,
        nextStep,
        since,
        known,
        residentBytes,
        restarts,
        fetchedBytes,
        totalBytes);
  }

  public boolean running() {
    return state.equals("RUNNING");
  }

  /// Whether somebody paused or stopped it: a pipeline that is as it should be.
  public boolean halted() {
    return state.equals("PAUSED") || state.equals("STOPPED");
  }

  /// Whether it does not come up by itself: something is in its way, or it ends again and again.
  public boolean broken() {
    return state.equals("BROKEN") || (state.equals("DEGRADED") && restarts >= MANY_RESTARTS);
  }
}
