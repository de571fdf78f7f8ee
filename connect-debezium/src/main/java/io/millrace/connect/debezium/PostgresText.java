package io.millrace.connect.debezium;

import io.millrace.connect.transform.BitText;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/// Values in PostgreSQL's own words, from which it reads any type.
final class PostgresText {

  private static final String ARRAY = "[]";
  private static final int HAS_SRID = 0x20000000;
  private static final int WKB_HEAD = 5;

  private PostgresText() {}

  /// @param type the column's
  static String of(Schema schema, String type, Object value) {
    return switch (value) {
      case String text -> text;
      case BigDecimal number -> number.toPlainString();
      case Boolean flag when bits(type) -> flag ? "1" : "0";
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      case ByteBuffer buffer -> bytes(schema, type, array(buffer));
      case byte[] bytes -> bytes(schema, type, bytes);
      case List<?> list -> list(schema.valueSchema(), elements(type), list);
      case Struct struct when struct.schema().field("wkb") != null -> geometry(type, struct);
      default ->
          throw new DataException("A value of the kind " + schema.type() + " cannot be written");
    };
  }

  /// Whether such a value is bytes, and not written as bits or a number.
  static boolean bytes(Schema schema, String type) {
    return schema.type() == Schema.Type.BYTES
        && !bits(type)
        && !Decimal.LOGICAL_NAME.equals(schema.name());
  }

  private static boolean bits(String type) {
    return type.equals("\"bit\"") || type.equals("bit varying");
  }

  private static String elements(String type) {
    return type.endsWith(ARRAY) ? type.substring(0, type.length() - ARRAY.length()) : type;
  }

  private static String bytes(Schema schema, String type, byte[] bytes) {
    return bits(type) ? BitText.of(schema, bytes) : "\\x" + HexFormat.of().formatHex(bytes);
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static String list(Schema elements, String type, List<?> list) {
    StringBuilder text = new StringBuilder("{");
    for (Object element : list) {
      text.append(text.length() == 1 ? "" : ",");
      switch (element) {
        case null -> text.append("NULL");
        case List<?> inner -> text.append(list(elements.valueSchema(), type, inner));
        default -> quote(text, of(elements, type, element));
      }
    }
    return text.append('}').toString();
  }

  private static void quote(StringBuilder text, String element) {
    text.append('"');
    for (int i = 0; i < element.length(); i++) {
      char each = element.charAt(i);
      if (each == '"' || each == '\\') {
        text.append('\\');
      }
      text.append(each);
    }
    text.append('"');
  }

  /// PostgreSQL's own points have no binary form that is text; PostGIS reads its extended one.
  private static String geometry(String type, Struct shape) {
    if (type.equals("point")) {
      return "(" + shape.getFloat64("x") + "," + shape.getFloat64("y") + ")";
    }
    Object given = shape.get("wkb");
    byte[] wkb = given instanceof ByteBuffer buffer ? array(buffer) : (byte[]) given;
    @Nullable Integer srid = shape.getInt32("srid");
    return HexFormat.of().formatHex(srid == null ? wkb : withSrid(wkb, srid));
  }

  /// The kind of shape follows the byte that says in which order the others are.
  private static byte[] withSrid(byte[] wkb, int srid) {
    ByteOrder order = wkb[0] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int kind = ByteBuffer.wrap(wkb).order(order).getInt(1);
    if ((kind & HAS_SRID) != 0) {
      return wkb;
    }
    return ByteBuffer.allocate(wkb.length + Integer.BYTES)
        .order(order)
        .put(wkb[0])
        .putInt(kind | HAS_SRID)
        .putInt(srid)
        .put(wkb, WKB_HEAD, wkb.length - WKB_HEAD)
        .array();
  }
}
