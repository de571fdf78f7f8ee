import { VisuallyHidden } from '@mantine/core';

type Props = { text: string };

/** Says changes of state to a screen reader when it is done with its sentence. */
export function Announcer({ text }: Props) {
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  );
}
