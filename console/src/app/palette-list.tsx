import { useEffect, useRef } from 'react';
import type { PaletteItem } from './palette-items';
import classes from './palette-list.module.css';

type Props = {
  items: readonly PaletteItem[];
  marked: number;
  onMark: (index: number) => void;
  onChoose: (item: PaletteItem) => void;
};

export function PaletteList({ items, marked, onMark, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' });
  }, [marked, items]);
  return (
    <>
      <div ref={list} id="palette-list" role="listbox" aria-label="Found" className={classes.list}>
        {items.map((item, index) => (
          // The keys are the input's: the focus stays there, and only the mark moves.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={item.kind + item.title}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === marked}
            className={classes.item}
            onMouseMove={() => onMark(index)}
            onClick={() => onChoose(item)}
          >
            <span className={classes.title}>{item.title}</span>
            {item.detail ? <span className={classes.detail}>{item.detail}</span> : null}
            <span className={classes.kind}>{item.kind}</span>
          </div>
        ))}
      </div>
      {items.length === 0 ? (
        <p className={classes.none} role="status">
          Nothing is called that.
        </p>
      ) : null}
    </>
  );
}
