import { Button } from '@mantine/core';
import classes from './undo-message.module.css';

type Props = { text: string; onUndo: () => void };

export function UndoMessage({ text, onUndo }: Props) {
  return (
    <span className={classes.message}>
      {text}
      <Button size="compact-sm" variant="default" onClick={onUndo}>
        Undo
      </Button>
    </span>
  );
}
