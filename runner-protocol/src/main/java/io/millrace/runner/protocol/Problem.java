package io.millrace.runner.protocol;

import java.time.Instant;

/// An error for people: what happened, why, and what to do. `code` is stable, in kebab-case.
public record Problem(String code, String what, String why, String nextStep, Instant since) {}
