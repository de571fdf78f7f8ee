// Opens the console of a running Millrace and prints, as one JSON document, the figures that its
// page shows, so that a test can hold them against the databases:
//
//   node e2e/console.e2e.mjs --url http://127.0.0.1:8080 --api-key mr_… [--folder target/e2e]
//     [--install <id>] [--pipeline orders] [--samples 5] [--timeout 60]
//
// The key may come from MILLRACE_API_KEY instead, so that it is in no process list. Screenshots of
// each page in both themes at two widths go into the folder. Leaves with 1, and says why, when a page logs
// an error, breaks its security policy, is too wide, fails axe for WCAG 2.2 AA, or shows no live figure in
// time.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inaccessible } from './axe.mjs';
import { launchChromium } from './browser.mjs';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    'api-key': { type: 'string', default: process.env.MILLRACE_API_KEY ?? '' },
    folder: { type: 'string', default: 'target/e2e' },
    install: { type: 'string' },
    pipeline: { type: 'string' },
    samples: { type: 'string', default: '5' },
    timeout: { type: 'string', default: '60' },
  },
});
const timeout = Number(options.timeout) * 1000;
const pipeline = options.pipeline ?? 'orders';
const PAGES = {
  install: '',
  pipelines: '/pipelines',
  pipeline: `/pipelines/${pipeline}`,
  'pipeline-day': `/pipelines/${pipeline}?range=24h`,
  'pipeline-parts': `/pipelines/${pipeline}?tab=parts`,
  'pipeline-events': `/pipelines/${pipeline}?tab=events`,
  'pipeline-history': `/pipelines/${pipeline}?tab=history`,
  connectors: '/connectors',
  catalogue: '/catalogue',
};
const faults = [];
const screenshots = [];

const browser = await launchChromium();
try {
  await mkdir(options.folder, { recursive: true });
  // What moves all the time keeps a machine without graphics busy with nothing else.
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(timeout);
  page.on('pageerror', (error) => faults.push(`The page failed: ${error.message}`));
  page.on('console', (message) => {
    const beforeLogin = message.location().url.endsWith('/api/v1/me');
    if (message.type() === 'error' && !beforeLogin) {
      faults.push(`The page logged: ${message.text()} (${message.location().url})`);
    }
  });

  await logIn(page);
  const figures = await readLive(page);
  const shown = await readStates(page);
  const base = page.url().replace(/\?.*$/, '').replace(/\/$/, '');
  const parts = await readParts(page, base);
  for (const width of [400, 1280]) {
    await photographAll(page, base, width);
  }
  console.log(JSON.stringify({ url: page.url(), ...shown, parts, figures, screenshots, faults }, null, 2));
} catch (error) {
  faults.push(error.message);
  console.log(JSON.stringify({ faults, screenshots }, null, 2));
} finally {
  await browser.close();
}
for (const fault of faults) {
  console.error(fault);
}
process.exitCode = faults.length > 0 ? 1 : 0;

async function logIn(page) {
  await page.goto(new URL('/login', options.url).href);
  await page.getByRole('textbox', { name: 'API key' }).fill(options['api-key']);
  await page.getByRole('button', { name: 'Log in' }).click();
  const refused = page.getByRole('alert');
  const inside = page.getByRole('link', { name: 'Millrace, all installs' });
  await inside.or(refused).first().waitFor();
  if (await refused.isVisible()) {
    throw new Error(`Login refused: ${await refused.innerText()}`);
  }
  if (options.install) {
    await page.goto(new URL(`/installs/${options.install}`, options.url).href);
  }
  await page.getByText('Live', { exact: true }).waitFor();
}

/** Several readings of one pipeline, each only after the page has shown a new measurement. */
async function readLive(page) {
  const card = options.pipeline
    ? page.locator(`[data-pipeline="${options.pipeline}"]`)
    : page.locator('[data-pipeline]').first();
  await card.locator('[data-figure="rate"]').waitFor();
  const readings = [];
  const deadline = Date.now() + timeout;
  let last = null;
  while (readings.length < Number(options.samples)) {
    const reading = await card.evaluate((element) => {
      const value = (name) => {
        const text = element.querySelector(`[data-figure="${name}"]`)?.getAttribute('data-value');
        return text ? Number(text) : null;
      };
      return {
        measuredAt: element.getAttribute('data-measured-at'),
        recordsPerSecond: value('rate'),
        lagRecords: value('lag'),
        latencyMillis: value('latency'),
        recordsTotal: value('records-total'),
        stale: element.querySelector('[data-stale]') !== null,
        flowing: element.querySelector('[data-flowing]') !== null,
      };
    });
    if (reading.measuredAt !== null && reading.measuredAt !== last) {
      last = reading.measuredAt;
      readings.push({ readAt: new Date().toISOString(), ...reading });
    } else if (Date.now() > deadline) {
      throw new Error(`Only ${readings.length} new measurements within ${options.timeout} s`);
    }
    await page.waitForTimeout(100);
  }
  return readings;
}

async function readStates(page) {
  return page.evaluate(() => {
    const text = (element, selector) => element.querySelector(selector)?.textContent?.trim() ?? null;
    return {
      title: document.title,
      install: text(document, 'h1'),
      components: [...document.querySelectorAll('[data-component]')].map((row) => {
        const [state, version, memory, restarts, uptime] = [...row.querySelectorAll('td')].map((cell) =>
          cell.textContent?.trim(),
        );
        return { name: row.getAttribute('data-component'), state, version, memory, restarts, uptime };
      }),
      pipelines: [...document.querySelectorAll('[data-pipeline]')].map((card) => ({
        name: card.getAttribute('data-pipeline'),
        heading: text(card, 'header'),
      })),
    };
  });
}

/** What the page of its tasks and topics shows of the pipeline. */
async function readParts(page, base) {
  await page.goto(`${base}/pipelines/${pipeline}?tab=parts`);
  await page.locator('[data-topic]').first().waitFor();
  return page.evaluate(() => {
    const cells = (row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim());
    return {
      tasks: [...document.querySelectorAll('[data-task]')].map((row) => cells(row).at(-1)),
      topics: [...document.querySelectorAll('[data-topic]')].map((row) => {
        const [name, schemas, partitions, records] = cells(row);
        return {
          name,
          schemas,
          partitions: parseInt(partitions),
          records: parseInt(records.replaceAll(',', '')),
        };
      }),
    };
  });
}

/** Each page is opened once, and shown in both themes. */
async function photographAll(page, base, width) {
  await page.setViewportSize({ width, height: 900 });
  for (const [name, path] of Object.entries(PAGES)) {
    await page.goto(base + path);
    await page.locator('main').waitFor();
    await page.waitForTimeout(400);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await photograph(page, name, colorScheme, width);
    }
  }
}

async function photograph(page, name, colorScheme, width) {
  await page.waitForTimeout(250);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (overflow > 0) {
    faults.push(`${name} at ${width} px is ${overflow} px too wide`);
  }
  faults.push(...(await inaccessible(page)).map((each) => `${name} (${colorScheme}, ${width}): ${each}`));
  const path = join(options.folder, `${name}-${colorScheme}-${width}.png`);
  await page.screenshot({ path, fullPage: true });
  screenshots.push(path);
}
