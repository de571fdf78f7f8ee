import { absolute, until } from '@/lib/format';
import { useNow } from '@/lib/use-now';

type Props = { instant: string };

export function TimeUntil({ instant }: Props) {
  const now = useNow();
  return (
    <time dateTime={instant} title={absolute(instant)}>
      {until(instant, now)}
    </time>
  );
}
