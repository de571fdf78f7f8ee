import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { FilterChips } from '@/components/filter-chips';
import { SearchField } from '@/components/search-field';
import { StateBadge } from '@/components/state-badge';
import { StateShape } from '@/components/state-shape';
import { TypeIcon } from '@/components/type-icon';
import type { Connector, ConnectorType, ConnectorUse, Pipeline } from '@/lib/api';
import { addressOf } from '@/lib/connector-address';
import { stateWord } from '@/lib/states';
import { named, USE_STATES, type ConnectorFilter, type UseState } from './connector-filter';
import { rolesOf, roleWord, usersOf } from './use-of';
import classes from './connectors-list.module.css';

type Props = {
  install: string;
  connectors: readonly Connector[];
  types: readonly ConnectorType[];
  pipelines: readonly Pipeline[];
  uses: readonly ConnectorUse[];
  filter: ConnectorFilter;
};

export function ConnectorsList({ install, connectors, types, pipelines, uses, filter }: Props) {
  const navigate = useNavigate();
  const [wanted, setWanted] = useState(filter);
  const titles = useMemo(() => new Map(types.map(({ type, title }) => [type, title])), [types]);
  const use = useMemo(() => new Map(uses.map((each) => [each.name, each])), [uses]);
  const stateOf = ({ name }: Connector): UseState => use.get(name)?.state ?? 'UNUSED';
  const fitting = named(connectors, titles, wanted.q ?? '');
  const found = wanted.status ? fitting.filter((each) => stateOf(each) === wanted.status) : fitting;
  const change = (next: ConnectorFilter) => {
    setWanted(next);
    void navigate({ to: '.', search: next as never, replace: true });
  };
  const { q: _q, ...anyName } = wanted;
  const { status: _status, ...anyStatus } = wanted;
  const chips = USE_STATES.map((state) => ({
    value: state,
    title: state === 'UNUSED' ? 'Unused' : stateWord(state),
    mark: state === 'UNUSED' ? null : <StateShape state={state} size={12} />,
    count: fitting.filter((each) => stateOf(each) === state).length,
  }));
  return (
    <div className={classes.list}>
      <div className={classes.bar}>
        <SearchField
          label="Find by name, type or host"
          value={wanted.q ?? ''}
          onChange={(value) => change(value === '' ? anyName : { ...wanted, q: value })}
        />
        <FilterChips
          label="Status"
          chosen={wanted.status}
          all={fitting.length}
          chips={chips.filter(({ value, count }) => count > 0 || value === wanted.status)}
          onChoose={(status) => change(status ? { ...wanted, status } : anyStatus)}
        />
      </div>
      {found.length === 0 ? (
        <p className={classes.none} role="status">
          No connector is like that.{' '}
          <button type="button" className={classes.all} onClick={() => change({})}>
            Show all {connectors.length}
          </button>
        </p>
      ) : null}
      <ul className={classes.rows}>
        {found.map((connector) => {
          const users = usersOf(connector.name, pipelines);
          const state = stateOf(connector);
          const troubled = state === 'BROKEN' || state === 'DEGRADED';
          const { reason = '', nextStep = '' } = (troubled && use.get(connector.name)) || {};
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
                {reason ? (
                  <span className={classes.reason}>
                    {reason}
                    {nextStep ? ` Next step: ${nextStep}` : ''}
                  </span>
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
