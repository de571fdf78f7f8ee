import { absolute, ago } from '@/lib/format';
import { useNow } from '@/lib/use-now';

type Props = { instant: string };

export function TimeAgo({ instant }: Props) {
  const now = useNow();
  return (
    <time dateTime={instant} title={absolute(instant)}>
      {ago(instant, now)}
    </time>
  );
}
