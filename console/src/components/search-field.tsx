import { TextInput } from '@mantine/core';
import { Icon } from './icon';
import classes from './search-field.module.css';

type Props = { label: string; value: string; onChange: (value: string) => void };

export function SearchField({ label, value, onChange }: Props) {
  return (
    <TextInput
      type="search"
      size="sm"
      aria-label={label}
      placeholder={label}
      className={classes.field ?? ''}
      leftSection={<Icon name="search" size={14} />}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
