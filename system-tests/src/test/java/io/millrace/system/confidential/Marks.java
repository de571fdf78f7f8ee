package io.millrace.system.confidential;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A text that must not be found anywhere, in any of the ways in which programs write a text.
public final class Marks {

  private static final int WINDOW = 64 << 20;

  private final Map<String, byte[]> forms = new TreeMap<>();

  public Marks(String name, String mark) {
    byte[] plain = mark.getBytes(StandardCharsets.UTF_8);
    forms.put(name + " as it is", plain);
    forms.put(name + " as UTF-16", mark.getBytes(StandardCharsets.UTF_16LE));
    String hex = new BigInteger(1, plain).toString(16);
    forms.put(name + " in hex", hex.getBytes(StandardCharsets.UTF_8));
    forms.put(
        name + " in upper hex", hex.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    forms.put(
        name + " reversed",
        new StringBuilder(mark).reverse().toString().getBytes(StandardCharsets.UTF_8));
    // Base64 of a text differs with what stands before it; the middle of each of the three is sure.
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + plain.length];
      System.arraycopy(plain, 0, shifted, before, plain.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      forms.put(
          name + " in Base64, shifted by " + before,
          encoded.substring(4, encoded.length() - 3).getBytes(StandardCharsets.UTF_8));
    }
  }

  /// The forms that are in the file.
  List<String> in(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    long size = Files.size(file);
    try (FileChannel channel = FileChannel.open(file)) {
      for (long start = 0; start < size; start += WINDOW) {
        // Windows overlap, so that nothing hides where two meet.
        byte[] bytes = read(channel, start, (int) Math.min(WINDOW + 4_096L, size - start));
        forms.forEach(
            (form, mark) -> {
              if (contains(bytes, mark)) {
                found.add(form + " in " + file.getFileName());
              }
            });
      }
    }
    return found;
  }

  List<String> in(String text, String place) {
    return in(text.getBytes(StandardCharsets.UTF_8), place);
  }

  /// The forms that are in the bytes, or in what is packed in them.
  public List<String> in(byte[] bytes, String place) {
    List<String> found = new ArrayList<>(here(bytes, place));
    for (byte[] unpacked : Packed.in(bytes)) {
      found.addAll(here(unpacked, "what is packed in " + place));
    }
    return found;
  }

  private List<String> here(byte[] bytes, String place) {
    return forms.entrySet().stream()
        .filter(form -> contains(bytes, form.getValue()))
        .map(form -> form.getKey() + " in " + place)
        .toList();
  }

  private static byte[] read(FileChannel channel, long start, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {}
    return buffer.array();
  }

  private static boolean contains(byte[] bytes, byte[] mark) {
    for (int i = 0; i + mark.length <= bytes.length; i++) {
      if (bytes[i] == mark[0] && matches(bytes, i, mark)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] bytes, int at, byte[] mark) {
    for (int i = 1; i < mark.length; i++) {
      if (bytes[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
