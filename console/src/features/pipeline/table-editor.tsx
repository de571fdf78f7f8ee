import { Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/icon-button';
import type { Draft } from './pipeline-draft';
import classes from './table-editor.module.css';

type Table = Draft['tables'][number];
type Props = {
  table: Table;
  at: string;
  errors: ReadonlyMap<string, string>;
  onChange: (table: Table) => void;
  onRemove: () => void;
  preview: ReactNode;
};

/** One table on its way: its name there, and what it passes in between. */
export function TableEditor({ table, at, errors, onChange, onRemove, preview }: Props) {
  const name = table.source.split('.').at(-1) ?? table.source;
  return (
    <li className={classes.table} data-table={table.source}>
      <div className={classes.head}>
        <span className={classes.source}>{table.source}</span>
        <IconButton label={`Leave out ${table.source}`} icon="cross" onClick={onRemove} />
      </div>
      {errors.has(`${at}.source`) ? <p className={classes.error}>{errors.get(`${at}.source`)}</p> : null}
      <TextInput
        label="Name in the destination"
        description="Made if it is missing."
        autoComplete="off"
        spellCheck={false}
        data-field={`${at}.destination`}
        value={table.destination}
        error={errors.get(`${at}.destination`)}
        onChange={(event) => onChange({ ...table, destination: event.currentTarget.value })}
      />
      <details open={table.transform !== '' || errors.has(`${at}.transform`)}>
        <summary className={classes.summary}>Transform in Flink SQL</summary>
        <Textarea
          aria-label={`Transform of ${table.source} in Flink SQL`}
          description={`A SELECT over ${name}, and maybe other tables chosen here; empty passes rows as they are.`}
          placeholder={`SELECT id, UPPER(status) AS status FROM ${name}`}
          rows={6}
          spellCheck={false}
          data-field={`${at}.transform`}
          classNames={{ input: classes.sql ?? '' }}
          value={table.transform}
          error={errors.get(`${at}.transform`)}
          onChange={(event) => onChange({ ...table, transform: event.currentTarget.value })}
        />
        {preview}
      </details>
    </li>
  );
}
