import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import { Providers } from '@/app/providers';
import { makeQueryClient } from '@/app/query-client';
import { makeRouter } from '@/app/router';
import type { FakeApi } from './fake-api';
import { FakeEventSource } from './fake-event-source';

/** The whole console at an address, with a fake transport under it. */
export function openConsole(api: FakeApi, path: string) {
  FakeEventSource.opened = [];
  globalThis.fetch = api.fetch;
  globalThis.EventSource = FakeEventSource as unknown as typeof EventSource;
  const queryClient = makeQueryClient(() => {
    queryClient.clear();
    void router.navigate({ to: '/login', replace: true });
  });
  const router = makeRouter(queryClient, createMemoryHistory({ initialEntries: [path] }));
  render(
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { router, user: userEvent.setup() };
}

/** All at once: letter by letter a form is drawn anew for each. */
export async function enter(user: UserEvent, field: HTMLElement, text: string): Promise<void> {
  await user.click(field);
  await user.paste(text);
}
