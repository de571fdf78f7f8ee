import { Fact } from '@/components/fact';
import { Panel } from '@/components/panel';
import type { Connector, ConnectorType, SealedTo, SealingKey } from '@/lib/api';
import { sealedTo } from '@/lib/sealing';
import classes from './connector-config.module.css';

type Props = { connector: Connector; type: ConnectorType | undefined; sealingKey: SealingKey | null };

export function ConnectorConfig({ connector, type, sealingKey }: Props) {
  const titleOf = (name: string) => type?.fields.find((field) => field.name === name)?.title ?? name;
  return (
    <Panel title="Configuration" id="config">
      <dl className={classes.facts}>
        {Object.entries(connector.config).map(([name, value]) => (
          <Fact key={name} label={titleOf(name)}>
            <span className={classes.value}>{value}</span>
          </Fact>
        ))}
        {Object.entries(connector.secrets).map(([name, { keyId }]) => (
          <Fact key={name} label={titleOf(name)}>
            <Sealed to={sealedTo(keyId, sealingKey)} />
          </Fact>
        ))}
      </dl>
    </Panel>
  );
}

function Sealed({ to }: { to: SealedTo }) {
  switch (to) {
    case 'PRESENT_KEY':
      return <span title="Only the runner can open it">sealed</span>;
    case 'OLDER_KEY':
      return (
        <span className={classes.lost}>
          sealed to an older key: enter it again at the next edit; it works until then
        </span>
      );
    case 'UNKNOWN_KEY':
      return (
        <span className={classes.lost}>sealed to a key that the runner does not have: enter it again</span>
      );
  }
}
