import type { ReactNode } from 'react';
import classes from './filter-chips.module.css';

type Props<V extends string> = {
  label: string;
  /** Nothing chosen means all. */
  chosen: V | undefined;
  all: number;
  chips: readonly { value: V; title: string; mark?: ReactNode; count: number }[];
  onChoose: (value: V | undefined) => void;
};

/** All, or only those of one kind; each says how many there are. */
export function FilterChips<V extends string>({ label, chosen, all, chips, onChoose }: Props<V>) {
  return (
    <div className={classes.chips} role="group" aria-label={label}>
      <button
        type="button"
        className={classes.chip}
        aria-pressed={chosen === undefined}
        onClick={() => onChoose(undefined)}
      >
        All {all}
      </button>
      {chips.map(({ value, title, mark, count }) => (
        <button
          key={value}
          type="button"
          className={classes.chip}
          aria-pressed={chosen === value}
          onClick={() => onChoose(chosen === value ? undefined : value)}
        >
          {mark} {title} {count}
        </button>
      ))}
    </div>
  );
}
