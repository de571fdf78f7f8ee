import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TestedTable } from '@/lib/api';
import { isTable } from './pipeline-draft';
import classes from './table-picker.module.css';

type Props = {
  /** What the source has, as far as that is known. */
  known: readonly TestedTable[];
  chosen: readonly string[];
  error: string | undefined;
  onToggle: (table: string) => void;
};

const FILTER_FROM = 9;

/** Tables by a click where the source told its tables, and by typing anyway. */
export function TablePicker({ known, chosen, error, onToggle }: Props) {
  const [typed, setTyped] = useState('');
  const [complaint, setComplaint] = useState<string | null>(null);
  const shown = known.filter(({ name }) => known.length < FILTER_FROM || name.includes(typed.trim()));
  const add = () => {
    const name = typed.trim();
    if (!isTable(name)) {
      setComplaint('Name it schema.table, such as public.orders.');
    } else {
      if (!chosen.includes(name)) {
        onToggle(name);
      }
      setTyped('');
    }
  };
  return (
    <div className={classes.picker}>
      {known.length > 0 ? (
        <fieldset className={classes.known}>
          <legend className={classes.legend}>Tables of the source</legend>
          {shown.map(({ name, primaryKey }) => (
            <Checkbox
              key={name}
              size="xs"
              label={name}
              {...(primaryKey ? {} : { description: 'It has no primary key, by which rows are told apart.' })}
              checked={chosen.includes(name)}
              onChange={() => onToggle(name)}
            />
          ))}
        </fieldset>
      ) : null}
      <div className={classes.typed}>
        <TextInput
          label={known.length > 0 ? 'Another table, or part of a name' : 'Table'}
          placeholder="public.orders"
          autoComplete="off"
          spellCheck={false}
          data-field="tables"
          value={typed}
          error={complaint ?? (chosen.length === 0 ? error : undefined)}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setComplaint(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              add();
            }
          }}
        />
        <Button variant="default" onClick={add}>
          Add table
        </Button>
      </div>
    </div>
  );
}
