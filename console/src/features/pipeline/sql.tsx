import { tokensOf } from './sql-tokens';
import classes from './sql.module.css';

type Props = { text: string };

export function Sql({ text }: Props) {
  return (
    // Scrolls sideways, hence reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes.sql} tabIndex={0} aria-label="Transform in Flink SQL">
      <code>
        {tokensOf(text.trim()).map((token) => (
          <span key={token.start} className={classes[token.kind]}>
            {token.text}
          </span>
        ))}
      </code>
    </pre>
  );
}
