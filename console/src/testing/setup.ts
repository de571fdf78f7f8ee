import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';

// What jsdom lacks and Mantine and the charts ask for.
globalThis.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
    onchange: null,
  }) satisfies MediaQueryList;

globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

globalThis.scrollTo = () => undefined;

beforeEach(() => {
  localStorage.clear();
});

afterEach(() => {
  cleanup();
});
