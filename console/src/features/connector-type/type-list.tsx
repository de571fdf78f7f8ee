import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConnectorType } from '@/lib/api';
import { TypeBar } from './type-bar';
import { TypeCard } from './type-card';
import { fittingTypes, type TypeFilter } from './type-filter';
import classes from './type-list.module.css';

type Props = { types: readonly ConnectorType[]; install: string; mayChange: boolean; filter: TypeFilter };

export function TypeList({ types, install, mayChange, filter }: Props) {
  const navigate = useNavigate();
  const [wanted, setWanted] = useState(filter);
  const found = fittingTypes(types, wanted);
  const change = (next: TypeFilter) => {
    setWanted(next);
    void navigate({ to: '.', search: next as never, replace: true });
  };
  return (
    <>
      <TypeBar types={types} filter={wanted} roles onChange={change} />
      <p className={classes.legend}>
        <strong>Tested end to end</strong>: rows go through a real server of it in the tests of each change of
        Millrace. <strong>Validated only</strong>: its configuration is checked and its plugin loads.
      </p>
      {found.length === 0 ? (
        <p role="status">
          No type is like that.{' '}
          <button type="button" className={classes.all} onClick={() => change({})}>
            Show all {types.length}
          </button>
        </p>
      ) : null}
      <ul className={classes.list}>
        {found.map((type) => (
          <TypeCard key={type.type} type={type} install={install} mayChange={mayChange} />
        ))}
      </ul>
    </>
  );
}
