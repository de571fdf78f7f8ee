package io.millrace.system.pairs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One value in the words that all stores share, so that two can be compared as text.
public final class Words {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern MOMENT =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2})(:\\d{2}(\\.\\d+)?)?(Z|\\+00(:00)?)?");
  private static final Pattern TIME = Pattern.compile("(-?\\d{2,3}:\\d{2}:\\d{2})(\\.\\d+)?Z?");

  private Words() {}

  public static String of(Object value) throws SQLException {
    return switch (value) {
      case null -> "NULL";
      case Boolean flag -> flag ? "1" : "0";
      case BigDecimal number -> number.toPlainString();
      case Float number -> Double.toString(number.doubleValue());
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case ByteBuffer buffer -> {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        yield HexFormat.of().formatHex(bytes);
      }
      case OffsetDateTime moment ->
          text(moment.atZoneSameInstant(ZoneOffset.UTC).toLocalDateTime().toString());
      case LocalDateTime moment -> text(moment.toString());
      case Array array -> json(Arrays.asList((Object[]) array.getArray()));
      case List<?> list -> json(list);
      default -> text(value.toString());
    };
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String text) {
    Matcher moment = MOMENT.matcher(text);
    if (moment.matches()) {
      String seconds = moment.group(3) == null ? ":00" : moment.group(3);
      return moment.group(1) + " " + moment.group(2) + withoutZeros(seconds);
    }
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      return time.group(1) + withoutZeros(time.group(2) == null ? "" : time.group(2));
    }
    return text.equalsIgnoreCase("nan") ? "NaN" : text;
  }

  private static String withoutZeros(String fraction) {
    return fraction.contains(".") ? fraction.replaceAll("\\.?0+$", "") : fraction;
  }

  /// Bits with the highest first, of bytes with the lowest first.
  static String bits(byte[] bytes, int length) {
    StringBuilder text = new StringBuilder();
    for (int bit = length - 1; bit >= 0; bit--) {
      text.append((bytes[bit / 8] >> (bit % 8)) & 1);
    }
    return text.toString();
  }
}
