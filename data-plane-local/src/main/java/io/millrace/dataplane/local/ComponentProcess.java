package io.millrace.dataplane.local;

import io.millrace.process.ChildSpec;
import io.millrace.process.HealthCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What one component is as a process.
///
/// @param configuration the files that were rendered for it; when their content changes it is
///   another process
/// @param beforeStart done before each start
record ComponentProcess(
    JavaProgram java,
    Map<String, String> environment,
    List<Path> configuration,
    List<Integer> ports,
    HealthCheck health,
    int memoryLimitMebibytes,
    ChildSpec.Preparation beforeStart) {}
