import { ButtonLink } from '@/components/button-link';
import { Command } from '@/components/command';
import { Empty } from '@/components/empty';
import { Icon } from '@/components/icon';
import { Panel } from '@/components/panel';
import { Wheel } from '@/components/wheel';
import { OWN_PIPELINE, START } from '@/lib/commands';

type Props = { install: string; mayChange: boolean };

export function NoPipeline({ install, mayChange }: Props) {
  return (
    <Panel title="Pipelines" id="pipelines">
      <Empty picture={<Wheel turning={false} size={20} />} title="No pipeline yet">
        <p>
          A pipeline carries tables from a source to a destination, change by change, each through a transform
          in Flink SQL or as it is. First the two databases, then the tables between them:
        </p>
        {mayChange ? (
          <p>
            <ButtonLink
              to="/installs/$installId/new/pipeline"
              params={{ installId: install }}
              leftSection={<Icon name="plus" size={14} />}
            >
              New pipeline
            </ButtonLink>
          </p>
        ) : null}
        <p>At the command line, the same in one step:</p>
        <Command text={OWN_PIPELINE} />
        <p>Just to see one at work, start the demo with a database of orders:</p>
        <Command text={START} />
      </Empty>
    </Panel>
  );
}
