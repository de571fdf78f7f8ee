import classes from './flow-edge.module.css';

type Props = {
  flowing: boolean;
  rate: number;
  /** What flows, in a word or two. */
  above?: string;
  below?: string;
  short?: boolean;
};

/** Water in the race: still, or moving at a speed that tells little from much. */
export function FlowEdge({ flowing, rate, above = '', below = '', short = false }: Props) {
  return (
    <li
      className={classes.edge}
      data-flowing={flowing || undefined}
      data-speed={flowing ? speed(rate) : undefined}
      data-told={above !== '' || below !== '' || undefined}
      data-short={short || undefined}
      aria-hidden="true"
    >
      <span className={classes.race}>
        <span className={classes.water} />
      </span>
      {above ? <span className={classes.above}>{above}</span> : null}
      {below ? <span className={classes.below}>{below}</span> : null}
    </li>
  );
}

/** In three steps, because a running animation jumps whenever its duration changes. */
function speed(rate: number): 'slow' | 'middling' | 'fast' {
  if (rate < 10) {
    return 'slow';
  }
  return rate < 1_000 ? 'middling' : 'fast';
}
