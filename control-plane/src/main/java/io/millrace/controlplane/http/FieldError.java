package io.millrace.controlplane.http;

/// What is wrong with one field; `field` is its path in the request, such as `tables[0].source`.
public record FieldError(String field, String message) {}
