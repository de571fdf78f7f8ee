package io.millrace.system.confidential;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Finds what is packed by gzip or zlib in bytes, wherever it begins.
final class Packed {

  private Packed() {}

  static List<byte[]> in(byte[] bytes) {
    List<byte[]> found = new ArrayList<>();
    for (int i = 0; i + 2 < bytes.length; i++) {
      if (bytes[i] == (byte) 0x1f && bytes[i + 1] == (byte) 0x8b && bytes[i + 2] == 8) {
        unpack(bytes, i, true, found);
      } else if (bytes[i] == 0x78 && ((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff) % 31 == 0) {
        unpack(bytes, i, false, found);
      }
    }
    return found;
  }

  /// As much as can be: what only looks as if it were packed ends at once.
  private static void unpack(byte[] bytes, int start, boolean gzip, List<byte[]> found) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayInputStream rest = new ByteArrayInputStream(bytes, start, bytes.length - start);
    try (InputStream in = gzip ? new GZIPInputStream(rest) : new InflaterInputStream(rest)) {
      byte[] buffer = new byte[8_192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.writeBytes(Arrays.copyOf(buffer, read));
      }
    } catch (IOException _) {
      // It is over, or was none.
    }
    if (out.size() > 0) {
      found.add(out.toByteArray());
    }
  }
}
