import { Fact } from '@/components/fact';
import { Panel } from '@/components/panel';
import type { Connector, ConnectorType, SealingKey } from '@/lib/api';
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
            {keyId === sealingKey?.keyId ? (
              <span title="Only the runner can open it">sealed</span>
            ) : (
              <span className={classes.lost}>
                sealed to a key that the runner no longer has: enter it again
              </span>
            )}
          </Fact>
        ))}
      </dl>
    </Panel>
  );
}
