import { createContext, useContext } from 'react';
import type { Install, Me } from '@/lib/api';

type Shown = { me: Me; organization: string; install: Install; mayChange: boolean };

export const InstallContext = createContext<Shown | null>(null);

/** The install that the page is about; there is always one below InstallLayout. */
export function useInstall(): Shown {
  const shown = useContext(InstallContext);
  if (!shown) {
    throw new Error('A page of an install is shown outside of InstallLayout');
  }
  return shown;
}
