import { Skeleton } from '@mantine/core';
import classes from './page.module.css';

/** The shape of what is coming, so that nothing jumps when it is there. */
export function InstallPageSkeleton() {
  return (
    <div className={classes.page} role="status" aria-label="Loading">
      <Skeleton height={36} width={260} />
      <Skeleton height={440} radius={8} />
      <div className={classes.columns}>
        <Skeleton height={290} radius={8} />
        <Skeleton height={290} radius={8} />
      </div>
    </div>
  );
}
