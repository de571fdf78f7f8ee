import type { Connector, ConnectorUse } from '@/lib/api';
import { addressOf } from '@/lib/connector-address';
import { oneOf, text, type Search } from '@/lib/search-params';

/** Worst first. */
export const USE_STATES = ['BROKEN', 'DEGRADED', 'CREATING', 'RUNNING', 'PAUSED', 'UNUSED'] as const;

export type UseState = ConnectorUse['state'];
export type ConnectorFilter = { q?: string; status?: UseState };

export function connectorFilterOf(search: Search): ConnectorFilter {
  return { ...text('q', search), ...oneOf('status', USE_STATES, search) };
}

/** Those that have all words in their name, type or address. */
export function named(
  connectors: readonly Connector[],
  titles: ReadonlyMap<string, string>,
  q: string,
): Connector[] {
  const words = q.toLowerCase().split(/\s+/);
  return connectors.filter((connector) => {
    const { name, type } = connector;
    const said = [name, type, titles.get(type) ?? '', addressOf(connector)].join(' ').toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
