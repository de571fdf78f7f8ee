export type SqlToken = { kind: 'keyword' | 'literal' | 'comment' | 'other'; text: string; start: number };

const KEYWORDS = new Set(
  (
    'select from where as and or not in is null case when then else end cast join left right inner outer on ' +
    'group by having order union all distinct between like with over partition coalesce true false'
  ).split(' '),
);

const TOKEN = /(--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*'|\b\d+(?:\.\d+)?\b)|([A-Za-z_][\w$]*)|([\s\S])/g;

/** Just enough to read a statement at a glance; nothing is checked. */
export function tokensOf(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (const match of sql.matchAll(TOKEN)) {
    const kind = kindOf(match);
    const last = tokens.at(-1);
    if (last && last.kind === kind && kind === 'other') {
      last.text += match[0];
    } else {
      tokens.push({ kind, text: match[0], start: match.index });
    }
  }
  return tokens;
}

function kindOf(match: RegExpExecArray): SqlToken['kind'] {
  const [, comment, literal, word] = match;
  if (comment) {
    return 'comment';
  }
  if (literal) {
    return 'literal';
  }
  return word && KEYWORDS.has(word.toLowerCase()) ? 'keyword' : 'other';
}
