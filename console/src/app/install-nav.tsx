import { Link } from '@tanstack/react-router';
import type { Install } from '@/lib/api';
import classes from './install-nav.module.css';

type Props = { install: Install };

const PAGES = [
  { to: '/installs/$installId', title: 'Overview', exact: true },
  { to: '/installs/$installId/pipelines', title: 'Pipelines', exact: false },
  { to: '/installs/$installId/connectors', title: 'Connectors', exact: false },
  { to: '/installs/$installId/catalogue', title: 'Catalogue', exact: false },
] as const;

export function InstallNav({ install }: Props) {
  return (
    <nav className={classes.nav} aria-label="Pages of this install">
      <ul className={classes.list}>
        {PAGES.map(({ to, title, exact }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ installId: install.id }}
              activeOptions={{ exact, includeSearch: false }}
              className={classes.link}
            >
              {title}
              {title === 'Pipelines' && install.pipelines.length > 0 ? (
                <span className={classes.count}>{install.pipelines.length}</span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
