/** What an address asks for, taken only if it makes sense: anybody can type an address. */
export type Search = Record<string, unknown>;

export function text<K extends string>(key: K, search: Search): { [P in K]?: string } {
  const value = search[key];
  const given = typeof value === 'number' ? String(value) : value;
  return (typeof given === 'string' && given !== '' ? { [key]: given } : {}) as { [P in K]?: string };
}

export function oneOf<K extends string, V extends string>(
  key: K,
  values: readonly V[],
  search: Search,
): { [P in K]?: V } {
  const found = values.find((each) => each === search[key]);
  return (found === undefined ? {} : { [key]: found }) as { [P in K]?: V };
}
