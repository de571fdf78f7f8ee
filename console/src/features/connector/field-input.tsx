import { NativeSelect, PasswordInput, Switch, TextInput } from '@mantine/core';
import type { ConnectorField, SealedTo } from '@/lib/api';
import { pathOf, range } from './draft';

type Props = {
  field: ConnectorField;
  value: string;
  error: string | null | undefined;
  /** A secret that is stored already, and the key that it is sealed to. */
  stored: SealedTo | null;
  onChange: (value: string) => void;
  onLeave: () => void;
};

const OLDER_KEY =
  'It is sealed to an older key of the runner: enter it again at this edit; it works until then.';

/** One field of a connector type's schema, as what it is. */
export function FieldInput({ field, value, error, stored, onChange, onLeave }: Props) {
  const substitute = field.default ?? '';
  const shared = {
    label: field.title,
    description: describe(field),
    error,
    name: field.name,
    onBlur: onLeave,
    'data-field': pathOf(field),
  };
  const withAsterisk = field.required && substitute === '' && stored === null;
  if (field.secret) {
    const complaint =
      error ??
      (stored === 'UNKNOWN_KEY' && value === '' ? 'The runner has another key now: enter it again.' : null);
    return (
      <PasswordInput
        {...shared}
        withAsterisk={withAsterisk}
        autoComplete="new-password"
        placeholder={stored === null || stored === 'UNKNOWN_KEY' ? '' : 'Sealed; type to replace it'}
        description={stored === 'OLDER_KEY' ? `${shared.description} ${OLDER_KEY}` : shared.description}
        error={complaint}
        aria-invalid={complaint ? true : undefined}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  switch (field.kind) {
    case 'CHOICE': {
      const choices = field.choices ?? [];
      const none = substitute === '' ? [{ value: '', label: 'Choose' }] : [];
      // What was stored before the type lost this choice; else the list would show another one instead.
      const lost =
        value === '' || choices.includes(value) ? [] : [{ value, label: `${value} (not offered)` }];
      return (
        <NativeSelect
          {...shared}
          withAsterisk={withAsterisk}
          data={[
            ...none,
            ...lost,
            ...choices.map((each) => ({ value: each, label: labelOf(each, substitute) })),
          ]}
          value={value || substitute}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    }
    case 'BOOLEAN':
      return (
        <Switch
          {...shared}
          aria-invalid={error ? true : undefined}
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
      ? `${field.default} if it is left empty.`
      : '';
  return [field.description, number, left].filter(Boolean).join(' ');
}
