import type { ReactNode } from 'react';
import { Advice } from '@/components/advice';
import type { Revision } from '@/lib/api';
import type { ApiError } from '@/lib/api-error';

type Props = { refused: ApiError; revisions: readonly Revision[]; history: ReactNode };

/** In the place of what cannot be shown; of what was deleted, the history that can bring it back. */
export function Missing({ refused, revisions, history }: Props) {
  const [newest] = revisions;
  if (refused.status !== 404 || !newest) {
    return <Advice tone="bad" title={refused.message} why={refused.why} nextStep={refused.nextStep} />;
  }
  return (
    <>
      <Advice
        tone="quiet"
        title="It was deleted"
        why={`${newest.by.name} deleted it. Nothing of it runs any more.`}
        nextStep="To have it again, roll back to one of its revisions."
      />
      {history}
    </>
  );
}
