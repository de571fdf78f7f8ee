// Every page of an install, and what is done on it before it is photographed.

/** @typedef {import('playwright-core').Page} Page */

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

/** @type {Record<string, { path: string, prepare?: (page: Page) => Promise<unknown> }>} */
export const PAGES = {
  pipelines: {
    path: '/installs/many/pipelines',
    prepare: (page) => page.locator('[data-pipeline-row]').nth(199).waitFor({ state: 'attached' }),
  },
  'pipelines-filtered': { path: '/installs/many/pipelines?status=BROKEN&q=lyon' },
  'pipelines-none': { path: '/installs/many/pipelines?q=zzz' },
  'pipelines-empty': { path: '/installs/empty/pipelines' },
  pipeline: { path: '/installs/fine/pipelines/orders' },
  'pipeline-day': { path: '/installs/fine/pipelines/orders?range=24h' },
  'pipeline-week': { path: '/installs/fine/pipelines/orders?range=7d' },
  'pipeline-parts': { path: '/installs/fine/pipelines/orders?tab=parts' },
  'pipeline-parts-in-trouble': { path: '/installs/pipeline-broken/pipelines/orders?tab=parts' },
  'pipeline-events': { path: '/installs/pipeline-broken/pipelines/orders?tab=events' },
  'pipeline-in-trouble': { path: '/installs/pipeline-broken/pipelines/orders' },
  'pipeline-dead-letters': { path: '/installs/set-aside/pipelines/orders' },
  'pipeline-of-several': { path: '/installs/several/pipelines/catalogue-and-everything-else-of-the-shop' },
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
  'connectors-empty': { path: '/installs/empty/connectors' },
  connector: { path: '/installs/pipeline-broken/connectors/orders-source' },
  'connector-edit': { path: '/installs/fine/connectors/orders-source?tab=edit' },
  'connector-history': { path: '/installs/fine/connectors/orders-source?tab=history' },
  catalogue: { path: '/installs/fine/catalogue' },
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
  palette: {
    path: '/installs/many/pipelines',
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('osaka');
    },
  },
};
