import { Link } from '@tanstack/react-router';
import { TypeIcon } from '@/components/type-icon';
import type { ConnectorRole, ConnectorType } from '@/lib/api';
import classes from './type-picker.module.css';

type Props = { types: readonly ConnectorType[]; role: ConnectorRole | undefined };

export function TypePicker({ types, role }: Props) {
  const fitting = types.filter(({ roles }) => role === undefined || roles.includes(role));
  return (
    <nav aria-label="Type of the connector">
      <ul className={classes.list}>
        {fitting.map(({ type, title, description, roles, verified }) => (
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
                <span className={classes.text}>
                  {roles
                    .map((each) => {
                      const tested = verified?.[each] === 'END_TO_END' ? ', tested end to end' : '';
                      return each === 'SOURCE' ? `Source${tested}` : `Destination${tested}`;
                    })
                    .join(' · ')}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
