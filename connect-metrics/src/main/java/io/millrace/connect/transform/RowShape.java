package io.millrace.connect.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/// The shape of the newest row of a topic.
final class RowShape implements RowShapeMBean {

  private volatile long names;
  private volatile long types;

  static RowShape publish(String topic) {
    RowShape shape = new RowShape();
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name =
          new ObjectName("io.millrace:type=row-shape,topic=" + ObjectName.quote(topic));
      if (server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
      server.registerMBean(shape, name);
    } catch (JMException e) {
      throw new IllegalStateException("The shape of rows cannot be published", e);
    }
    return shape;
  }

  void set(Schema schema) {
    List<Field> fields =
        schema.fields().stream().sorted(Comparator.comparing(Field::name)).toList();
    StringBuilder named = new StringBuilder();
    StringBuilder typed = new StringBuilder();
    for (Field field : fields) {
      named.append(field.name()).append('\n');
      typed.append(field.name()).append(' ').append(field.schema().type());
      typed.append(' ').append(field.schema().name()).append(field.schema().parameters());
      typed.append('\n');
    }
    names = checksum(named);
    types = checksum(typed);
  }

  private static long checksum(CharSequence text) {
    CRC32 sum = new CRC32();
    sum.update(text.toString().getBytes(UTF_8));
    return sum.getValue();
  }

  @Override
  public long getNames() {
    return names;
  }

  @Override
  public long getTypes() {
    return types;
  }
}
