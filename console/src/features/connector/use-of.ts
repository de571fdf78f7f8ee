import type { ConnectorRole, Pipeline } from '@/lib/api';

/** Which pipelines use a connector, and as what. */
export function usersOf(name: string, pipelines: readonly Pipeline[]) {
  return pipelines.filter(({ source, destination }) => source === name || destination === name);
}

export function rolesOf(name: string, pipelines: readonly Pipeline[]): ConnectorRole[] {
  const roles: ConnectorRole[] = [];
  if (pipelines.some(({ source }) => source === name)) {
    roles.push('SOURCE');
  }
  if (pipelines.some(({ destination }) => destination === name)) {
    roles.push('DESTINATION');
  }
  return roles;
}

export function roleWord(role: ConnectorRole): string {
  return role === 'SOURCE' ? 'Source' : 'Destination';
}
