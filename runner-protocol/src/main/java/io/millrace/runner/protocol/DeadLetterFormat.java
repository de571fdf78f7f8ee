package io.millrace.runner.protocol;

import io.millrace.runner.protocol.DesiredState.DeadLetterAction;
import io.millrace.runner.protocol.DesiredState.DeadLetterCommand;
import io.millrace.runner.protocol.ObservedState.DeadLetterReason;
import io.millrace.runner.protocol.ObservedState.DeadLetters;

/// Dead letters, for [WireFormat].
final class DeadLetterFormat {

  private DeadLetterFormat() {}

  static io.millrace.runner.v1.DeadLetterCommand toProto(DeadLetterCommand command) {
    return io.millrace.runner.v1.DeadLetterCommand.newBuilder()
        .setAction(
            switch (command.action()) {
              case REPLAY -> io.millrace.runner.v1.DeadLetterAction.DEAD_LETTER_ACTION_REPLAY;
              case DISCARD -> io.millrace.runner.v1.DeadLetterAction.DEAD_LETTER_ACTION_DISCARD;
            })
        .setUntil(WireFormat.toProto(command.until()))
        .build();
  }

  /// What is not understood is tried again, which loses nothing.
  static DeadLetterCommand fromProto(io.millrace.runner.v1.DeadLetterCommand message) {
    return new DeadLetterCommand(
        switch (message.getAction()) {
          case DEAD_LETTER_ACTION_DISCARD -> DeadLetterAction.DISCARD;
          case DEAD_LETTER_ACTION_REPLAY, DEAD_LETTER_ACTION_UNSPECIFIED, UNRECOGNIZED ->
              DeadLetterAction.REPLAY;
        },
        WireFormat.fromProto(message.getUntil()));
  }

  static io.millrace.runner.v1.DeadLetters toProto(DeadLetters letters) {
    var builder =
        io.millrace.runner.v1.DeadLetters.newBuilder()
            .setCount(letters.count())
            .setNewestAt(WireFormat.toProto(letters.newestAt()));
    letters
        .reasons()
        .forEach(
            each ->
                builder.addReasons(
                    io.millrace.runner.v1.DeadLetterReason.newBuilder()
                        .setReason(each.reason())
                        .setCount(each.count())));
    return builder.build();
  }

  static DeadLetters fromProto(io.millrace.runner.v1.DeadLetters message) {
    return new DeadLetters(
        message.getCount(),
        message.getReasonsList().stream()
            .map(each -> new DeadLetterReason(each.getReason(), each.getCount()))
            .toList(),
        WireFormat.fromProto(message.getNewestAt()));
  }
}
