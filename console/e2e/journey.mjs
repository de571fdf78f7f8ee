// One way through the console of a running Millrace, as a data engineer goes it: make two connectors
// and a pipeline by the forms, see rows arrive, break it, find out why, mend it, roll a change back,
// pause, resume, and delete it all again. Prints what it saw as one JSON document:
//
//   MILLRACE_API_KEY=mr_… SOURCE_PASSWORD=… DESTINATION_PASSWORD=… npm run journey -- \
//     --url http://127.0.0.1:8080 --source-host 127.0.0.1 --source-port 9733 --source-database shop \
//     --source-user shop --destination-host … --destination-port … --destination-database … \
//     --destination-user … [--table public.orders] [--into public.journey_orders] \
//     [--transform 'SELECT …'] [--name journey] [--install <id>] [--folder target/journey] [--timeout 120]
//
// Key and passwords come from the environment only, so that they are in no process list. Leaves with
// 1, and says at which step and why, when something is not as it should be. Screenshots of each step
// go into the folder.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from './browser.mjs';

const end = (name) => ({
  [`${name}-host`]: { type: 'string', default: '127.0.0.1' },
  [`${name}-port`]: { type: 'string', default: '5432' },
  [`${name}-database`]: { type: 'string', default: '' },
  [`${name}-user`]: { type: 'string', default: '' },
});
const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    install: { type: 'string' },
    folder: { type: 'string', default: 'target/journey' },
    timeout: { type: 'string', default: '120' },
    table: { type: 'string', default: 'public.orders' },
    name: { type: 'string', default: 'journey' },
    into: { type: 'string', default: 'public.journey_orders' },
    transform: { type: 'string', default: 'SELECT id, UPPER(status) AS status, amount FROM orders' },
    ...end('source'),
    ...end('destination'),
  },
});
const timeout = Number(options.timeout) * 1000;
const PASSWORDS = {
  source: process.env.SOURCE_PASSWORD ?? '',
  destination: process.env.DESTINATION_PASSWORD ?? '',
};
const faults = [];
const seen = { steps: [], firstRowMillis: null, reason: null, mendedMillis: null, rolledBack: false };

const browser = await launchChromium();
let page;
try {
  await mkdir(options.folder, { recursive: true });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.setDefaultTimeout(timeout);
  page.on('pageerror', (error) => faults.push(`The page failed: ${error.message}`));
  page.on('console', (message) => {
    // Asked for and missing is an answer: before the login, and of what is being made.
    if (message.type() === 'error' && !/40[14]/.test(message.text())) {
      faults.push(`The page logged: ${message.text()} (${message.location().url})`);
    }
  });
  const clear = [];
  page.on('request', (request) => {
    const body = request.postData() ?? '';
    const leaked = Object.values(PASSWORDS).some((each) => each !== '' && body.includes(each));
    if (leaked || body.includes('no-such-password')) {
      clear.push(`${request.method()} ${request.url()}`);
    }
  });

  await step('log in', logIn);
  const base = page.url().replace(/\?.*$/, '');
  await step('make the source', () => makeConnector('source', 'New source connector'));
  await step('make the destination', () => makeConnector('destination', 'New destination connector'));
  await step('make the pipeline', makePipeline);
  await step('see rows arrive', seeRows);
  await step('break it', () => givePassword(base, 'no-such-password'));
  await step('find out why', () => findOutWhy(base));
  await step('mend it', () => mend(base));
  await step('change a tag', () => changeTag(base));
  await step('roll back', () => rollBack(base));
  await step('pause and resume', () => pauseAndResume(base));
  await step('delete the pipeline', () => deletePipeline(base));
  await step('delete the connectors', () => deleteConnectors(base));
  faults.push(...clear.map((each) => `A password was sent in the clear: ${each}`));
} catch (error) {
  faults.push(error.message);
  await page?.screenshot({ path: join(options.folder, 'fault.png'), fullPage: true }).catch(() => undefined);
} finally {
  await browser.close();
}
console.log(JSON.stringify({ ...seen, faults }, null, 2));
for (const fault of faults) {
  console.error(fault);
}
process.exitCode = faults.length > 0 ? 1 : 0;

async function step(name, go) {
  const from = Date.now();
  try {
    await go();
  } catch (error) {
    throw new Error(`${name}: ${error.message} (at ${page.url()})`, { cause: error });
  }
  seen.steps.push({ name, millis: Date.now() - from });
  const number = String(seen.steps.length).padStart(2, '0');
  await page.screenshot({
    path: join(options.folder, `${number}-${name.replaceAll(' ', '-')}.png`),
    fullPage: true,
  });
}

async function logIn() {
  await page.goto(new URL('/login', options.url).href);
  await page.getByRole('textbox', { name: 'API key' }).fill(process.env.MILLRACE_API_KEY ?? '');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('link', { name: 'Millrace, all installs' }).waitFor();
  if (options.install) {
    await page.goto(new URL(`/installs/${options.install}`, options.url).href);
  }
  await page.getByText('Live', { exact: true }).waitFor();
}

async function makeConnector(role, link) {
  if (role === 'source') {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /^Search/ }).fill('New pipeline');
    await page.keyboard.press('Enter');
  }
  await page.getByRole('link', { name: link }).click();
  await page.getByRole('link', { name: /^PostgreSQL/ }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`${options.name}-${role}`);
  await page.getByLabel('Host').fill(options[`${role}-host`]);
  await page.getByLabel('Port').fill(options[`${role}-port`]);
  await page.getByRole('textbox', { name: 'Database' }).fill(options[`${role}-database`]);
  await page.getByRole('textbox', { name: 'User' }).fill(options[`${role}-user`]);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORDS[role]);
  await page.getByRole('button', { name: 'Create connector' }).click();
  await page.getByRole('heading', { name: 'New pipeline' }).waitFor();
}

async function makePipeline() {
  await page.getByRole('combobox', { name: 'Source' }).waitFor();
  await page.getByRole('textbox', { name: /^(Table|Another table)/ }).fill(options.table);
  await page.getByRole('button', { name: 'Add table' }).click();
  await page.getByLabel('Name in the destination').fill(options.into);
  await page.getByText('Transform in Flink SQL').click();
  await page.getByRole('textbox', { name: `Transform of ${options.table}` }).fill(options.transform);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(options.name);
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Create pipeline' }).click();
  seen.createdAt = Date.now();
  await page.getByRole('heading', { level: 1, name: options.name }).waitFor();
}

async function seeRows() {
  await page.waitForFunction(
    () => Number(document.querySelector('[data-figure="records-total"]')?.getAttribute('data-value')) > 0,
  );
  seen.firstRowMillis = Date.now() - seen.createdAt;
  await stateIs('Running');
}

/** The state beside the pipeline's name. */
async function stateIs(...words) {
  const badge = page.locator('h1 + *', { hasText: new RegExp(`^(${words.join('|')})$`) });
  await badge.waitFor();
}

async function givePassword(base, password) {
  await page.goto(`${base}/connectors/${options.name}-source?tab=edit`);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Review changes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Used by' }).waitFor();
}

async function findOutWhy(base) {
  await page.goto(`${base}/pipelines`);
  await page
    .locator(`[data-pipeline-row="${options.name}"]`)
    .getByText(/Broken|Degraded/)
    .waitFor();
  await page.getByRole('link', { name: options.name, exact: true }).click();
  await stateIs('Broken', 'Degraded');
  const advice = page.locator('main [data-tone]', { hasText: 'Next step' }).first();
  seen.reason = (await advice.innerText()).replaceAll('\n', ' ');
}

async function mend(base) {
  const from = Date.now();
  await givePassword(base, PASSWORDS.source);
  await page.goto(`${base}/pipelines/${options.name}`);
  await stateIs('Running');
  seen.mendedMillis = Date.now() - from;
}

async function changeTag(base) {
  await page.goto(`${base}/pipelines/${options.name}?tab=settings`);
  await page.getByRole('textbox', { name: 'Tags' }).fill('by-mistake');
  await page.getByRole('button', { name: 'Review changes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('by-mistake').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.locator('main').getByText('by-mistake').waitFor();
}

async function rollBack(base) {
  await page.goto(`${base}/pipelines/${options.name}?tab=history`);
  const older = page.locator('[data-revision]').nth(1);
  await older.locator('summary').click();
  await older.getByRole('button', { name: /^Roll back/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await page.getByRole('link', { name: 'Overview' }).last().click();
  await page.getByText('none', { exact: true }).waitFor();
  seen.rolledBack = true;
}

async function pauseAndResume(base) {
  await page.goto(`${base}/pipelines/${options.name}`);
  await page.getByRole('button', { name: 'Pause' }).click();
  await stateIs('Paused');
  await page.getByRole('button', { name: 'Resume' }).click();
  await stateIs('Running');
}

async function deletePipeline(base) {
  await page.goto(`${base}/pipelines/${options.name}`);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(`${base}/pipelines`);
  await page.locator(`[data-pipeline-row="${options.name}"]`).waitFor({ state: 'detached' });
}

async function deleteConnectors(base) {
  for (const name of ['source', 'destination'].map((role) => `${options.name}-${role}`)) {
    await page.goto(`${base}/connectors/${name}`);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL(`${base}/connectors`);
  }
}
