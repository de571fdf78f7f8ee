import { useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { Icon } from '@/components/icon';
import { Logo } from '@/components/logo';
import { IconButton } from '@/components/icon-button';
import { AccountMenu } from '@/features/session/account-menu';
import type { Me } from '@/lib/api';
import { useShortcutsEnabled } from '@/lib/shortcuts-preference';
import { useShortcuts } from '@/lib/use-shortcuts';
import { nextScheme, ThemeButton } from './theme-button';
import { ShortcutsDialog } from './shortcuts-dialog';
import classes from './frame.module.css';

type Props = { me: Me; trail?: ReactNode; aside?: ReactNode; nav?: ReactNode; children: ReactNode };

/** The bar on top, the skip link, and the keys that work everywhere. */
export function Frame({ me, trail, aside, nav, children }: Props) {
  const [help, setHelp] = useState(false);
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const shortcutsEnabled = useShortcutsEnabled();
  useShortcuts({ t: () => setColorScheme(nextScheme(colorScheme)) }, shortcutsEnabled);
  useShortcuts({ '?': () => setHelp(true) }, true);

  return (
    <>
      <a className={classes.skip} href="#main">
        Skip to content
      </a>
      <header className={classes.bar}>
        <div className={classes.inner}>
          <Link to="/" className={classes.brand} aria-label="Millrace, all installs">
            <Logo size={24} />
            <span className={classes.word}>Millrace</span>
          </Link>
          <nav className={classes.trail} aria-label="You are here">
            <span className={classes.organization}>{me.organization.name}</span>
            {trail ? (
              <>
                <Icon name="chevron" size={12} />
                <span className={classes.here} aria-current="page">
                  {trail}
                </span>
              </>
            ) : null}
          </nav>
          <div className={classes.aside}>
            {aside}
            <div className={classes.buttons}>
              <ThemeButton />
              <IconButton label="Keyboard shortcuts" icon="help" onClick={() => setHelp(true)} />
              <AccountMenu me={me} />
            </div>
          </div>
        </div>
        {nav}
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <footer className={classes.foot}>
        <span className={classes.promise}>
          <Icon name="lock" size={14} />
          Records never leave the data plane. This page is sent states and figures only.
        </span>
        <a href="/licenses.txt">Third-party licences</a>
      </footer>
      <ShortcutsDialog opened={help} onClose={() => setHelp(false)} />
    </>
  );
}
