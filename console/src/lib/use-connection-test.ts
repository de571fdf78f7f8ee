import type { ConnectionTest, ConnectionTestRequest } from './api';
import { useErrand, type Errand } from './use-errand';

/** A test of a connection from inside the data plane, as a form drives it and shows it. */
export type ConnectionTesting = Errand<ConnectionTestRequest, ConnectionTest>;

export function useConnectionTest(organization: string, install: string): ConnectionTesting {
  return useErrand(organization, install, 'connection-tests');
}
