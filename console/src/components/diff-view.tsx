import { linesOf, type Change } from '@/lib/diff';
import classes from './diff-view.module.css';

type Props = { changes: readonly Change[] };

const SIGNS = { same: ' ', removed: '−', added: '+' };
const WORDS = { same: '', removed: 'removed: ', added: 'added: ' };

export function DiffView({ changes }: Props) {
  if (changes.length === 0) {
    return <p className={classes.none}>No difference.</p>;
  }
  return (
    <dl className={classes.diff}>
      {changes.map(({ path, before, after }) => (
        <div key={path} className={classes.change}>
          <dt className={classes.path}>{path}</dt>
          <dd className={classes.lines}>
            {linesOf(before, after).map(({ kind, text }, index) => (
              // Lines have no identity but their place.
              // oxlint-disable-next-line react/no-array-index-key
              <span key={index} className={classes.line} data-kind={kind}>
                <span aria-hidden="true">{SIGNS[kind]} </span>
                <span className={classes.word}>{WORDS[kind]}</span>
                {text}
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
