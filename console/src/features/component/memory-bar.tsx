import { bytes as formatBytes } from '@/lib/format';
import classes from './memory-bar.module.css';

type Props = { bytes: number; largestBytes: number };

/** The bar compares the components with each other; it is no limit. */
export function MemoryBar({ bytes, largestBytes }: Props) {
  if (bytes === 0) {
    return <span className={classes.none}>–</span>;
  }
  return (
    <span className={classes.memory}>
      <span className={classes.track} aria-hidden="true">
        <span className={classes.fill} style={{ width: `${(100 * bytes) / largestBytes}%` }} />
      </span>
      <span className={classes.value}>{formatBytes(bytes)}</span>
    </span>
  );
}
