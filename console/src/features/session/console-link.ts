/**
 * Takes the single-use code out of the address, once: it must neither stay in the history nor be
 * spent twice.
 */
export function takeCode(): string | null {
  const { hash, pathname } = globalThis.location;
  const code = new URLSearchParams(hash.replace(/^#/, '')).get('code');
  if (code !== null) {
    globalThis.history.replaceState(globalThis.history.state, '', pathname);
  }
  return code;
}
