import type { ReactNode } from 'react';
import classes from './icon.module.css';

const SHAPES = {
  alert: <path d="M8 2.2 14.6 13.6H1.4zM8 6.4v3.2M8 11.6v.1" />,
  check: <path d="M3.2 8.6 6.4 11.8 12.8 4.8" />,
  chevron: <path d="m6 3.6 4.4 4.4L6 12.4" />,
  copy: <path d="M5.6 5.6V2.8h7.6v7.6h-2.8M2.8 5.6h7.6v7.6H2.8z" />,
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  database: (
    <path d="M2.8 4c0-1.1 2.3-2 5.2-2s5.2.9 5.2 2-2.3 2-5.2 2-5.2-.9-5.2-2v8c0 1.1 2.3 2 5.2 2s5.2-.9 5.2-2V4M2.8 8c0 1.1 2.3 2 5.2 2s5.2-.9 5.2-2" />
  ),
  destination: <path d="M9.6 2.8h3.8v10.4H9.6M2.6 8H10M7.2 5.2 10 8l-2.8 2.8" />,
  help: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M6.2 6.4A1.8 1.8 0 1 1 8 8.4v.8M8 11.4v.1" />
    </>
  ),
  key: (
    <>
      <circle cx="5" cy="11" r="2.6" />
      <path d="m6.9 9.1 6-6M10.6 5.4l2 2" />
    </>
  ),
  leave: <path d="M6.4 2.4H2.8v11.2h3.6M6.4 8h7M10.6 5l3 3-3 3" />,
  lock: (
    <>
      <rect x="3" y="7" width="10" height="6.6" rx="1.2" />
      <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
    </>
  ),
  moon: <path d="M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7z" />,
  pause: <path d="M5.2 3.2v9.6M10.8 3.2v9.6" />,
  play: <path d="M4.6 2.8 12.8 8l-8.2 5.2z" />,
  more: <path d="M3.2 8h.1M8 8h.1M12.7 8h.1" />,
  pencil: <path d="m2.6 13.4.7-3 7.6-7.6 2.3 2.3-7.6 7.6zM9.4 4.3l2.3 2.3" />,
  plus: <path d="M8 3v10M3 8h10" />,
  restart: <path d="M13 8a5 5 0 1 1-1.6-3.7L13 5.6M13 2.4v3.2H9.8" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.4" />
      <path d="m10.3 10.3 3.2 3.2" />
    </>
  ),
  server: (
    <>
      <rect x="2" y="2.6" width="12" height="4.6" rx="1.2" />
      <rect x="2" y="8.8" width="12" height="4.6" rx="1.2" />
      <path d="M4.6 4.9h.1M4.6 11.1h.1" />
    </>
  ),
  source: <path d="M6.4 2.8H2.6v10.4h3.8M6 8h7.4M10.6 5.2 13.4 8l-2.8 2.8" />,
  stop: <rect x="3.6" y="3.6" width="8.8" height="8.8" rx="1.2" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.4v1.2M8 13.4v1.2M1.4 8h1.2M13.4 8h1.2M3.3 3.3l.9.9M11.8 11.8l.9.9M3.3 12.7l.9-.9M11.8 4.2l.9-.9" />
    </>
  ),
  system: (
    <>
      <rect x="1.8" y="2.6" width="12.4" height="8.4" rx="1.2" />
      <path d="M5.6 13.6h4.8M8 11v2.6" />
    </>
  ),
  bin: <path d="M2.8 4.4h10.4M6.2 4.4V2.6h3.6v1.8M4.2 4.4l.6 9h6.4l.6-9M6.8 7v4M9.2 7v4" />,
  topic: <path d="M2 4h9M2 8h12M2 12h7M13.6 4h.1M11.6 12h.1" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

type Props = { name: IconName; size?: number };

export function Icon({ name, size = 16 }: Props) {
  return (
    <svg className={classes.icon} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}
