import type { StreamState } from '@/lib/event-stream';
import { duration } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import classes from './live-indicator.module.css';

type Props = { stream: StreamState };

export function LiveIndicator({ stream }: Props) {
  const now = useNow();
  return (
    <span className={classes.live} data-kind={stream.kind} title={explanation(stream)}>
      <span className={classes.dot} aria-hidden="true" />
      <span>{label(stream, now)}</span>
    </span>
  );
}

function label(stream: StreamState, now: number): string {
  switch (stream.kind) {
    case 'live':
      return 'Live';
    case 'connecting':
      return 'Connecting';
    case 'reconnecting':
      return `Reconnecting · ${duration(now - stream.since)}`;
  }
}

function explanation(stream: StreamState): string {
  const since = new Date(stream.since).toLocaleTimeString();
  switch (stream.kind) {
    case 'live':
      return `Changes arrive as they happen, since ${since}`;
    case 'connecting':
      return 'Opening the stream of changes';
    case 'reconnecting':
      return `No connection to the control plane since ${since}. The figures are the last known.`;
  }
}
