import type {
  Connector,
  ConnectorField,
  ConnectorRole,
  ConnectorType,
  FieldError,
  SealedSecret,
  SealingKey,
} from '@/lib/api';
import { seal } from '@/lib/sealing';

/** A connector while it is being typed; its secrets in the clear, in this page's memory only. */
export type Draft = {
  name: string;
  role: ConnectorRole;
  values: Record<string, string>;
  secrets: Record<string, string>;
};

const NAME = /^[a-z][a-z0-9-]{0,62}$/;

export function valueOf({ name, default: substitute }: ConnectorField, draft: Draft): string {
  return draft.values[name] || substitute || '';
}

/** The fields that this role and what was chosen so far ask for. */
export function fieldsFor(type: ConnectorType, draft: Draft): ConnectorField[] {
  return type.fields.filter((field) => {
    if (field.roles && !field.roles.includes(draft.role)) {
      return false;
    }
    if (!field.when) {
      return true;
    }
    const { field: on, values } = field.when;
    const other = type.fields.find(({ name }) => name === on);
    return other !== undefined && values.includes(valueOf(other, draft));
  });
}

export function draftOf(connector: Connector, role: ConnectorRole): Draft {
  return { name: connector.name, role, values: { ...connector.config }, secrets: {} };
}

/** What can be told without the server; under the names by which the server would tell it. */
export function complaintsAbout(type: ConnectorType, draft: Draft, taken: readonly string[]): FieldError[] {
  const errors: FieldError[] = [];
  if (draft.name === '') {
    errors.push({ field: 'name', message: 'Give it a name.' });
  } else if (!NAME.test(draft.name)) {
    errors.push({ field: 'name', message: 'Use a to z, 0 to 9 and -, and begin with a letter.' });
  } else if (taken.includes(draft.name)) {
    errors.push({ field: 'name', message: `There is a connector ${draft.name} already.` });
  }
  for (const field of fieldsFor(type, draft)) {
    const message = field.secret ? null : complaintAboutValue(field, valueOf(field, draft));
    if (message) {
      errors.push({ field: `config.${field.name}`, message });
    }
  }
  return errors;
}

function complaintAboutValue(field: ConnectorField, value: string): string | null {
  if (value === '') {
    return field.required ? 'It is missing.' : null;
  }
  switch (field.kind) {
    case 'PORT':
      return outside(value, 1, 65_535) ? `"${value}" is not a port: use 1 to 65535.` : null;
    case 'NUMBER': {
      const [least, most] = [field.minimum ?? -Infinity, field.maximum ?? Infinity];
      return outside(value, least, most) ? `"${value}" is not a whole number${range(field)}.` : null;
    }
    case 'TEXT':
    case 'BOOLEAN':
    case 'CHOICE':
      return null;
  }
}

function outside(value: string, least: number, most: number): boolean {
  return !/^-?\d+$/.test(value) || Number(value) < least || Number(value) > most;
}

export function range({ minimum, maximum }: ConnectorField): string {
  if (minimum != null && maximum != null) {
    return ` from ${minimum} to ${maximum}`;
  }
  return minimum != null ? ` of at least ${minimum}` : maximum != null ? ` of at most ${maximum}` : '';
}

/** The config as it is sent: what was left at its default is left out, so that the default may improve. */
export function configOf(
  type: ConnectorType,
  draft: Draft,
  stored: Connector | null,
): Record<string, string> {
  const asked = new Set(fieldsFor(type, draft).map(({ name }) => name));
  const config: Record<string, string> = {};
  for (const field of type.fields.filter(({ secret }) => !secret)) {
    const value = draft.values[field.name] ?? '';
    const kept = stored?.config[field.name];
    // What only the other role asks for is not this form's to forget.
    const others = field.roles != null && !field.roles.includes(draft.role);
    if (others && kept !== undefined) {
      config[field.name] = kept;
    } else if (asked.has(field.name) && value !== '' && (value !== field.default || kept !== undefined)) {
      config[field.name] = value;
    }
  }
  return config;
}

/** What was typed is sealed now; what was not stays as it was sealed before. */
export async function secretsOf(
  type: ConnectorType,
  draft: Draft,
  stored: Connector | null,
  install: string,
  key: SealingKey | null,
): Promise<Record<string, SealedSecret>> {
  const secrets: Record<string, SealedSecret> = {};
  for (const { name } of type.fields.filter(({ secret }) => secret)) {
    const typed = draft.secrets[name] ?? '';
    const kept = stored?.secrets[name];
    if (typed !== '' && key) {
      secrets[name] = await seal(key, { install, connector: draft.name, field: name }, typed);
    } else if (kept) {
      secrets[name] = kept;
    }
  }
  return secrets;
}
