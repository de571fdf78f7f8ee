import { Icon } from './icon';
import classes from './type-icon.module.css';

type Props = { type: string; title: string };

const COLOURS = 5;

/** What many names begin with, and so tells none from another. */
const MAKERS = /^(Apache|Amazon|Azure|Google( Cloud)?|Microsoft|Oracle(?= .)) /;

/** The first letters on a ground of its own: no mark that somebody owns. */
export function TypeIcon({ type, title }: Props) {
  const letters = title
    .replace(MAKERS, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 2);
  const colour = [...type].reduce((sum, each) => sum + each.charCodeAt(0), 0) % COLOURS;
  return (
    <span className={classes.icon} data-colour={colour} aria-hidden="true">
      {letters || <Icon name="database" size={16} />}
    </span>
  );
}
