import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon } from '@/components/icon';
import { TypeIcon } from '@/components/type-icon';
import type { ConnectorRole, ConnectorType } from '@/lib/api';
import { TypeBar } from './type-bar';
import { fittingTypes } from './type-filter';
import classes from './type-picker.module.css';

type Props = {
  types: readonly ConnectorType[];
  role: ConnectorRole | undefined;
  /** Whether the role was asked for by where one came from. */
  fixed: boolean;
};

export function TypePicker({ types, role, fixed }: Props) {
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const found = fittingTypes(types, { q, ...(role ? { role } : {}) });
  return (
    <>
      <TypeBar
        types={types}
        filter={{ q, ...(role ? { role } : {}) }}
        roles={!fixed}
        onChange={(next) => {
          setQ(next.q ?? '');
          if (next.role !== role) {
            void navigate({
              to: '.',
              search: ((before: object) => ({ ...before, role: next.role })) as never,
              replace: true,
            });
          }
        }}
      />
      {found.length === 0 ? (
        <p role="status">No type is like that. The catalogue has all there are.</p>
      ) : null}
      <nav aria-label="Type of the connector">
        <ul className={classes.list}>
          {found.map(({ type, title, description, roles, verified }) => (
            <li key={type}>
              <Link
                to="."
                search={((before: object) => ({ ...before, type })) as never}
                className={classes.card}
              >
                <TypeIcon type={type} title={title} />
                <span className={classes.words}>
                  <span className={classes.title}>{title}</span>
                  <span className={classes.text}>{description}</span>
                  <span className={classes.roles}>
                    {roles.map((each) => (
                      <span key={each} className={classes.role}>
                        <Icon name={each === 'SOURCE' ? 'source' : 'destination'} size={13} />
                        {each === 'SOURCE' ? 'Source' : 'Destination'}
                        {verified?.[each] === 'END_TO_END' ? ', tested end to end' : ''}
                      </span>
                    ))}
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
