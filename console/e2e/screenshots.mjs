// Every state of the console in both themes and at several widths, from the fake control plane:
// npm run build && node e2e/screenshots.mjs <folder> [state ...], with THEME=dark or WIDTH=400 only those
// Leaves with 1 when the page logged an error, broke its security policy, is too wide, or fails a check
// of axe for WCAG 2.2 AA. A dialog, and a list of hundreds, is photographed as far as a window shows it.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CONSOLE_CODE, fakeControlPlane } from '../dev/fake-control-plane.mjs';
import { SCENARIO_NAMES } from '../dev/fake-installs.mjs';
import { inaccessible } from './axe.mjs';
import { launchChromium } from './browser.mjs';
import { PAGES } from './pages.mjs';

const WIDTHS = process.env.WIDTH ? [Number(process.env.WIDTH)] : [400, 1280];
const THEMES = /** @type {('light' | 'dark')[]} */ (
  process.env.THEME ? [process.env.THEME] : ['light', 'dark']
);

const [folder = 'target/screenshots', ...wanted] = process.argv.slice(2);
const states =
  wanted.length > 0
    ? wanted
    : ['login', 'login-refused', 'installs', ...SCENARIO_NAMES, ...Object.keys(PAGES)];
const complaints = [];
/** In pixels; beyond it nobody looks at the whole page. */
const TALLEST = 6_000;

await mkdir(folder, { recursive: true });
const server = fakeControlPlane({ folder: process.env.CONSOLE_FOLDER ?? 'dist' });
await new Promise((resolve) => server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const browser = await launchChromium();
try {
  for (const colorScheme of THEMES) {
    for (const width of WIDTHS) {
      await photograph(colorScheme, width);
    }
  }
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
for (const complaint of complaints) {
  console.error(complaint);
}
process.exitCode = complaints.length > 0 ? 1 : 0;

async function photograph(colorScheme, width) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height: 900 },
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  /** Whether the state is about an answer that fails, which Chromium logs. */
  let failing = false;
  page.on('console', (message) => {
    // Of the login, and of the page of a pipeline that is not there.
    const expected = /\b40[14]\b/.test(message.text());
    if (message.type() === 'error' && !expected && !failing) {
      complaints.push(`${page.url()} (${colorScheme}, ${width}): ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.stack}`));
  const shoot = async (name) => {
    await page.evaluate(() => document.fonts.ready);
    // Nothing under the bar that stays on top.
    await page.evaluate(() => scrollTo(0, 0));
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) {
      complaints.push(`${name} at ${width} px is ${overflow} px too wide`);
    }
    complaints.push(
      ...(await inaccessible(page)).map((each) => `${name} (${colorScheme}, ${width}): ${each}`),
    );
    const fullPage = await page.evaluate(
      (tallest) =>
        !document.querySelector('[role="dialog"]') && document.documentElement.scrollHeight < tallest,
      TALLEST,
    );
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage });
  };

  await page.goto(`${base}/login`);
  await page.getByLabel('API key').first().waitFor();
  if (states.includes('login')) {
    await shoot('login');
  }
  if (states.includes('login-refused')) {
    await page.getByRole('textbox', { name: 'API key' }).fill('mr_wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').waitFor();
    await shoot('login-refused');
  }
  // The console link on a page that is open already: only the hash differs, hence by way of a blank page.
  await page.goto('about:blank');
  await page.goto(`${base}/login#code=${CONSOLE_CODE}`);
  await page.getByRole('heading', { name: 'Installs of' }).waitFor();
  if (page.url().includes('code')) {
    complaints.push('The code of the console link stays in the address');
  }
  if (states.includes('installs')) {
    await shoot('installs');
  }
  for (const name of SCENARIO_NAMES.filter((each) => states.includes(each))) {
    await page.goto(`${base}/installs/${name}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    // Two events of the stream, so that the charts and the reasons are those of a page in use.
    await page.waitForTimeout(1600);
    await shoot(name);
  }
  for (const [name, state] of Object.entries(PAGES).filter(([each]) => states.includes(each))) {
    const { path, before, prepare, lone = false } = state;
    await page.evaluate(() => sessionStorage.clear());
    failing = lone || before !== undefined;
    await before?.(page);
    await page.goto(`${base}${path}`);
    try {
      if (!lone) {
        await page.getByText('Live', { exact: true }).waitFor();
        await page.getByRole('heading', { level: 1 }).waitFor();
      }
      await prepare?.(page);
    } catch (error) {
      complaints.push(`${name} (${colorScheme}, ${width}): ${error.message}`);
    }
    await page.waitForTimeout(900);
    await shoot(name);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
  await context.close();
}
