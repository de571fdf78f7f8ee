import type { FieldError } from '@/lib/api';
import type { ApiError } from '@/lib/api-error';
import { Advice } from './advice';

type Props = { refused: ApiError | null; elsewhere: readonly FieldError[] };

const CHANGED_MEANWHILE = 412;

/** What was refused and no field of the form shows: of the whole, or of a field that is not asked for. */
export function RefusalNote({ refused, elsewhere }: Props) {
  if (
    !refused ||
    (refused.errors.length > 0 && elsewhere.length === 0 && refused.status !== CHANGED_MEANWHILE)
  ) {
    return null;
  }
  const why = elsewhere.map(({ field, message }) => `${field}: ${message}`).join(' ') || refused.why;
  return (
    <div role="alert">
      <Advice tone="bad" title={refused.message} why={why} nextStep={refused.nextStep} />
    </div>
  );
}
