export type StreamState = { kind: 'connecting' | 'live' | 'reconnecting'; since: number };

export type StreamListener = {
  onMessage: (data: string) => void;
  onState: (state: StreamState) => void;
  /** The stream broke or was refused; why, only a plain request can tell. */
  onBreak: () => void;
};

const LONGEST_WAIT_MILLIS = 10_000;
/** A runner's heartbeats alone make events more often than this. */
const SILENCE_MILLIS = 30_000;

/**
 * Server-sent events that come back by themselves. The browser's own retry gives up on any answer
 * that is not 200, such as that of a proxy while the control plane restarts.
 */
export function openEventStream(url: string, event: string, listener: StreamListener): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let state: StreamState | null = null;
  let closed = false;

  const move = (kind: StreamState['kind']) => {
    if (state?.kind !== kind) {
      state = { kind, since: Date.now() };
      listener.onState(state);
    }
  };

  const listenForSilence = () => {
    clearTimeout(silence);
    silence = setTimeout(connect, SILENCE_MILLIS);
  };

  const onBroken = () => {
    source?.close();
    clearTimeout(silence);
    clearTimeout(retry);
    failures += 1;
    move('reconnecting');
    listener.onBreak();
    retry = setTimeout(connect, Math.min(LONGEST_WAIT_MILLIS, 500 * 2 ** failures));
  };

  function connect() {
    if (closed) {
      return;
    }
    clearTimeout(retry);
    source?.close();
    const opened = new EventSource(url);
    source = opened;
    opened.addEventListener('open', () => {
      failures = 0;
      move('live');
      listenForSilence();
    });
    opened.addEventListener(event, (message) => {
      listenForSilence();
      listener.onMessage((message as MessageEvent<string>).data);
    });
    opened.addEventListener('error', () => {
      if (source === opened) {
        onBroken();
      }
    });
  }

  const onWake = () => {
    if (document.visibilityState === 'visible' && state?.kind === 'reconnecting') {
      connect();
    }
  };

  move('connecting');
  connect();
  globalThis.addEventListener('online', onWake);
  document.addEventListener('visibilitychange', onWake);
  return () => {
    closed = true;
    source?.close();
    clearTimeout(retry);
    clearTimeout(silence);
    globalThis.removeEventListener('online', onWake);
    document.removeEventListener('visibilitychange', onWake);
  };
}
