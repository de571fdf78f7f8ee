import classes from './flow-edge.module.css';

type Props = { flowing: boolean; rate: number };

/** Water in the race: still, or moving at a speed that tells little from much. */
export function FlowEdge({ flowing, rate }: Props) {
  return (
    <li
      className={classes.edge}
      data-flowing={flowing || undefined}
      data-speed={flowing ? speed(rate) : undefined}
      aria-hidden="true"
    >
      <span className={classes.water} />
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
