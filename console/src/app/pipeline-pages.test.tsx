import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeApi } from '@/testing/fake-api';
import { FakeEventSource } from '@/testing/fake-event-source';
import { enter, openConsole } from '@/testing/open-console';

async function opened(path: string, heading: string, scenario = 'fine') {
  const api = new FakeApi(scenario);
  const console = openConsole(api, `/installs/${scenario}${path}`);
  await screen.findByRole('heading', { level: 1, name: heading });
  act(() => FakeEventSource.latest.open());
  return { api, ...console };
}

const rows = () => [...document.querySelectorAll('[data-pipeline-row]')];

describe('the list of pipelines', () => {
  it('shows two hundred, and keeps in its address what is looked for', async () => {
    const { user, router } = await opened('/pipelines', 'Pipelines', 'many');
    expect(rows()).toHaveLength(200);
    await enter(user, screen.getByRole('searchbox'), 'osaka lake');
    await waitFor(() => expect(rows()).toHaveLength(8));
    await waitFor(() => expect(router.state.location.search).toEqual({ q: 'osaka lake' }));
    await user.click(screen.getByRole('link', { name: /^All/ }));
  });

  it('counts for each status what fits the words', async () => {
    await opened('/pipelines?q=lyon', 'Pipelines', 'many');
    const shown = screen.getByRole('group', { name: 'Status' }).textContent;
    expect(shown).toContain(`All ${rows().length}`);
    expect(shown).toContain('Broken 4');
  });

  it('is what its address says', async () => {
    await opened('/pipelines?status=BROKEN&sort=lag', 'Pipelines', 'many');
    expect(rows()).toHaveLength(5);
    expect(screen.getAllByText(/refuses the login of user millrace/)).toHaveLength(5);
  });

  it('teaches what a pipeline is while there is none', async () => {
    await opened('/pipelines', 'Pipelines', 'empty');
    expect(screen.getByRole('link', { name: 'New pipeline' })).toBeDefined();
  });
});

describe('a new pipeline', () => {
  it('is made of a source, its tables, a destination and choices', async () => {
    const { api, user, router } = await opened('/new/pipeline', 'New pipeline');
    await user.selectOptions(await screen.findByRole('combobox', { name: /^Source/ }), 'orders-source');
    await user.selectOptions(screen.getByRole('combobox', { name: /^Destination/ }), 'orders-destination');
    await user.click(await screen.findByRole('checkbox', { name: 'public.customers' }));
    await enter(user, screen.getByRole('textbox', { name: /^Another table/ }), 'sales.leads');
    await user.keyboard('{Enter}');
    const [, leads] = screen.getAllByRole('textbox', { name: /^Name in the destination/ });
    await user.clear(leads as HTMLElement);
    await enter(user, leads as HTMLElement, 'dwh.leads');
    await user.click(screen.getByRole('radio', { name: /^Mark/ }));
    await enter(user, screen.getByRole('textbox', { name: /^Tags/ }), 'gold eu gold');
    await enter(user, screen.getByRole('textbox', { name: /^Name It cannot|^Name$|^Name \*/ }), 'people');
    await user.click(screen.getByRole('button', { name: 'Review' }));
    const dialog = await screen.findByRole('dialog', { name: 'Create people?' });
    await user.click(within(dialog).getByRole('button', { name: 'Create pipeline' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/installs/fine/pipelines/people'));
    expect(api.calls.find(({ method }) => method === 'PUT')?.body).toEqual({
      source: 'orders-source',
      destination: 'orders-destination',
      tables: [
        { source: 'public.customers', destination: 'public.customers' },
        { source: 'sales.leads', destination: 'dwh.leads' },
      ],
      runState: 'RUNNING',
      schemaChanges: 'FOLLOW',
      transformChanges: 'REPROCESS',
      deletes: 'SOFT',
      badRows: 'SET_ASIDE',
      initialSnapshot: 'ALL',
      tags: ['eu', 'gold'],
    });
    expect(await screen.findByRole('list', { name: 'On the way to the first row' })).toBeDefined();
  });

  it('says what is missing, each at its field', async () => {
    const { user } = await opened('/new/pipeline', 'New pipeline');
    await user.click(await screen.findByRole('button', { name: 'Review' }));
    for (const told of [
      'Choose where the rows come from.',
      'Choose where the rows go.',
      'Choose at least one table.',
      'Give it a name.',
    ]) {
      expect(screen.getByText(told)).toBeDefined();
    }
  });

  it('is still there after a connector was made for it', async () => {
    const { user, router } = await opened('/new/pipeline', 'New pipeline');
    await enter(user, await screen.findByRole('textbox', { name: /^Tags/ }), 'kept');
    await router.navigate({ to: '/installs/$installId/connectors', params: { installId: 'fine' } });
    router.history.push('/installs/fine/new/pipeline?source=orders-source');
    await screen.findByRole('heading', { name: 'New pipeline' });
    router.history.push('/installs/fine/new/pipeline?destination=orders-destination');
    await waitFor(() => expect(router.state.location.search).toEqual({ destination: 'orders-destination' }));
    expect(((await screen.findByRole('textbox', { name: /^Tags/ })) as HTMLInputElement).value).toBe('kept');
    expect((screen.getByRole('combobox', { name: /^Source/ }) as HTMLSelectElement).value).toBe(
      'orders-source',
    );
  });
});

describe('a pipeline', () => {
  it('charts as far back as its address says, and further at a key', async () => {
    const { api, user, router } = await opened('/pipelines/orders?range=24h', 'orders');
    await screen.findByRole('img', { name: /^Rate in the last 24 hours/ });
    await user.keyboard('r');
    await screen.findByRole('img', { name: /^Latency in the last 7 days, / });
    expect(router.state.location.search).toEqual({ range: '7d' });
    await user.click(screen.getByRole('link', { name: '15 min' }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    const asked = api.calls
      .filter(({ path }) => path.includes('/metrics?'))
      .map(({ path }) => path.split('?')[1]);
    expect(asked).toEqual(['range=24h', 'range=7d', 'range=15m']);
  });

  it('shows what would change before it is saved, at the place of the mistake what is wrong', async () => {
    const { api, user } = await opened('/pipelines/orders?tab=settings', 'orders');
    const transform = await screen.findByRole('textbox', { name: /^Transform of public.orders/ });
    await user.clear(transform);
    await enter(user, transform, 'DROP TABLE orders');
    await user.click(screen.getByRole('button', { name: 'Review changes' }));
    expect(screen.getByText(/It must be a Flink SQL SELECT/)).toBeDefined();
    await user.clear(transform);
    await user.click(screen.getByRole('button', { name: 'Review changes' }));
    const dialog = await screen.findByRole('dialog', { name: 'Save orders?' });
    expect(within(dialog).getByText('tables[public.orders].transform')).toBeDefined();
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(api.calls.some(({ method }) => method === 'PUT')).toBe(true));
  });

  it('shows what runs for it, and what its records are kept in', async () => {
    await opened('/pipelines/orders?tab=parts', 'orders', 'pipeline-broken');
    const tasks = await screen.findByRole('table', { name: 'Tasks' });
    expect(within(tasks).getByText('It does not work: it refuses the password.')).toBeDefined();
    const topics = screen.getByRole('table', { name: 'Topics' });
    expect(within(topics).getByRole('rowheader', { name: 'orders.public.orders' })).toBeDefined();
    expect(within(topics).getAllByTitle('orders.public.orders-value, version 3')).toHaveLength(1);
  });

  it('tells what became of it, and between that who changed what', async () => {
    await opened('/pipelines/orders?tab=events', 'orders', 'pipeline-broken');
    await screen.findByText('Next step: Start it again.');
    const items = screen.getAllByRole('listitem').map(({ textContent }) => textContent ?? '');
    const broken = items.findIndex((text) => text.includes('Broken'));
    const saved = items.findIndex((text) => text.includes('saved it'));
    expect(broken).toBeGreaterThan(-1);
    expect(saved).toBeGreaterThan(broken);
  });

  it('goes back to an earlier revision, and back again', async () => {
    const { api, user } = await opened('/pipelines/orders?tab=history', 'orders');
    await screen.findByRole('heading', { name: 'History' });
    const first = document.querySelector('[data-revision="1"]') as HTMLElement;
    await user.click(within(first).getByText('Saved'));
    await user.click(within(first).getByRole('button', { name: 'Roll back to 1' }));
    const dialog = await screen.findByRole('dialog', { name: 'Roll orders back to revision 1?' });
    await user.click(within(dialog).getByRole('button', { name: 'Roll back' }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(api.calls.filter(({ path }) => path.endsWith('/rollback')).map(({ body }) => body)).toEqual([
        { revision: 1 },
        { revision: 2 },
      ]),
    );
  });

  it('is deleted after a question, and made again by undoing it', async () => {
    const { user, router } = await opened('/pipelines/orders', 'orders');
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete orders?' });
    expect(within(dialog).getByText(/replication slot and publication/)).toBeDefined();
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/installs/fine/pipelines'));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('orders is there again.')).toBeDefined();
  });

  it('can be made again later too, from the history that is left at its address', async () => {
    const { api, user, router } = await opened('/pipelines/orders', 'orders');
    await screen.findByRole('button', { name: 'Delete' });
    api.stores.get('fine')?.answer({ method: 'DELETE', path: 'pipelines/orders' });
    await act(() => router.invalidate());
    await user.click(screen.getByRole('link', { name: 'Connectors' }));
    await act(() => router.navigate({ to: '/installs/fine/pipelines/orders' as never }));
    act(() => FakeEventSource.latest.send('install', api.stores.get('fine')?.install()));
    expect(await screen.findByText('It was deleted')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Roll back to 2' }));
    const dialog = await screen.findByRole('dialog', { name: 'Make orders again as it was at revision 2?' });
    await user.click(within(dialog).getByRole('button', { name: 'Make it again' }));
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeDefined();
  });

  it('stops after a question, and restarts without one', async () => {
    const { api, user } = await opened('/pipelines/orders', 'orders');
    await user.click(await screen.findByRole('button', { name: 'Restart' }));
    expect(await screen.findByText(/is being restarted/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    const dialog = await screen.findByRole('dialog', { name: 'Stop orders?' });
    await user.click(within(dialog).getByRole('button', { name: 'Stop' }));
    await waitFor(() =>
      expect(api.calls.find(({ method }) => method === 'PATCH')?.body).toEqual({ runState: 'STOPPED' }),
    );
  });

  it('tells why rows are set aside, and tries them again or discards them', async () => {
    const api = new FakeApi('set-aside');
    const { user } = openConsole(api, '/installs/set-aside/pipelines/orders');
    const panel = await screen.findByRole('region', { name: 'Dead letters' });
    expect(within(panel).getByText(/check constraint "amount_positive"/)).toBeDefined();
    await user.click(within(panel).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('7 rows are being tried again.')).toBeDefined();
    await user.click(within(panel).getByRole('button', { name: 'Discard' }));
    const dialog = await screen.findByRole('dialog', { name: 'Discard the dead letters of orders?' });
    await user.click(within(dialog).getByRole('button', { name: 'Discard' }));
    await waitFor(() =>
      expect(api.calls.filter(({ path }) => path.includes('/dead-letters/')).map(({ path }) => path)).toEqual(
        [expect.stringMatching(/replay$/), expect.stringMatching(/discard$/)],
      ),
    );
  });

  it('reads chosen tables again', async () => {
    const { api, user } = await opened('/pipelines/orders', 'orders');
    await user.click(await screen.findByRole('button', { name: 'Read again…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Read tables of orders again?' });
    await user.click(within(dialog).getByRole('button', { name: /^Read 1 table|^Read \d+ tables/ }));
    await waitFor(() =>
      expect(api.calls.find(({ path }) => path.endsWith('/snapshots'))?.body).toMatchObject({
        tables: expect.arrayContaining(['public.orders']) as unknown,
      }),
    );
  });

  it('shows how far tables are read again, and cancels it', async () => {
    const reading = new FakeApi('set-aside');
    const { user } = openConsole(reading, '/installs/set-aside/pipelines/orders');
    const panel = await screen.findByRole('region', { name: 'Reading again' });
    expect(within(panel).getByRole('status').textContent).toContain('37 %');
    await user.click(within(panel).getByRole('button', { name: 'Cancel' }));
    await waitFor(() =>
      expect(reading.calls.some(({ path }) => path.endsWith('/snapshots/newest/cancel'))).toBe(true),
    );
  });

  it('begins anew after a question', async () => {
    const { api, user } = await opened('/pipelines/orders', 'orders');
    await user.click(await screen.findByRole('button', { name: 'Reset…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Reset orders?' });
    await user.click(within(dialog).getByRole('button', { name: 'Reset' }));
    await waitFor(() => expect(api.calls.some(({ path }) => path.endsWith('/reset'))).toBe(true));
  });

  it('restarts the part of a task that failed', async () => {
    const { api, user } = await opened('/pipelines/orders?tab=parts', 'orders', 'pipeline-broken');
    await user.click(await screen.findByRole('button', { name: /^Restart millrace\.orders\./ }));
    await waitFor(() =>
      expect(api.calls.find(({ path }) => path.includes('/restart'))?.path).toMatch(/\?part=SOURCE$/),
    );
  });

  it('hides its history where the control plane keeps none', async () => {
    const api = new FakeApi('fine');
    api.missing = '/revisions';
    openConsole(api, '/installs/fine/pipelines/orders');
    await screen.findByRole('link', { name: 'Settings' });
    expect(screen.queryByRole('link', { name: 'History' })).toBeNull();
  });
});

describe('the search', () => {
  it('finds by a few letters and goes there by the keyboard', async () => {
    const { user, router } = await opened('/pipelines', 'Pipelines', 'many');
    await user.keyboard('{Control>}k{/Control}');
    await enter(user, await screen.findByRole('combobox', { name: /^Search/ }), 'billing-osaka');
    expect((await screen.findAllByRole('option')).length).toBeGreaterThan(1);
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() =>
      expect(router.state.location.pathname).toMatch(/\/(pipelines|connectors)\/billing-osaka/),
    );
  });
});
