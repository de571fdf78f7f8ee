import { absolute, duration } from '@/lib/format';
import { useNow } from '@/lib/use-now';

type Props = { instant: string; prefix?: string };

/** How long something has lasted, such as an uptime. */
export function TimeSince({ instant, prefix = '' }: Props) {
  const now = useNow();
  return (
    <time dateTime={instant} title={`since ${absolute(instant)}`}>
      {prefix}
      {duration(now - Date.parse(instant))}
    </time>
  );
}
