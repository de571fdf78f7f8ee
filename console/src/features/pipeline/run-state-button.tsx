import { Button } from '@mantine/core';
import { Icon } from '@/components/icon';
import type { Role, RunState } from '@/lib/api';

type Props = { pipeline: string; shown: RunState; role: Role; onSwitch: (runState: RunState) => void };

export function RunStateButton({ pipeline, shown, role, onSwitch }: Props) {
  const pausing = shown === 'RUNNING';
  const readOnly = role === 'READ_ONLY';
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<Icon name={pausing ? 'pause' : 'play'} size={14} />}
      disabled={readOnly}
      title={readOnly ? 'Your API key may read only' : `${pausing ? 'Pause' : 'Resume'} ${pipeline} (p)`}
      onClick={() => onSwitch(pausing ? 'PAUSED' : 'RUNNING')}
    >
      {pausing ? 'Pause' : 'Resume'}
    </Button>
  );
}
