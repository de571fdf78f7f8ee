import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Connector, ConnectorRole, ConnectorType } from '@/lib/api';
import classes from './connector-select.module.css';

type Props = {
  install: string;
  role: ConnectorRole;
  value: string;
  error: string | undefined;
  connectors: readonly Connector[];
  types: readonly ConnectorType[];
  onChange: (name: string) => void;
};

const WORDS = {
  SOURCE: { label: 'Source', description: 'Where the rows come from.' },
  DESTINATION: { label: 'Destination', description: 'Where the rows go.' },
};

export function ConnectorSelect({ install, role, value, error, connectors, types, onChange }: Props) {
  const fitting = connectors.filter(({ type }) => {
    const known = types.find((each) => each.type === type);
    return known === undefined || known.roles.includes(role);
  });
  return (
    <div className={classes.select}>
      <NativeSelect
        {...WORDS[role]}
        withAsterisk
        data-field={role === 'SOURCE' ? 'source' : 'destination'}
        value={value}
        error={error}
        data={[
          { value: '', label: fitting.length === 0 ? 'There is none yet' : 'Choose a connector' },
          ...fitting.map(({ name, type, config }) => ({
            value: name,
            label: `${name} (${types.find((each) => each.type === type)?.title ?? type}${config['hostname'] ? `, ${config['hostname']}` : ''})`,
          })),
        ]}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Link
        to="/installs/$installId/new/connector"
        params={{ installId: install }}
        search={{ role, then: 'pipeline' }}
        className={classes.link}
      >
        New {role === 'SOURCE' ? 'source' : 'destination'} connector
      </Link>
    </div>
  );
}
