import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeEventSource } from '@/testing/fake-event-source';
import { openEventStream, type StreamState } from './event-stream';

describe('event stream', () => {
  const states: StreamState['kind'][] = [];
  const messages: string[] = [];
  let breaks = 0;
  let close: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    states.length = 0;
    messages.length = 0;
    breaks = 0;
    FakeEventSource.opened = [];
    globalThis.EventSource = FakeEventSource as unknown as typeof EventSource;
    close = openEventStream('/events', 'install', {
      onMessage: (data) => messages.push(data),
      onState: (state) => states.push(state.kind),
      onBreak: () => {
        breaks += 1;
      },
    });
  });

  afterEach(() => {
    close();
    vi.useRealTimers();
  });

  it('is live once it is open, and hands on what comes', () => {
    FakeEventSource.latest.open();
    FakeEventSource.latest.send('install', { id: 'a' });
    expect(states).toEqual(['connecting', 'live']);
    expect(messages).toEqual(['{"id":"a"}']);
  });

  it('comes back after a break, and says so only once', () => {
    FakeEventSource.latest.open();
    FakeEventSource.latest.fail();
    vi.advanceTimersByTime(1_000);
    FakeEventSource.latest.fail();
    vi.advanceTimersByTime(2_000);
    FakeEventSource.latest.open();
    expect(states).toEqual(['connecting', 'live', 'reconnecting', 'live']);
    expect(breaks).toBe(2);
    expect(FakeEventSource.opened).toHaveLength(3);
  });

  it('never waits longer than ten seconds', () => {
    for (let failure = 0; failure < 12; failure += 1) {
      FakeEventSource.latest.fail();
      vi.advanceTimersByTime(10_000);
    }
    expect(FakeEventSource.opened).toHaveLength(13);
  });

  it('opens a stream anew that has fallen silent', () => {
    FakeEventSource.latest.open();
    vi.advanceTimersByTime(31_000);
    expect(FakeEventSource.opened).toHaveLength(2);
    expect(FakeEventSource.opened[0]?.closed).toBe(true);
    expect(states).toEqual(['connecting', 'live']);
  });

  it('stays closed', () => {
    FakeEventSource.latest.fail();
    close();
    vi.advanceTimersByTime(60_000);
    expect(FakeEventSource.opened).toHaveLength(1);
  });
});
