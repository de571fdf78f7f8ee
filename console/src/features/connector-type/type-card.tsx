import { ButtonLink } from '@/components/button-link';
import { Icon } from '@/components/icon';
import { TypeIcon } from '@/components/type-icon';
import type { ConnectorRole, ConnectorType } from '@/lib/api';
import classes from './type-card.module.css';

type Props = { type: ConnectorType; install: string; mayChange: boolean };

export function TypeCard({ type, install, mayChange }: Props) {
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <TypeIcon type={type.type} title={type.title} />
        <h2 className={classes.title}>{type.title}</h2>
      </div>
      <p className={classes.text}>{type.description}</p>
      <dl className={classes.roles}>
        {type.roles.map((role) => (
          <div key={role} className={classes.role}>
            <dt>
              <Icon name={role === 'SOURCE' ? 'source' : 'destination'} size={13} />
              {role === 'SOURCE' ? 'As a source' : 'As a destination'}
            </dt>
            <dd>
              <span className={classes.verified} data-tone={tone(type, role)} title={explanation(type, role)}>
                {word(type, role)}
              </span>
              {(type.plugins?.[role] ?? []).map((plugin) => (
                <span key={plugin.name} className={classes.plugin}>
                  {[`${plugin.name} ${plugin.version}`, ...plugin.licences].join(' · ')}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes.foot}>
        {mayChange ? (
          <ButtonLink
            to="/installs/$installId/new/connector"
            params={{ installId: install }}
            search={{ type: type.type }}
            size="compact-sm"
            variant="default"
          >
            New {type.title} connector
          </ButtonLink>
        ) : null}
        {type.docs ? (
          <a href={type.docs} target="_blank" rel="noreferrer">
            Documentation
          </a>
        ) : null}
      </div>
    </li>
  );
}

function word(type: ConnectorType, role: ConnectorRole): string {
  switch (type.verified?.[role]) {
    case 'END_TO_END':
      return 'Tested end to end';
    case 'VALIDATED':
      return 'Validated only';
    case undefined:
      return 'Not said';
  }
}

function tone(type: ConnectorType, role: ConnectorRole): string {
  return type.verified?.[role] === 'END_TO_END' ? 'fine' : 'quiet';
}

function explanation(type: ConnectorType, role: ConnectorRole): string {
  return type.verified?.[role] === 'END_TO_END'
    ? 'Each change of Millrace is tested with a real server of it, value by value.'
    : 'Its configuration is checked; no test of Millrace runs a server of it.';
}
