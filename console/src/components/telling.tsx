import { notifications } from '@mantine/notifications';
import { ApiError } from '@/lib/api-error';
import { UndoMessage } from './undo-message';

const UNDO_MILLIS = 10_000;
const CLOSE = { 'aria-label': 'Dismiss' };

/** Says what was done, and offers to take it back where that is possible. */
export function tell(id: string, text: string, undo?: () => void): void {
  notifications.hide(id);
  notifications.show({
    id,
    autoClose: UNDO_MILLIS,
    closeButtonProps: CLOSE,
    color: 'race',
    withBorder: true,
    message: undo ? (
      <UndoMessage
        text={text}
        onUndo={() => {
          notifications.hide(id);
          undo();
        }}
      />
    ) : (
      text
    ),
  });
}

/** Says why something was refused, until it was read. */
export function tellRefusal(id: string, error: Error): void {
  const why = error instanceof ApiError ? [error.why, error.nextStep].filter(Boolean).join(' ') : '';
  notifications.hide(id);
  notifications.show({
    id,
    autoClose: false,
    closeButtonProps: CLOSE,
    color: 'red',
    withBorder: true,
    title: error.message,
    message: why,
  });
}
