// Runs before the first paint, so that a page in the dark does not flash white. A file of its own,
// because the security policy allows no inline script.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('millrace-color-scheme');
  } catch {
    // Storage may be switched off; then the system decides.
  }
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
