package io.millrace.connect.debezium;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/// What Debezium's task writes rows with. The task itself tells of a failure one batch late, and
/// takes nothing more after it; what it writes with fails at once and goes on.
final class DebeziumRows implements RowWriter {

  private final Object sink;
  private final Method execute;

  private DebeziumRows(Object sink, Method execute) {
    this.sink = sink;
    this.execute = execute;
  }

  /// @param started Debezium's task, which has been started
  static DebeziumRows of(SinkTask started) {
    try {
      Field field = started.getClass().getDeclaredField("changeEventSink");
      field.setAccessible(true);
      Object sink = field.get(started);
      return new DebeziumRows(sink, sink.getClass().getMethod("execute", Collection.class));
    } catch (ReflectiveOperationException e) {
      throw new ConnectException("This release of Debezium's sink is built otherwise", e);
    }
  }

  @Override
  public void write(List<SinkRecord> rows) {
    try {
      execute.invoke(sink, rows);
    } catch (InvocationTargetException e) {
      switch (e.getTargetException()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        default -> throw new ConnectException(e.getTargetException());
      }
    } catch (IllegalAccessException e) {
      throw new ConnectException("This release of Debezium's sink is built otherwise", e);
    }
  }
}
