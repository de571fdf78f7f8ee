import { NativeSelect, PasswordInput, Switch, TextInput } from '@mantine/core';
import type { ConnectorField } from '@/lib/api';
import { range } from './draft';

type Props = {
  field: ConnectorField;
  value: string;
  error: string | undefined;
  /** A secret that is stored already, and how that is. */
  stored: 'sealed' | 'lost' | null;
  onChange: (value: string) => void;
  onLeave: () => void;
};

/** One field of a connector type's schema, as what it is. */
export function FieldInput({ field, value, error, stored, onChange, onLeave }: Props) {
  const substitute = field.default ?? '';
  const shared = {
    label: field.title,
    description: describe(field),
    error,
    name: field.name,
    onBlur: onLeave,
    'data-field': field.secret ? `secrets.${field.name}` : `config.${field.name}`,
  };
  const withAsterisk = field.required && substitute === '' && stored === null;
  if (field.secret) {
    return (
      <PasswordInput
        {...shared}
        withAsterisk={withAsterisk}
        autoComplete="new-password"
        placeholder={stored === 'sealed' ? 'Sealed; type to replace it' : ''}
        error={error ?? (stored === 'lost' ? 'The runner has another key now: enter it again.' : undefined)}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  switch (field.kind) {
    case 'CHOICE': {
      const choices = field.choices ?? [];
      const none = substitute === '' ? [{ value: '', label: 'Choose' }] : [];
      return (
        <NativeSelect
          {...shared}
          withAsterisk={withAsterisk}
          data={[...none, ...choices.map((each) => ({ value: each, label: labelOf(each, substitute) }))]}
          value={value || substitute}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    }
    case 'BOOLEAN':
      return (
        <Switch
          {...shared}
          checked={(value || substitute) === 'true'}
          onChange={(event) => onChange(String(event.currentTarget.checked))}
        />
      );
    case 'TEXT':
    case 'PORT':
    case 'NUMBER':
      return (
        <TextInput
          {...shared}
          withAsterisk={withAsterisk}
          inputMode={field.kind === 'TEXT' ? 'text' : 'numeric'}
          autoComplete="off"
          spellCheck={false}
          placeholder={substitute}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

function labelOf(choice: string, substitute: string): string {
  return choice === substitute ? `${choice} (default)` : choice;
}

function describe(field: ConnectorField): string {
  const limits = field.kind === 'NUMBER' ? range(field) : '';
  const number = limits === '' ? '' : `A whole number${limits}.`;
  const left =
    field.default && !field.secret && field.kind !== 'CHOICE' && field.kind !== 'BOOLEAN'
      ? `Left out: ${field.default}.`
      : '';
  return [field.description, number, left].filter(Boolean).join(' ');
}
