import type {
  Connector,
  ConnectorField,
  ConnectorRole,
  ConnectorType,
  FieldError,
  SealedSecret,
  SealingKey,
} from '@/lib/api';
import { boundValues, seal } from '@/lib/sealing';

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
export function complaintsAbout(
  type: ConnectorType,
  draft: Draft,
  taken: readonly string[],
  stored: Connector | null,
): FieldError[] {
  const errors: FieldError[] = [];
  if (draft.name === '') {
    errors.push({ field: 'name', message: 'Give it a name.' });
  } else if (!NAME.test(draft.name)) {
    errors.push({ field: 'name', message: 'Use a to z, 0 to 9 and -, and begin with a letter.' });
  } else if (taken.includes(draft.name)) {
    errors.push({ field: 'name', message: `There is a connector ${draft.name} already.` });
  }
  for (const field of fieldsFor(type, draft)) {
    const message = field.secret
      ? complaintAboutSecret(type, field, draft, stored)
      : complaintAboutValue(field, valueOf(field, draft));
    if (message) {
      errors.push({ field: pathOf(field), message });
    }
  }
  return errors;
}

/** The name by which the server tells what is wrong with a field. */
export function pathOf({ name, secret }: ConnectorField): string {
  return `${secret ? 'secrets' : 'config'}.${name}`;
}

/** A stored secret is sent to no other place than the one that it was typed for. */
export function complaintAboutPlace(
  type: ConnectorType,
  { name }: ConnectorField,
  draft: Draft,
  stored: Connector | null,
): string | null {
  if (!stored?.secrets[name] || draft.secrets[name]) {
    return null;
  }
  const before = boundValues(type, stored.config);
  const now = boundValues(type, configOf(type, draft, stored));
  const changed = type.fields.filter((field) => before[field.name] !== now[field.name]);
  return changed.length > 0
    ? `Enter it again: it was sealed for another ${changed.map(({ title }) => title).join(' and ')}, and is sent nowhere else.`
    : null;
}

/** What was sealed before stands until something is typed in its place. */
function complaintAboutSecret(
  type: ConnectorType,
  field: ConnectorField,
  draft: Draft,
  stored: Connector | null,
): string | null {
  return field.required && !draft.secrets[field.name] && !stored?.secrets[field.name]
    ? 'It is missing.'
    : complaintAboutPlace(type, field, draft, stored);
}

function complaintAboutValue(field: ConnectorField, value: string): string | null {
  if (value.trim() === '') {
    return field.required ? 'It is missing.' : null;
  }
  switch (field.kind) {
    case 'PORT':
      return outside(value, 1, 65_535) ? `"${value}" is not a port: use 1 to 65535.` : null;
    case 'NUMBER': {
      const [least, most] = [field.minimum ?? -Infinity, field.maximum ?? Infinity];
      return outside(value, least, most) ? `"${value}" is not a whole number${range(field)}.` : null;
    }
    case 'CHOICE':
      return field.choices?.includes(value) ? null : `"${value}" is not offered. Choose one of the list.`;
    case 'BOOLEAN':
      return value === 'true' || value === 'false' ? null : `"${value}" is neither true nor false.`;
    case 'TEXT':
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
  config: Record<string, string>,
  install: string,
  key: SealingKey | null,
): Promise<Record<string, SealedSecret>> {
  const place = { install, connector: draft.name, type: type.type, bound: boundValues(type, config) };
  const secrets: Record<string, SealedSecret> = {};
  for (const { name } of type.fields.filter(({ secret }) => secret)) {
    const typed = draft.secrets[name] ?? '';
    const kept = stored?.secrets[name];
    if (typed !== '' && key) {
      secrets[name] = await seal(key, { ...place, field: name }, typed);
    } else if (kept) {
      secrets[name] = kept;
    }
  }
  return secrets;
}
