import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeApi } from '@/testing/fake-api';
import { FakeEventSource } from '@/testing/fake-event-source';
import { enter, openConsole } from '@/testing/open-console';

async function opened(path: string, heading: string, api = new FakeApi('fine')) {
  const console = openConsole(api, `/installs/fine${path}`);
  await screen.findByRole('heading', { level: 1, name: heading });
  act(() => FakeEventSource.latest.open());
  return { api, ...console };
}

const puts = (api: FakeApi) => api.calls.filter(({ method }) => method === 'PUT');

describe('a new connector', () => {
  const filled = async (api?: FakeApi) => {
    const shown = await opened('/new/connector?type=postgres', 'New PostgreSQL connector', api);
    const { user } = shown;
    await enter(user, await screen.findByRole('textbox', { name: /^Name/ }), 'copy');
    await enter(user, screen.getByRole('textbox', { name: /^Host/ }), 'db.example');
    await enter(user, screen.getByRole('textbox', { name: /^Database/ }), 'shop');
    await enter(user, screen.getByRole('textbox', { name: /^User/ }), 'millrace');
    await enter(user, screen.getByLabelText(/^Password/), 'hunter-2-hunter');
    return shown;
  };

  it('is sent with its secret sealed, and nothing in the clear', async () => {
    const { api, user, router } = await filled();
    await user.click(screen.getByRole('button', { name: 'Create connector' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/installs/fine/connectors/copy'));
    const [put] = puts(api);
    expect(put?.body).toMatchObject({
      type: 'postgres',
      config: { hostname: 'db.example', database: 'shop', username: 'millrace' },
      secrets: { password: { keyId: 'k1' } },
    });
    // The port was left at its default, which the server knows.
    expect(put?.body).not.toHaveProperty('config.port');
    expect(JSON.stringify(api.calls)).not.toContain('hunter');
  });

  it('is tried from inside the data plane as one goes', async () => {
    const { api, user } = await filled();
    await user.tab();
    expect(await screen.findByText('Works')).toBeDefined();
    expect(
      api.calls.some(({ method, path }) => method === 'POST' && path.endsWith('/connection-tests')),
    ).toBe(true);
  });

  it('shows a finding at its field, with the statement that mends it', async () => {
    const { user } = await filled();
    await user.clear(screen.getByRole('textbox', { name: /^User/ }));
    await enter(user, screen.getByRole('textbox', { name: /^User/ }), 'reader');
    await user.tab();
    expect(await screen.findByText('The user may not replicate')).toBeDefined();
    expect(screen.getByText('ALTER ROLE reader REPLICATION;', { selector: 'code' })).toBeDefined();
  });

  it('says at each field what is wrong with it, before it is sent', async () => {
    const { api, user } = await opened('/new/connector?type=postgres', 'New PostgreSQL connector');
    await enter(user, await screen.findByRole('textbox', { name: /^Name/ }), 'orders-source');
    await enter(user, screen.getByRole('textbox', { name: /^Port/ }), '70000');
    await user.click(screen.getByRole('button', { name: 'Create connector' }));
    expect(await screen.findByText('There is a connector orders-source already.')).toBeDefined();
    expect(screen.getByText('"70000" is not a port: use 1 to 65535.')).toBeDefined();
    expect(screen.getAllByText('It is missing.').length).toBe(3);
    expect(puts(api)).toEqual([]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /^Name/ })));
  });

  it('shows what the server refuses at its field', async () => {
    const { api, user } = await filled();
    api.refusal = {
      title: 'The request is not valid',
      errors: [{ field: 'config.hostname', message: 'No such host is allowed here.' }],
    };
    await user.click(screen.getByRole('button', { name: 'Create connector' }));
    expect(await screen.findByText('No such host is allowed here.')).toBeDefined();
  });

  it('asks for a field only while another one has the value for it', async () => {
    const { user } = await opened('/new/connector?type=postgres', 'New PostgreSQL connector');
    const tls = await screen.findByRole('combobox', { name: /^TLS/ });
    expect(screen.queryByRole('textbox', { name: /certificate/ })).toBeNull();
    await user.selectOptions(tls, 'verify-full');
    expect(screen.getByRole('textbox', { name: /certificate/ })).toBeDefined();
    await user.click(screen.getByRole('radio', { name: /^Destination/ }));
    expect(screen.queryByText('Rows at once')).toBeNull();
  });

  it('hides the test where the control plane knows none', async () => {
    const api = new FakeApi('fine');
    api.missing = '/connection-tests';
    const { user } = await filled(api);
    await user.tab();
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'Connection' })).toBeNull());
  });
});

describe('the list of connectors', () => {
  it('is found by words and by status, with the reason of what is broken', async () => {
    const console = openConsole(new FakeApi('many'), '/installs/many/connectors?status=BROKEN');
    expect(await screen.findAllByText(/refuses the login of user millrace/)).toHaveLength(5);
    await enter(console.user, screen.getByRole('searchbox'), 'billing');
    expect(screen.getAllByText(/refuses the login/)).toHaveLength(1);
    await console.user.click(screen.getByRole('button', { name: 'All 5' }));
    await waitFor(() => expect(console.router.state.location.search).toEqual({ q: 'billing' }));
    expect(screen.getByText('billing-osaka')).toBeDefined();
  });
});

describe('the types of connectors', () => {
  it('are found by role, which the form then has chosen', async () => {
    const { user, router } = await opened('/new/connector', 'New connector');
    await user.click(await screen.findByRole('button', { name: /^Destinations/ }));
    await enter(user, screen.getByRole('searchbox'), 'maria');
    await user.click(screen.getByRole('link', { name: /^MariaDB/ }));
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ type: 'mariadb', role: 'DESTINATION' }),
    );
    expect(screen.getByRole('radio', { name: /^Destination/ })).toHaveProperty('checked', true);
  });
});

describe('a connector', () => {
  const edited = async (field: RegExp, value: string) => {
    const shown = await opened('/connectors/orders-source?tab=edit', 'orders-source');
    const input = await screen.findByRole('textbox', { name: field });
    await shown.user.clear(input);
    await enter(shown.user, input, value);
    return shown;
  };
  const save = async ({ user, router }: Awaited<ReturnType<typeof edited>>, changed: string) => {
    await user.click(screen.getByRole('button', { name: 'Review changes' }));
    const dialog = await screen.findByRole('dialog', { name: 'Save orders-source?' });
    expect(within(dialog).getByText(changed)).toBeDefined();
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  };

  it('keeps its sealed secret when another field is edited, and shows the difference first', async () => {
    const shown = await edited(/^User/, 'reader-2');
    await save(shown, 'config.username');
    expect(puts(shown.api)[0]?.body).toMatchObject({
      config: { username: 'reader-2', port: '9733' },
      secrets: { password: { keyId: 'k1', ciphertext: 'AAAA' } },
    });
  });

  it('asks for its secret again as soon as it would be sent to another place', async () => {
    const shown = await edited(/^Host/, 'replica.example');
    const again = 'Enter it again: it was sealed for another Host, and is sent nowhere else.';
    expect(screen.getByText(again)).toBeDefined();
    await shown.user.click(screen.getByRole('button', { name: 'Review changes' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Password/)));
    await enter(shown.user, screen.getByLabelText(/^Password/), 'hunter-2-hunter');
    expect(screen.queryByText(again)).toBeNull();
    await save(shown, 'config.hostname');
    const [put] = puts(shown.api);
    expect(put?.body).toMatchObject({ config: { hostname: 'replica.example' } });
    expect(put?.body).not.toMatchObject({ secrets: { password: { ciphertext: 'AAAA' } } });
    expect(JSON.stringify(shown.api.calls)).not.toContain('hunter');
  });

  it('cannot be deleted while a pipeline uses it', async () => {
    await opened('/connectors/orders-source', 'orders-source');
    expect((await screen.findByRole('button', { name: 'Delete' })).hasAttribute('disabled')).toBe(true);
    expect(screen.getByText('as source')).toBeDefined();
  });

  it('lets a read-only key change nothing', async () => {
    const api = new FakeApi('fine');
    api.role = 'READ_ONLY';
    await opened('/connectors/orders-source?tab=edit', 'orders-source', api);
    await screen.findByRole('link', { name: 'History' });
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});
