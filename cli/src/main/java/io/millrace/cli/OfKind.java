package io.millrace.cli;

import io.millrace.cli.code.Document.Kind;

/// A command whose subcommands are about objects of one kind.
interface OfKind {
  Kind kind();
}
