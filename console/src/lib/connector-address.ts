import type { Connector } from './api';

/** Where a connector leads, in one line: its host, or else what looks like an address in its config. */
export function addressOf({ config, type }: Connector): string {
  const { hostname, port, database } = config;
  if (hostname !== undefined) {
    return `${hostname}${port ? `:${port}` : ''}${database ? `/${database}` : ''}`;
  }
  return Object.values(config).find((value) => /^[a-z0-9+.-]+:\/\//i.test(value)) ?? type;
}
