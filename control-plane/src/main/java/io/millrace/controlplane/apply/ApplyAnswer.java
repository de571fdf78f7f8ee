package io.millrace.controlplane.apply;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// @param changes connectors before pipelines, each by name; what stays as it is has the action
///   NONE
/// @param applied false after a dry run
@Schema(name = "ApplyAnswer")
public record ApplyAnswer(List<Change> changes, boolean applied) {}
