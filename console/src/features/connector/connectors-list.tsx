import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { SearchField } from '@/components/search-field';
import { StateBadge } from '@/components/state-badge';
import { TypeIcon } from '@/components/type-icon';
import type { Connector, ConnectorType, ConnectorUse, Pipeline } from '@/lib/api';
import { addressOf, rolesOf, roleWord, usersOf } from './use-of';
import classes from './connectors-list.module.css';

type Props = {
  install: string;
  connectors: readonly Connector[];
  types: readonly ConnectorType[];
  pipelines: readonly Pipeline[];
  uses: readonly ConnectorUse[];
  q: string;
};

export function ConnectorsList({ install, connectors, types, pipelines, uses, q }: Props) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q);
  const titles = useMemo(() => new Map(types.map(({ type, title }) => [type, title])), [types]);
  const words = typed.toLowerCase().split(/\s+/);
  const found = connectors.filter((connector) => {
    const text = [connector.name, connector.type, titles.get(connector.type) ?? '', addressOf(connector)];
    return words.every((word) => text.join(' ').toLowerCase().includes(word));
  });
  return (
    <div className={classes.list}>
      <div className={classes.bar}>
        <SearchField
          label="Find by name, type or host"
          value={typed}
          onChange={(value) => {
            setTyped(value);
            void navigate({ to: '.', search: (value === '' ? {} : { q: value }) as never, replace: true });
          }}
        />
        <span className={classes.count}>
          {found.length === connectors.length ? connectors.length : `${found.length} of ${connectors.length}`}
        </span>
      </div>
      {found.length === 0 ? (
        <p className={classes.none} role="status">
          No connector is like that.
        </p>
      ) : null}
      <ul className={classes.rows}>
        {found.map((connector) => {
          const users = usersOf(connector.name, pipelines);
          const state = uses.find(({ name }) => name === connector.name)?.state ?? 'UNUSED';
          const title = titles.get(connector.type) ?? connector.type;
          const roles = rolesOf(connector.name, pipelines).map(roleWord);
          return (
            <li key={connector.name}>
              <Link
                to="/installs/$installId/connectors/$name"
                params={{ installId: install, name: connector.name }}
                className={classes.row}
              >
                <TypeIcon type={connector.type} title={title} />
                <span className={classes.words}>
                  <span className={classes.name}>{connector.name}</span>
                  <span className={classes.address}>{addressOf(connector)}</span>
                </span>
                <span className={classes.role}>
                  {title}
                  {roles.length > 0 ? ` · ${roles.join(', ')}` : ''}
                </span>
                <span className={classes.users}>
                  {users.length === 0 ? '' : users.length === 1 ? '1 pipeline' : `${users.length} pipelines`}
                </span>
                <span className={classes.state}>
                  {state === 'UNUSED' ? (
                    <span className={classes.unused}>Unused</span>
                  ) : (
                    <StateBadge state={state} />
                  )}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
