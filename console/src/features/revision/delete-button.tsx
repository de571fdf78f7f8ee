import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { ConfirmDialog } from '@/components/confirm-dialog';
import { Icon } from '@/components/icon';
import type { RevisionKind } from '@/lib/api';
import { useDeletion } from './use-deletion';

type Props = {
  organization: string;
  install: string;
  kind: RevisionKind;
  name: string;
  inUse?: boolean;
  onDeleted: () => void;
  /** What goes with it, and what stays. */
  children: ReactNode;
};

export function DeleteButton({
  organization,
  install,
  kind,
  name,
  inUse = false,
  onDeleted,
  children,
}: Props) {
  const [asking, setAsking] = useState(false);
  const deletion = useDeletion(organization, install, kind, name, onDeleted);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<Icon name="bin" size={14} />}
        disabled={inUse}
        title={inUse ? 'Pipelines use it. Delete them first, or give them another connector.' : undefined}
        onClick={() => setAsking(true)}
      >
        Delete
      </Button>
      <ConfirmDialog
        opened={asking}
        title={`Delete ${name}?`}
        action="Delete"
        danger
        busy={deletion.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => deletion.mutate(undefined, { onSettled: () => setAsking(false) })}
      >
        {children}
        <p>Its history stays at the address of this page, and can make it again.</p>
      </ConfirmDialog>
    </>
  );
}
