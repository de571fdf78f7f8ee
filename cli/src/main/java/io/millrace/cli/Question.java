package io.millrace.cli;

import java.io.Console;
import java.util.Optional;

/// Asks before something is destroyed. Where nobody can answer, the answer is no.
final class Question {

  private Question() {}

  static boolean confirmed(String word) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readLine("Type \"%s\" to go on (or give --yes): ", word))
        .filter(word::equals)
        .isPresent();
  }
}
