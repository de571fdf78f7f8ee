import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

type Props = { href: string; className: string | undefined; children: ReactNode };

/**
 * A way to another page for rows of which there are hundreds: the router's own link listens to every
 * change of the address, which two hundred of them make slow.
 */
export function RowLink({ href, className, children }: Props) {
  const router = useRouter();
  const go = (event: MouseEvent) => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      router.history.push(href);
    }
  };
  return (
    <a href={href} className={className} onClick={go}>
      {children}
    </a>
  );
}
