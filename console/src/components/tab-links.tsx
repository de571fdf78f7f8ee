import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import classes from './tab-links.module.css';

type Props = {
  label: string;
  /** The first one is where the address names none. */
  tabs: readonly { id: string; title: string }[];
  current: string;
};

/** Parts of a page, each with an address of its own. */
export function TabLinks({ label, tabs, current }: Props) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const chosen = bar.current?.querySelector<HTMLElement>('[data-current]');
    if (bar.current && chosen) {
      // On a phone the later ones are beyond its edge.
      bar.current.scrollLeft = chosen.offsetLeft - (bar.current.clientWidth - chosen.offsetWidth) / 2;
    }
  }, [current]);
  return (
    <nav ref={bar} className={classes.tabs} aria-label={label}>
      {tabs.map(({ id, title }, index) => (
        <Link
          key={id}
          to="."
          search={index === 0 ? {} : { tab: id as never }}
          className={classes.tab}
          activeOptions={{ exact: true }}
          aria-current={id === current ? 'true' : undefined}
          data-current={id === current || undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
