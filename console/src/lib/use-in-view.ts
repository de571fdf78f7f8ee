import { useEffect, useState, type RefObject } from 'react';

const callbacks = new WeakMap<Element, () => void>();
let shared: IntersectionObserver | undefined;

/** One for the whole page: there may be hundreds of elements. */
function observer(): IntersectionObserver {
  shared ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) {
          callbacks.get(target)?.();
        }
      }
    },
    { rootMargin: '120px' },
  );
  return shared;
}

/** Whether an element has been on the screen, so that what it needs is loaded only then. */
export function useInView(element: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (!target || seen) {
      return undefined;
    }
    callbacks.set(target, () => setSeen(true));
    observer().observe(target);
    return () => {
      callbacks.delete(target);
      observer().unobserve(target);
    };
  }, [element, seen]);
  return seen;
}
