const STATEMENT = /\b(?:ALTER|CREATE|GRANT|SET|INSERT|UPDATE|DROP)\s[^;]*;?/;

/** The SQL in a sentence that tells somebody to run it, so that it can be copied alone. */
export function statementIn(sentence: string): string | null {
  const found = STATEMENT.exec(sentence)?.[0];
  if (found === undefined) {
    return null;
  }
  // A sentence may go on behind a statement that has no semicolon of its own.
  const alone = found.endsWith(';')
    ? found
    : (found.split(/\.\s|, then | on it | and (?:restart|then) /)[0] ?? found);
  return alone.replace(/[.\s]+$/, '');
}
