// How long the list of two hundred pipelines takes in Chromium until somebody can use it: from the
// click on a link to all rows and a filter that answers. Against the fake control plane, so that it
// is the console that is measured: npm run build && npm run measure [-- --rounds 10] [--slower 4]

import { parseArgs } from 'node:util';
import { CONSOLE_CODE, fakeControlPlane } from '../dev/fake-control-plane.mjs';
import { launchChromium } from './browser.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    /** By how much the processor is slowed down, as a phone's would be. */
    slower: { type: 'string', default: '1' },
    folder: { type: 'string', default: 'dist' },
  },
});

const server = fakeControlPlane({ folder: options.folder, only: 'many' });
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await launchChromium();
const figures = { fromAddress: [], fromOverview: [], filtered: [] };
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${base}/login#code=${CONSOLE_CODE}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(options.slower) });
  for (let round = 0; round < Number(options.rounds); round += 1) {
    figures.fromAddress.push(await timed(() => page.goto(`${base}/installs/many/pipelines`), page, 200));
    figures.filtered.push(await timed(() => page.getByRole('searchbox').fill('osaka'), page, 40));
    await page.goto(`${base}/installs/many`);
    await page.getByRole('link', { name: 'All pipelines' }).waitFor();
    const click = () => page.getByRole('link', { name: 'All pipelines' }).click();
    figures.fromOverview.push(await timed(click, page, 200));
  }
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
const told = Object.fromEntries(Object.entries(figures).map(([name, millis]) => [name, summary(millis)]));
console.log(JSON.stringify({ pipelines: 200, slower: Number(options.slower), millis: told }, null, 2));

/** Until so many rows are there and the page has drawn them. */
async function timed(act, page, rows) {
  const from = performance.now();
  await act();
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('[data-pipeline-row]').length === wanted,
    rows,
    { polling: 'raf' },
  );
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  return performance.now() - from;
}

function summary(millis) {
  const sorted = millis.toSorted((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return { median: at(0.5), p95: at(0.95), most: at(1) };
}
