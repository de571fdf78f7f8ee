package io.millrace.system.wire;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Takes one direction of an HTTP/2 connection apart: headers and gRPC messages, each unpacked.
public final class Http2 {

  private static final int PREFACE = 24;
  private static final int FRAME_HEAD = 9;
  private static final int MESSAGE_HEAD = 5;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 0x4;
  private static final int PADDED = 0x8;
  private static final int PRIORITY = 0x20;

  private Http2() {}

  /// @param what such as `message of /millrace.runner.v1.Runner/ReportObservedState`
  public record Part(String what, byte[] content) {}

  /// All whole frames; what was cut off by the end is left out.
  public static List<Part> parts(byte[] connection) throws IOException, Http2Exception {
    List<Part> parts = new ArrayList<>();
    DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false, 1 << 20);
    Map<Integer, String> paths = new HashMap<>();
    Map<Integer, ByteArrayOutputStream> bodies = new HashMap<>();
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    ByteBuffer in = ByteBuffer.wrap(connection);
    in.position(Math.min(PREFACE, connection.length));
    while (in.remaining() >= FRAME_HEAD) {
      int length = (in.get() & 0xff) << 16 | in.getShort() & 0xffff;
      int type = in.get();
      int flags = in.get();
      int stream = in.getInt() & 0x7fffffff;
      if (in.remaining() < length) {
        break;
      }
      byte[] payload = new byte[length];
      in.get(payload);
      switch (type) {
        case DATA -> {
          byte[] data = unpadded(payload, flags, 0);
          bodies.computeIfAbsent(stream, _ -> new ByteArrayOutputStream()).writeBytes(data);
        }
        case HEADERS, CONTINUATION -> {
          int skipped = type == HEADERS && (flags & PRIORITY) != 0 ? 5 : 0;
          block.writeBytes(type == HEADERS ? unpadded(payload, flags, skipped) : payload);
          if ((flags & END_HEADERS) != 0) {
            Http2Headers headers =
                decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block.toByteArray()));
            block.reset();
            paths.putIfAbsent(stream, String.valueOf(headers.path()));
            StringBuilder text = new StringBuilder();
            headers.forEach(
                header ->
                    text.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append('\n'));
            parts.add(
                new Part(
                    "headers of " + paths.get(stream),
                    text.toString().getBytes(StandardCharsets.UTF_8)));
          }
        }
        default -> parts.add(new Part("frame of type " + type, payload));
      }
    }
    for (Map.Entry<Integer, ByteArrayOutputStream> body : bodies.entrySet()) {
      messages("message of " + paths.get(body.getKey()), body.getValue().toByteArray(), parts);
    }
    return parts;
  }

  private static byte[] unpadded(byte[] payload, int flags, int skipped) {
    boolean padded = (flags & PADDED) != 0;
    int start = (padded ? 1 : 0) + skipped;
    int end = payload.length - (padded ? payload[0] & 0xff : 0);
    return java.util.Arrays.copyOfRange(payload, start, end);
  }

  private static void messages(String what, byte[] body, List<Part> parts) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(body);
    while (in.remaining() >= MESSAGE_HEAD) {
      boolean compressed = in.get() != 0;
      int length = in.getInt();
      if (in.remaining() < length) {
        return;
      }
      byte[] message = new byte[length];
      in.get(message);
      if (compressed) {
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(message))) {
          message = unzipped.readAllBytes();
        }
      }
      parts.add(new Part(what, message));
    }
  }
}
