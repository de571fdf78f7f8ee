package io.millrace.connect.deadletters;

/// Why a destination refuses a row, where it is about the row. Everything else is about the
/// destination, such as a connection, a full disk or a privilege: the next row would fare no
/// better, so no row is at fault.
///
/// @param why names columns and constraints, never a value
/// @param message the destination's own words, which may quote values
public record Refusal(String why, String message) {}
