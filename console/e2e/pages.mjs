// Every page of an install, and what is done on it before it is photographed.

import { specCatalogue } from '../dev/spec-catalogue.mjs';

/** @typedef {import('playwright-core').Page} Page */
/**
 * @typedef {object} State
 * @property {string} path
 * @property {(page: Page) => Promise<unknown>} [before] what is set up before the page is opened
 * @property {(page: Page) => Promise<unknown>} [prepare] what is done on it before it is photographed
 * @property {boolean} [lone] whether it is not the live page of an install, so that nothing is waited for
 */

/** @param {string} path @param {number} status */
const refuse = (path, status) => (/** @type {Page} */ page) =>
  page.route(`**/api/v1/**/${path}`, (route) =>
    route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        title: 'The database of the control plane does not answer',
        status,
        detail: 'It was asked for two seconds.',
        nextStep: 'Run ./millrace status on the machine of the control plane.',
      }),
    }),
  );

/** @param {Page} page */
const readOnly = (page) =>
  page.route('**/api/v1/me', async (route) => {
    const response = await route.fetch();
    const me = await response.json();
    await route.fulfill({ response, json: { ...me, principal: { ...me.principal, role: 'READ_ONLY' } } });
  });

/** Makes one that nothing else shows. @param {'connectors' | 'pipelines'} kind */
const make = (kind) => (/** @type {Page} */ page) =>
  page.request.put(apiOf(page, kind), {
    data:
      kind === 'connectors'
        ? { type: 'postgres', config: { hostname: 'db', database: 'd', username: 'u' }, secrets: {} }
        : {
            ...{ source: 'orders-source', destination: 'orders-destination', runState: 'RUNNING' },
            ...{ schemaChanges: 'FOLLOW', deletes: 'HARD', transformChanges: 'REPROCESS' },
            ...{ badRows: 'SET_ASIDE', tags: [] },
            tables: [{ source: 'public.orders', destination: 'public.orders' }],
          },
  });

/** @param {'connectors' | 'pipelines'} kind */
const makeAndDelete = (kind) => async (/** @type {Page} */ page) => {
  await make(kind)(page);
  await page.request.delete(apiOf(page, kind));
};

/** @param {Page} page @param {string} kind */
function apiOf(page, kind) {
  return `${new URL(page.url()).origin}/api/v1/organizations/org-1/installs/paused/${kind}/closed`;
}

/** @param {Page} page */
async function fillConnector(page, hostname = 'db.shop.example', username = 'reader') {
  await page.getByLabel('Name', { exact: false }).first().fill('orders-copy');
  await page.getByLabel('Host').fill(hostname);
  await page.getByLabel('Database').fill('shop');
  await page.getByLabel('User').fill(username);
  await page.getByLabel('Password').first().fill('s3cret');
  await page.getByLabel('Password').first().blur();
  await page.getByRole('button', { name: 'Test again' }).waitFor();
  await page.waitForFunction(() => !document.body.innerText.includes('Testing …'));
}

/** @param {Page} page */
async function fillPipeline(page) {
  await page.getByRole('combobox', { name: 'Source' }).selectOption('orders-source');
  await page.getByRole('combobox', { name: 'Destination' }).selectOption('orders-destination');
  await page.getByLabel('public.orders', { exact: true }).check();
  await page.getByLabel('public.customers').check();
  await page.getByText('Transform in Flink SQL').first().click();
  await page
    .getByLabel('Transform of public.orders in Flink SQL')
    .fill('SELECT id, UPPER(status) AS status\nFROM orders');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('copies');
  await page.getByLabel('Tags').fill('shop eu');
}

/** The form of each type, with what it says when nothing is filled in. @type {Record<string, State>} */
const FORMS = Object.fromEntries(
  specCatalogue().map(({ type }) => [
    `new-connector-${type}`,
    {
      path: `/installs/fine/new/connector?type=${type}`,
      prepare: async (/** @type {Page} */ page) => {
        await page.evaluate(() =>
          document.querySelectorAll('details').forEach((each) => each.setAttribute('open', '')),
        );
        await page.getByRole('button', { name: 'Create connector' }).click();
      },
    },
  ]),
);

/** @type {Record<string, State>} */
export const PAGES = {
  pipelines: {
    path: '/installs/many/pipelines',
    prepare: (page) => page.locator('[data-pipeline-row]').nth(199).waitFor({ state: 'attached' }),
  },
  'pipelines-filtered': { path: '/installs/many/pipelines?status=BROKEN&q=lyon' },
  'pipelines-none': { path: '/installs/many/pipelines?q=zzz' },
  'pipelines-empty': { path: '/installs/empty/pipelines' },
  pipeline: { path: '/installs/fine/pipelines/orders' },
  'pipeline-hour': { path: '/installs/fine/pipelines/orders?range=1h' },
  'pipeline-day': { path: '/installs/fine/pipelines/orders?range=24h' },
  'pipeline-week': { path: '/installs/fine/pipelines/orders?range=7d' },
  'pipeline-parts': { path: '/installs/fine/pipelines/orders?tab=parts' },
  'pipeline-parts-in-trouble': { path: '/installs/pipeline-broken/pipelines/orders?tab=parts' },
  'pipeline-parts-none': { path: '/installs/starting/pipelines/orders?tab=parts' },
  'pipeline-first-row': { path: '/installs/starting/pipelines/orders' },
  'pipeline-paused': { path: '/installs/paused/pipelines/orders' },
  'pipeline-last-known': { path: '/installs/runner-gone/pipelines/orders' },
  'pipeline-read-only': { path: '/installs/fine/pipelines/orders', before: readOnly },
  'pipeline-events': { path: '/installs/pipeline-broken/pipelines/orders?tab=events' },
  'pipeline-in-trouble': { path: '/installs/pipeline-broken/pipelines/orders' },
  'pipeline-dead-letters': { path: '/installs/set-aside/pipelines/orders' },
  'pipeline-of-several': { path: '/installs/several/pipelines/catalogue-and-everything-else-of-the-shop' },
  'pipeline-tables-of-several': {
    path: '/installs/several/pipelines/catalogue-and-everything-else-of-the-shop?tab=tables',
  },
  'pipeline-discard': {
    path: '/installs/set-aside/pipelines/orders',
    prepare: (page) => page.getByRole('button', { name: 'Discard' }).click(),
  },
  'pipeline-stop': {
    path: '/installs/fine/pipelines/orders',
    prepare: (page) => page.getByRole('button', { name: 'Stop' }).click(),
  },
  'pipeline-undo': {
    path: '/installs/paused/pipelines/closed',
    before: make('pipelines'),
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Undo' }).waitFor();
    },
  },
  'pipeline-deleted': { path: '/installs/paused/pipelines/closed', before: makeAndDelete('pipelines') },
  'pipeline-refused': {
    path: '/installs/fine/pipelines/orders?tab=events',
    before: refuse('orders/events', 503),
  },
  'pipeline-unknown': { path: '/installs/fine/pipelines/gone' },
  'pipeline-tables': { path: '/installs/fine/pipelines/orders?tab=tables' },
  'pipeline-history': { path: '/installs/fine/pipelines/orders?tab=history' },
  'pipeline-rollback': {
    path: '/installs/fine/pipelines/orders?tab=history',
    prepare: async (page) => {
      await page.locator('[data-revision="1"] summary').click();
      await page.getByRole('button', { name: 'Roll back to 1' }).click();
    },
  },
  'pipeline-settings': { path: '/installs/fine/pipelines/orders?tab=settings' },
  'pipeline-save': {
    path: '/installs/fine/pipelines/orders?tab=settings',
    prepare: async (page) => {
      await page.getByLabel('Tags').fill('gold');
      await page.getByText('It stays in the destination as it last was.').click();
      await page.getByRole('button', { name: 'Review changes' }).click();
    },
  },
  'pipeline-delete': {
    path: '/installs/fine/pipelines/orders',
    prepare: (page) => page.getByRole('button', { name: 'Delete' }).click(),
  },
  connectors: { path: '/installs/many/connectors' },
  'connectors-filtered': { path: '/installs/many/connectors?status=BROKEN' },
  'connectors-none': { path: '/installs/many/connectors?q=zzz' },
  'connectors-read-only': { path: '/installs/empty/connectors', before: readOnly },
  'connectors-refused': { path: '/installs/fine/connectors', before: refuse('connectors', 503) },
  'connector-unused': { path: '/installs/many/connectors/sandbox-001' },
  'connector-delete': {
    path: '/installs/many/connectors/sandbox-001',
    prepare: (page) => page.getByRole('button', { name: 'Delete' }).click(),
  },
  'connector-deleted': { path: '/installs/paused/connectors/closed', before: makeAndDelete('connectors') },
  'connector-unknown': { path: '/installs/fine/connectors/gone' },
  'connector-save': {
    path: '/installs/fine/connectors/orders-source?tab=edit',
    prepare: async (page) => {
      await page.getByLabel('Host').fill('replica.shop.example');
      await page.getByLabel('Password').first().fill('s3cret');
      await page.getByRole('button', { name: 'Review changes' }).click();
    },
  },
  'connectors-empty': { path: '/installs/empty/connectors' },
  connector: { path: '/installs/pipeline-broken/connectors/orders-source' },
  'connector-edit': { path: '/installs/fine/connectors/orders-source?tab=edit' },
  'connector-history': { path: '/installs/fine/connectors/orders-source?tab=history' },
  catalogue: { path: '/installs/fine/catalogue' },
  'catalogue-filtered': { path: '/installs/fine/catalogue?role=SOURCE&q=server' },
  'catalogue-none': { path: '/installs/fine/catalogue?q=zzz' },
  ...FORMS,
  'new-connector-for-pipeline': { path: '/installs/fine/new/connector?role=SOURCE&then=pipeline' },
  'new-connector': { path: '/installs/fine/new/connector' },
  'new-connector-wrong': {
    path: '/installs/fine/new/connector?type=postgres',
    prepare: async (page) => {
      await page.getByLabel('Port').fill('99999');
      await page.getByRole('button', { name: 'Create connector' }).click();
    },
  },
  'new-connector-findings': {
    path: '/installs/fine/new/connector?type=postgres',
    prepare: (page) => fillConnector(page),
  },
  'new-connector-fine': {
    path: '/installs/fine/new/connector?type=postgres',
    prepare: (page) => fillConnector(page, 'db.shop.example', 'millrace'),
  },
  'new-pipeline': { path: '/installs/fine/new/pipeline', prepare: fillPipeline },
  'new-pipeline-preview': {
    path: '/installs/fine/new/pipeline',
    prepare: async (page) => {
      await fillPipeline(page);
      await page.getByRole('button', { name: 'Try the transform' }).click();
      await page.getByText('no tax abroad').waitFor();
    },
  },
  'new-pipeline-wrong': {
    path: '/installs/empty/new/pipeline',
    prepare: (page) => page.getByRole('button', { name: 'Review' }).click(),
  },
  'new-pipeline-review': {
    path: '/installs/fine/new/pipeline',
    prepare: async (page) => {
      await fillPipeline(page);
      await page.getByRole('button', { name: 'Review' }).click();
    },
  },
  'palette-open': {
    path: '/installs/fine/pipelines/orders',
    prepare: (page) => page.keyboard.press('Control+k'),
  },
  shortcuts: {
    path: '/installs/fine/pipelines',
    prepare: (page) => page.keyboard.press('?'),
  },
  'account-menu': {
    path: '/installs/fine/pipelines',
    prepare: (page) => page.getByRole('button', { name: 'Account' }).click(),
  },
  'focus-skip': { path: '/installs/fine/pipelines', prepare: (page) => page.keyboard.press('Tab') },
  'focus-row': {
    path: '/installs/pipeline-broken/pipelines',
    prepare: async (page) => {
      await page.getByRole('searchbox').focus();
      await page.locator('[data-pipeline-row] a').first().focus();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Tab');
    },
  },
  'stream-lost': {
    path: '/installs/fine',
    before: (page) => page.route('**/installs/fine/events', (route) => route.abort()),
    lone: true,
  },
  'install-unknown': { path: '/installs/gone', lone: true },
  'page-unknown': { path: '/nowhere', lone: true },
  'control-plane-away': {
    path: '/installs/fine',
    before: (page) => page.route('**/api/v1/**', (route) => route.abort()),
    lone: true,
  },
  palette: {
    path: '/installs/many/pipelines',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('osaka');
    },
  },
};
