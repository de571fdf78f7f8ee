import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './confirm-dialog.module.css';

type Props = {
  opened: boolean;
  title: string;
  action: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks before something that cannot be overlooked, and says what it does. */
export function ConfirmDialog({ opened, title, action, danger, busy, onConfirm, onClose, children }: Props) {
  return (
    <Modal.Root opened={opened} onClose={onClose} lockScroll={false} size="lg" centered>
      <Modal.Overlay />
      <Modal.Content>
        {/* A group, or else it would count as the page's banner. */}
        <Modal.Header role="group">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </Modal.Header>
        <Modal.Body>
          <div className={classes.body}>{children}</div>
          <div className={classes.actions}>
            {/* What cannot be overlooked is not done by an Enter too many. */}
            <Button variant="default" data-autofocus={danger || undefined} onClick={onClose}>
              Cancel
            </Button>
            <Button
              data-autofocus={danger ? undefined : true}
              {...(danger ? { className: classes.danger ?? '' } : {})}
              loading={busy ?? false}
              onClick={onConfirm}
            >
              {action}
            </Button>
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
