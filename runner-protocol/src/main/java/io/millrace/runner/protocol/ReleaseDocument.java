package io.millrace.runner.protocol;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/// The JSON document of a release; its digest is taken of exactly these bytes.
public final class ReleaseDocument {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private ReleaseDocument() {}

  /// @throws IOException if it is not a release's document; the message says where
  public static Release parse(byte[] document) throws IOException {
    return JSON.readValue(document, Release.class);
  }

  public static byte[] write(Release release) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(release);
    } catch (IOException e) {
      throw new IllegalStateException("A release is plain data", e);
    }
  }
}
