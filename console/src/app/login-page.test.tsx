import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeApi } from '@/testing/fake-api';
import { openConsole } from '@/testing/open-console';

describe('login', () => {
  let api: FakeApi;

  beforeEach(() => {
    globalThis.history.replaceState(null, '', '/login');
    api = new FakeApi('fine');
    api.loggedIn = false;
  });

  it('is where a page without a session leads', async () => {
    const { router } = openConsole(api, '/installs/fine');
    expect(await screen.findByRole('button', { name: 'Log in' })).toBeDefined();
    expect(router.state.location.pathname).toBe('/login');
  });

  it('leads to the only install', async () => {
    const { router, user } = openConsole(api, '/login');
    await user.type(await screen.findByLabelText('API key'), '  mr_1_good ');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'local' })).toBeDefined();
    expect(router.state.location.pathname).toBe('/installs/fine');
  });

  it('leads to the list when there are several installs', async () => {
    api = new FakeApi('fine', 'paused');
    api.loggedIn = false;
    const { user } = openConsole(api, '/login');
    await user.type(await screen.findByLabelText('API key'), 'mr_1_good{Enter}');
    expect(await screen.findByText('2 installs')).toBeDefined();
  });

  it('shows the refusal in the words of the control plane', async () => {
    const { user } = openConsole(api, '/login');
    await user.type(await screen.findByLabelText('API key'), 'mr_1_bad{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('This API key is not valid');
    expect(alert.textContent).toContain('Look for a typing mistake.');
  });

  it('does not bother the control plane with what is no key', async () => {
    const { user } = openConsole(api, '/login');
    await user.type(await screen.findByLabelText('API key'), 'hunter2{Enter}');
    expect(await screen.findByText('An API key of Millrace starts with mr_.')).toBeDefined();
    expect(api.calls.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('says that the control plane does not answer', async () => {
    const { user } = openConsole(api, '/login');
    await screen.findByLabelText('API key');
    api.reachable = false;
    await user.type(screen.getByLabelText('API key'), 'mr_1_good{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('The control plane does not answer');
  });

  it('takes the code of a console link, spends it once and hides it', async () => {
    globalThis.history.replaceState(null, '', '/login#code=good');
    openConsole(api, '/login');
    expect(await screen.findByRole('heading', { level: 1, name: 'local' })).toBeDefined();
    expect(globalThis.location.href).not.toContain('code');
    expect(api.calls.filter(({ path }) => path.endsWith('/session'))).toEqual([
      { method: 'POST', path: '/api/v1/session', body: { code: 'good' } },
    ]);
  });

  it('explains a console link that was used before', async () => {
    globalThis.history.replaceState(null, '', '/login#code=spent');
    openConsole(api, '/login');
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toContain('This console link no longer works'),
    );
  });

  it('takes a link that is pasted into the open page', async () => {
    openConsole(api, '/login');
    await screen.findByLabelText('API key');
    globalThis.history.replaceState(null, '', '/login#code=good');
    globalThis.dispatchEvent(new HashChangeEvent('hashchange'));
    expect(await screen.findByRole('heading', { level: 1, name: 'local' })).toBeDefined();
  });
});
