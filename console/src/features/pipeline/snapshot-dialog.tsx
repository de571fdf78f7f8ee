import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/confirm-dialog';

type Props = {
  opened: boolean;
  pipeline: string;
  tables: readonly string[];
  onChosen: (tables: string[]) => void;
  onClose: () => void;
};

/** Which tables are to be read again: all, until some are taken out. */
export function SnapshotDialog({ opened, pipeline, tables, onChosen, onClose }: Props) {
  const [left, setLeft] = useState<readonly string[]>([]);
  const chosen = tables.filter((table) => !left.includes(table));
  return (
    <ConfirmDialog
      opened={opened}
      title={`Read tables of ${pipeline} again?`}
      action={chosen.length === 1 ? 'Read 1 table' : `Read ${chosen.length} tables`}
      onClose={onClose}
      onConfirm={() => {
        if (chosen.length > 0) {
          onChosen(chosen);
        }
      }}
    >
      {tables.map((table) => (
        <Checkbox
          key={table}
          label={table}
          checked={!left.includes(table)}
          onChange={() =>
            setLeft(left.includes(table) ? left.filter((each) => each !== table) : [...left, table])
          }
        />
      ))}
      <p>
        Each row that is there is written again. A row that the destination has and the source has not is left
        alone. The source restarts once for it, which takes seconds.
      </p>
    </ConfirmDialog>
  );
}
