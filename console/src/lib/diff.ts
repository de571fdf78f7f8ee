/** One field that differs; null where it is not there. */
export type Change = { path: string; before: string | null; after: string | null };

export type Line = { kind: 'same' | 'removed' | 'added'; text: string };

/** Which fields of a document differ, in the order of the newer one. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const old = new Map(leaves('', before));
  const young = new Map(leaves('', after));
  const removed = [...old.keys()].filter((path) => !young.has(path));
  return [...young.keys(), ...removed]
    .map((path) => ({ path, before: old.get(path) ?? null, after: young.get(path) ?? null }))
    .filter((change) => change.before !== change.after);
}

function leaves(path: string, value: unknown): [string, string][] {
  if (value === null || value === undefined || value === '') {
    return [];
  }
  if (Array.isArray(value)) {
    if (value.every((each) => typeof each !== 'object')) {
      return value.length === 0 ? [] : [[path, value.join(', ')]];
    }
    return value.flatMap((each: unknown, index) => leaves(`${path}[${keyOf(each, index)}]`, each));
  }
  if (typeof value === 'object') {
    if ('ciphertext' in value) {
      // What is sealed cannot be compared, only told apart.
      return [[path, `sealed ··${String(value.ciphertext).slice(-6)}`]];
    }
    return Object.entries(value).flatMap(([key, each]) => leaves(path === '' ? key : `${path}.${key}`, each));
  }
  return [[path, String(value)]];
}

/** A table is told by its name, so that one that moved up is not another one. */
function keyOf(value: unknown, index: number): string {
  const { source } = (value ?? {}) as { source?: unknown };
  return typeof source === 'string' && source !== '' ? source : String(index);
}

/** The longest lines in common stay, the others go or come. */
export function linesOf(before: string | null, after: string | null): Line[] {
  const old = before === null ? [] : before.split('\n');
  const young = after === null ? [] : after.split('\n');
  const common = lengths(old, young);
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < young.length) {
    const left = old[i];
    const right = young[j];
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ kind: 'removed', text: left });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: right ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** How many lines the rests from each pair of positions have in common. */
function lengths(old: string[], young: string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(young.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = table[i] ?? [];
    for (let j = young.length - 1; j >= 0; j -= 1) {
      row[j] =
        old[i] === young[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), row[j + 1] ?? 0);
    }
  }
  return table;
}

function at(table: number[][], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}
