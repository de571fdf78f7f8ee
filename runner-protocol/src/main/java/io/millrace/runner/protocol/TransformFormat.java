package io.millrace.runner.protocol;

import io.millrace.runner.protocol.DesiredState.Table;
import io.millrace.runner.protocol.DesiredState.TestRow;
import io.millrace.runner.protocol.DesiredState.TransformChanges;
import io.millrace.runner.protocol.DesiredState.TransformPreview;
import io.millrace.runner.protocol.DesiredState.TransformTest;
import io.millrace.runner.protocol.ObservedState.PreviewColumn;
import io.millrace.runner.protocol.ObservedState.PreviewSample;
import io.millrace.runner.protocol.ObservedState.TransformPreviewResult;
import io.millrace.runner.protocol.ObservedState.TransformTestOutcome;
import io.millrace.runner.v1.TestRows;
import io.millrace.runner.v1.TestValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Transforms, their tests and previews as protobuf messages and back; a part of [WireFormat].
final class TransformFormat {

  private TransformFormat() {}

  static io.millrace.runner.v1.Table toProto(Table table) {
    var builder =
        io.millrace.runner.v1.Table.newBuilder()
            .setSource(table.source())
            .setDestination(table.destination())
            .setTransform(table.transform().orElse(""));
    for (TransformTest test : table.tests()) {
      var told =
          io.millrace.runner.v1.TransformTest.newBuilder()
              .setName(test.name())
              .setExpected(toProto(test.expected()));
      test.given().forEach((input, rows) -> told.putGiven(input, toProto(rows)));
      builder.addTests(told);
    }
    return builder.build();
  }

  static Table fromProto(io.millrace.runner.v1.Table message) {
    return new Table(
        message.getSource(),
        message.getDestination(),
        Optional.of(message.getTransform()).filter(sql -> !sql.isEmpty()),
        message.getTestsList().stream()
            .map(
                test -> {
                  Map<String, List<TestRow>> given = new HashMap<>();
                  test.getGivenMap().forEach((input, rows) -> given.put(input, fromProto(rows)));
                  return new TransformTest(test.getName(), given, fromProto(test.getExpected()));
                })
            .toList());
  }

  private static TestRows toProto(List<TestRow> rows) {
    TestRows.Builder builder = TestRows.newBuilder();
    for (TestRow row : rows) {
      var told = io.millrace.runner.v1.TestRow.newBuilder();
      row.columns()
          .forEach(
              (column, text) -> {
                TestValue.Builder value = TestValue.newBuilder();
                text.ifPresent(value::setText);
                told.putColumns(column, value.build());
              });
      builder.addRows(told);
    }
    return builder.build();
  }

  private static List<TestRow> fromProto(TestRows message) {
    return message.getRowsList().stream()
        .map(
            row -> {
              Map<String, Optional<String>> columns = new HashMap<>();
              row.getColumnsMap()
                  .forEach(
                      (column, value) ->
                          columns.put(
                              column,
                              value.hasText() ? Optional.of(value.getText()) : Optional.empty()));
              return new TestRow(columns);
            })
        .toList();
  }

  static io.millrace.runner.v1.TransformChanges toProto(TransformChanges changes) {
    return switch (changes) {
      case REPROCESS -> io.millrace.runner.v1.TransformChanges.TRANSFORM_CHANGES_REPROCESS;
      case CONTINUE -> io.millrace.runner.v1.TransformChanges.TRANSFORM_CHANGES_CONTINUE;
    };
  }

  static TransformChanges fromProto(io.millrace.runner.v1.TransformChanges message) {
    return switch (message) {
      case TRANSFORM_CHANGES_CONTINUE -> TransformChanges.CONTINUE;
      case TRANSFORM_CHANGES_REPROCESS, TRANSFORM_CHANGES_UNSPECIFIED, UNRECOGNIZED ->
          TransformChanges.REPROCESS;
    };
  }

  static io.millrace.runner.v1.TransformPreview toProto(TransformPreview preview) {
    return io.millrace.runner.v1.TransformPreview.newBuilder()
        .setId(preview.id())
        .setPipeline(preview.pipeline())
        .setSource(preview.source())
        .setTable(toProto(preview.table()))
        .addAllInputs(preview.inputs())
        .setSampleRows(preview.sampleRows())
        .build();
  }

  static TransformPreview fromProto(io.millrace.runner.v1.TransformPreview message) {
    return new TransformPreview(
        message.getId(),
        message.getPipeline(),
        message.getSource(),
        fromProto(message.getTable()),
        message.getInputsList(),
        message.getSampleRows());
  }

  static io.millrace.runner.v1.TransformPreviewResult toProto(TransformPreviewResult result) {
    var builder = io.millrace.runner.v1.TransformPreviewResult.newBuilder().setId(result.id());
    result.problem().ifPresent(problem -> builder.setProblem(WireFormat.toProto(problem)));
    for (PreviewColumn column : result.columns()) {
      builder.addColumns(
          io.millrace.runner.v1.PreviewColumn.newBuilder()
              .setName(column.name())
              .setType(column.type()));
    }
    for (TransformTestOutcome test : result.tests()) {
      builder.addTests(
          io.millrace.runner.v1.TransformTestOutcome.newBuilder()
              .setName(test.name())
              .setFailure(test.failure()));
    }
    result
        .sample()
        .ifPresent(
            sample ->
                builder.setSample(
                    io.millrace.runner.v1.PreviewSample.newBuilder()
                        .setRead(sample.read())
                        .setMade(sample.made())
                        .setWhole(sample.whole())));
    return builder.build();
  }

  static TransformPreviewResult fromProto(io.millrace.runner.v1.TransformPreviewResult message) {
    return new TransformPreviewResult(
        message.getId(),
        message.hasProblem()
            ? Optional.of(WireFormat.fromProto(message.getProblem()))
            : Optional.empty(),
        message.getColumnsList().stream()
            .map(each -> new PreviewColumn(each.getName(), each.getType()))
            .toList(),
        message.getTestsList().stream()
            .map(each -> new TransformTestOutcome(each.getName(), each.getFailure()))
            .toList(),
        message.hasSample()
            ? Optional.of(
                new PreviewSample(
                    message.getSample().getRead(),
                    message.getSample().getMade(),
                    message.getSample().getWhole()))
            : Optional.empty());
  }
}
