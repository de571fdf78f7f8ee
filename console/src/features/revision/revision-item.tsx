import type { ReactNode } from 'react';
import { DiffView } from '@/components/diff-view';
import { Icon } from '@/components/icon';
import { TimeAgo } from '@/components/time-ago';
import type { Revision } from '@/lib/api';
import { changesOf } from '@/lib/diff';
import classes from './revision-item.module.css';

type Props = {
  revision: Revision;
  before: Record<string, unknown> | null;
  open: boolean;
  /** What can be done with it; to be seen without unfolding it. */
  children: ReactNode;
};

export function RevisionItem({ revision, before, open, children }: Props) {
  const changes = changesOf(before, revision.document);
  return (
    <li className={classes.item} data-revision={revision.revision}>
      <details open={open}>
        <summary className={classes.summary}>
          <span className={classes.fold}>
            <Icon name="chevron" size={12} />
          </span>
          <span className={classes.number}>{revision.revision}</span>
          <span className={classes.action}>{actionWord(revision.action)}</span>
          <span className={classes.by}>
            {revision.by.name} · <TimeAgo instant={revision.at} />
          </span>
          <span className={classes.count}>
            {changes.length === 1 ? '1 field' : `${changes.length} fields`}
          </span>
        </summary>
        <div className={classes.body}>
          <DiffView changes={changes} />
        </div>
      </details>
      <div className={classes.acts}>{children}</div>
    </li>
  );
}

/** `pipeline.pause` → `Pause`. */
function actionWord(action: string): string {
  const verb = action.split('.').at(-1) ?? action;
  const known: Record<string, string> = {
    put: 'Saved',
    create: 'Created',
    update: 'Changed',
    delete: 'Deleted',
  };
  return known[verb.toLowerCase()] ?? verb.charAt(0).toUpperCase() + verb.slice(1).toLowerCase();
}
