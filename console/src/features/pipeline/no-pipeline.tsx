import { Command } from '@/components/command';
import { Empty } from '@/components/empty';
import { Panel } from '@/components/panel';
import { Wheel } from '@/components/wheel';
import { OWN_PIPELINE, START } from '@/lib/commands';

export function NoPipeline() {
  return (
    <Panel title="Pipelines" id="pipelines">
      <Empty picture={<Wheel turning={false} size={20} />} title="No pipeline yet">
        <p>
          A pipeline carries tables from a source to a destination, change by change, each through a transform
          in Flink SQL or as it is. This one runs on your own databases:
        </p>
        <Command text={OWN_PIPELINE} />
        <p>Just to see one at work, start the demo with a database of orders:</p>
        <Command text={START} />
      </Empty>
    </Panel>
  );
}
