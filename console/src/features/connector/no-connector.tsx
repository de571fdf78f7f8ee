import { ButtonLink } from '@/components/button-link';
import { Empty } from '@/components/empty';
import { Icon } from '@/components/icon';
import { Panel } from '@/components/panel';

type Props = { install: string; mayChange: boolean };

export function NoConnector({ install, mayChange }: Props) {
  return (
    <Panel title="Connectors" id="connectors">
      <Empty picture={<Icon name="database" size={20} />} title="No connector yet">
        <p>
          A connector is how one database is reached: its address, its user, and a password that only the
          runner in your install can open. Pipelines run from one to another.
        </p>
        {mayChange ? (
          <p>
            <ButtonLink
              to="/installs/$installId/new/connector"
              params={{ installId: install }}
              leftSection={<Icon name="plus" size={14} />}
            >
              New connector
            </ButtonLink>
          </p>
        ) : null}
      </Empty>
    </Panel>
  );
}
