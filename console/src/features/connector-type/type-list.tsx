import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { SearchField } from '@/components/search-field';
import type { ConnectorType } from '@/lib/api';
import { TypeCard } from './type-card';
import classes from './type-list.module.css';

type Props = { types: readonly ConnectorType[]; install: string; mayChange: boolean; q: string };

export function TypeList({ types, install, mayChange, q }: Props) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q);
  const found = types.filter((each) => fits(each, typed));
  return (
    <>
      <div className={classes.bar}>
        <SearchField
          label="Find by name or role"
          value={typed}
          onChange={(value) => {
            setTyped(value);
            void navigate({ to: '.', search: (value === '' ? {} : { q: value }) as never, replace: true });
          }}
        />
      </div>
      {found.length === 0 ? <p role="status">No type is like that.</p> : null}
      <ul className={classes.list}>
        {found.map((type) => (
          <TypeCard key={type.type} type={type} install={install} mayChange={mayChange} />
        ))}
      </ul>
    </>
  );
}

function fits({ type, title, description, roles }: ConnectorType, typed: string): boolean {
  const words = [type, title, description, ...roles].join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}
