import { CopyButton } from '@mantine/core';
import { Icon } from './icon';
import classes from './command.module.css';

type Props = { text: string; prompt?: string };

/** Something to be run elsewhere, by way of the clipboard. */
export function Command({ text, prompt = '$ ' }: Props) {
  return (
    <div className={classes.command}>
      <code className={classes.text}>
        <span className={classes.prompt} aria-hidden="true">
          {prompt}
        </span>
        {text}
      </code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <button type="button" className={classes.copy} onClick={copy}>
            <Icon name={copied ? 'check' : 'copy'} size={14} />
            <span>{copied ? 'Copied' : 'Copy'}</span>
          </button>
        )}
      </CopyButton>
    </div>
  );
}
