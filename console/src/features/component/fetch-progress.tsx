import { bytes } from '@/lib/format';
import classes from './fetch-progress.module.css';

type Props = { name: string; fetchedBytes: number; totalBytes: number };

export function FetchProgress({ name, fetchedBytes, totalBytes }: Props) {
  const percent = Math.floor((100 * fetchedBytes) / totalBytes);
  return (
    <div className={classes.fetch}>
      <progress
        className={classes.bar}
        value={fetchedBytes}
        max={totalBytes}
        aria-label={`Fetching ${name}`}
      />
      <span className={classes.value}>
        Fetching {bytes(fetchedBytes)} of {bytes(totalBytes)} · {percent} %
      </span>
    </div>
  );
}
