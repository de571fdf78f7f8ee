import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { installAt } from '../../dev/fake-installs.mjs';
import { FakeApi } from '@/testing/fake-api';
import { FakeEventSource } from '@/testing/fake-event-source';
import { openConsole } from '@/testing/open-console';

async function opened(scenario: string, api = new FakeApi(scenario)) {
  const console = openConsole(api, `/installs/${scenario}`);
  await screen.findByRole('heading', { level: 1 });
  act(() => FakeEventSource.latest.open());
  return { api, ...console };
}

function figure(name: string): string | null | undefined {
  return document.querySelector(`[data-figure="${name}"]`)?.textContent;
}

describe('overview page', () => {
  it('shows the figures as they arrive', async () => {
    await opened('fine');
    const install = installAt('fine', Date.now() + 1_000);
    const [pipeline] = install.pipelines;
    Object.assign(pipeline?.metrics ?? {}, {
      recordsPerSecond: 5_120,
      lagRecords: 17,
      latencyMillis: 84.4,
      recordsTotal: 1_234_567,
    });
    act(() => FakeEventSource.latest.send('install', install));
    await waitFor(() => expect(figure('rate')).toBe('5.1k/s'));
    expect(figure('lag')).toBe('17records');
    expect(figure('latency')).toBe('84ms');
    expect(figure('records-total')).toBe('1,234,567');
  });

  it('names state, reason and next step of a broken component', async () => {
    await opened('component-broken');
    const row = screen.getByRole('rowheader', { name: 'connect' }).closest('tr');
    expect(within(row as HTMLElement).getByText('Broken')).toBeDefined();
    expect(screen.getByText(/left with exit code 137/)).toBeDefined();
    expect(screen.getByText('The disk of build-7 is nearly full')).toBeDefined();
    expect(document.title).toBe('component-broken · Broken – Millrace');
  });

  it('says how far the fetching is', async () => {
    await opened('starting');
    expect(screen.getByRole('progressbar', { name: 'Fetching flink-jobmanager' })).toBeDefined();
    expect(screen.getByText(/3 of 6 running/)).toBeDefined();
  });

  it('marks figures that have grown old', async () => {
    await opened('runner-gone');
    expect(await screen.findAllByText(/^4 min.* old$/)).toHaveLength(3);
    expect(screen.getByText('Disconnected', { selector: 'span' })).toBeDefined();
  });

  it('says since when it is reconnecting, and takes up again', async () => {
    await opened('fine');
    expect(screen.getByText('Live')).toBeDefined();
    act(() => FakeEventSource.latest.fail());
    expect(await screen.findByText(/^Reconnecting · /)).toBeDefined();
    await waitFor(() => expect(FakeEventSource.opened.length).toBeGreaterThan(1), { timeout: 3_000 });
    act(() => FakeEventSource.latest.open());
    expect(await screen.findByText('Live')).toBeDefined();
  });

  it('leads to the login when the session has ended', async () => {
    const { api, router } = await opened('fine');
    api.loggedIn = false;
    act(() => FakeEventSource.latest.fail());
    expect(await screen.findByRole('button', { name: 'Log in' })).toBeDefined();
    expect(router.state.location.pathname).toBe('/login');
  });

  it('says changes of state aloud', async () => {
    await opened('fine');
    const broken = { ...installAt('component-broken', Date.now()), id: 'fine' };
    act(() => FakeEventSource.latest.send('install', broken));
    await waitFor(() =>
      expect(screen.getByRole('status').textContent).toContain('Component connect is now broken'),
    );
  });

  it('pauses at once and offers to take it back', async () => {
    const { api, user } = await opened('fine');
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    expect(await screen.findByRole('button', { name: 'Resume' })).toBeDefined();
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByRole('button', { name: 'Pause' })).toBeDefined();
    expect(api.calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body)).toEqual([
      { runState: 'PAUSED' },
      { runState: 'RUNNING' },
    ]);
  });

  it('goes back to what is when a pause is refused, and says why', async () => {
    const { api, user } = await opened('fine');
    api.refusal = { title: 'The pipeline was deleted', detail: 'By demo-admin.', nextStep: 'Reload.' };
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    expect(await screen.findByText('The pipeline was deleted')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Pause' })).toBeDefined();
  });

  it('asks before p pauses', async () => {
    const { api, user } = await opened('fine');
    await user.keyboard('p');
    const dialog = await screen.findByRole('dialog', { name: 'Pause pipeline orders?' });
    expect(api.calls.some(({ method }) => method === 'PATCH')).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(api.calls.some(({ method }) => method === 'PATCH')).toBe(true));
  });

  it('lets a read-only key pause nothing', async () => {
    const api = new FakeApi('fine');
    api.role = 'READ_ONLY';
    const { user } = await opened('fine', api);
    expect(screen.getByRole('button', { name: 'Pause' }).hasAttribute('disabled')).toBe(true);
    await user.keyboard('p');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('has another sealing key made, and says what should be entered again', async () => {
    const { api, user } = await opened('fine');
    const panel = screen.getByRole('region', { name: 'Sealing key' });
    expect(within(panel).queryByText(/works until then/)).toBeNull();
    await user.click(within(panel).getByRole('button', { name: 'New key' }));
    const dialog = await screen.findByRole('dialog', { name: 'Make another sealing key?' });
    await user.click(within(dialog).getByRole('button', { name: 'Make it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    act(() => FakeEventSource.latest.send('install', api.stores.get('fine')?.install()));
    const link = await within(panel).findByRole('link', { name: 'orders-source' });
    expect(link.closest('li')?.textContent).toContain('enter the password again at the next edit');
    await user.click(link);
    expect(await screen.findByText(/sealed to an older key of the runner/)).toBeDefined();
  });

  it('lets a read-only key make no other', async () => {
    const api = new FakeApi('fine');
    api.role = 'READ_ONLY';
    await opened('fine', api);
    expect(screen.queryByRole('button', { name: 'New key' })).toBeNull();
  });

  it('teaches what to do while there is no pipeline and no runner', async () => {
    await opened('no-runner');
    expect(screen.getByRole('heading', { name: 'Waiting for a runner' })).toBeDefined();
    expect(screen.getByRole('heading', { name: 'No pipeline yet' })).toBeDefined();
    expect(screen.getByText(/--source-url/)).toBeDefined();
  });

  it('says that there is no such install', async () => {
    openConsole(new FakeApi('fine'), '/installs/gone');
    expect(await screen.findByText('There is no install gone.')).toBeDefined();
  });

  it('says so when the install is deleted while it is shown', async () => {
    const { api } = await opened('fine');
    api.installs = [];
    act(() => FakeEventSource.latest.fail());
    expect(await screen.findByText('There is no install fine.')).toBeDefined();
  });

  it('shows a dash for what a runner does not tell', async () => {
    const api = new FakeApi('fine');
    api.installs = [{ ...installAt('fine', Date.now()), runner: { state: 'CONNECTED' } }];
    await opened('fine', api);
    expect(screen.getAllByText('–')).toHaveLength(8);
  });
});
