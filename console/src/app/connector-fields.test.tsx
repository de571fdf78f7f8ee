import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { specCatalogue } from '../../dev/spec-catalogue.mjs';
import type { FakeStore } from '../../dev/fake-store.mjs';
import type { ConnectorField, ConnectorRole, ConnectorType } from '@/lib/api';
import { FakeApi } from '@/testing/fake-api';
import { FakeEventSource } from '@/testing/fake-event-source';
import { openConsole } from '@/testing/open-console';

// What no connector type of today has, and one of tomorrow may: its kinds are shown wrong here too.
const EVERY_KIND: ConnectorType = {
  type: 'specimen',
  title: 'Specimen',
  description: 'Has a field of each kind.',
  roles: ['SOURCE'],
  groups: [{ name: 'all', title: 'All' }],
  fields: [
    field('host', 'TEXT', { required: true }),
    field('port', 'PORT', { minimum: 1, maximum: 65_535 }),
    field('rows', 'NUMBER', { minimum: 1, maximum: 10_000 }),
    field('lines', 'NUMBER', { advanced: true }),
    field('strict', 'BOOLEAN', { default: 'false' }),
    field('mode', 'CHOICE', { choices: ['fast', 'safe'], required: true }),
    field('token', 'TEXT', { secret: true, required: true }),
  ],
};

function field(name: string, kind: ConnectorField['kind'], more: Partial<ConnectorField>): ConnectorField {
  return { name, title: `The ${name}`, kind, required: false, secret: false, group: 'all', ...more };
}

const CATALOGUE = [...specCatalogue(), EVERY_KIND];
const FORMS = CATALOGUE.flatMap((type) =>
  type.roles.map((role) => ({ type, role, name: `${type.type} as ${role}` })),
);

function pathOf({ name, secret }: ConnectorField): string {
  return `${secret ? 'secrets' : 'config'}.${name}`;
}

function inputOf(path: string): HTMLInputElement | null {
  return document.querySelector(`[data-field="${path}"]`);
}

/** What a screen reader says of the field beside its name. */
function toldAt(path: string): string {
  const ids = inputOf(path)?.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
}

async function openForm(type: ConnectorType, role: ConnectorRole, api = new FakeApi('empty')) {
  api.types = CATALOGUE;
  openConsole(api, `/installs/empty/new/connector?type=${type.type}&role=${role}`);
  await screen.findByRole('heading', { level: 1, name: `New ${type.title} connector` });
  await screen.findByRole('button', { name: 'Create connector' });
  act(() => FakeEventSource.latest.open());
  return api;
}

const type = (path: string, value: string) =>
  fireEvent.change(inputOf(path) as HTMLInputElement, { target: { value } });

const create = () => fireEvent.click(screen.getByRole('button', { name: 'Create connector' }));

/** Values that a field of this kind cannot have, as far as one can type or choose them, with what is said. */
function wrongValuesOf({ kind, required, secret, default: substitute, minimum, maximum }: ConnectorField) {
  const missing = required && !substitute ? [{ value: '', told: 'It is missing.' }] : [];
  if (secret) {
    return missing;
  }
  switch (kind) {
    case 'TEXT':
      return missing.length > 0 ? [...missing, { value: '  ', told: 'It is missing.' }] : [];
    case 'CHOICE':
      return missing;
    case 'PORT':
      return ['0', '65536', 'http', '54.32', '-1'].map((value) => ({
        value,
        told: `"${value}" is not a port: use 1 to 65535.`,
      }));
    case 'NUMBER':
      return [
        'many',
        '1.5',
        ...(minimum == null ? [] : [String(minimum - 1)]),
        ...(maximum == null ? [] : [String(maximum + 1)]),
      ].map((value) => ({ value, told: `"${value}" is not a whole number` }));
    case 'BOOLEAN':
      return [];
  }
}

function validValueOf({ kind, choices, minimum }: ConnectorField): string {
  return kind === 'CHOICE' ? (choices?.[0] ?? '') : kind === 'TEXT' ? 'x' : String(minimum ?? 1);
}

describe.each(FORMS)('the form of $name', ({ type: connectorType, role }) => {
  const asked = () => connectorType.fields.filter((each) => inputOf(pathOf(each)) !== null);

  it('says at each field what is wrong with its value', async () => {
    const api = await openForm(connectorType, role);
    for (const each of asked()) {
      for (const { value, told } of wrongValuesOf(each)) {
        const path = pathOf(each);
        type(path, value);
        create();
        expect(toldAt(path), `${path} = "${value}"`).toContain(told);
        expect(inputOf(path)?.getAttribute('aria-invalid')).toBe('true');
        type(path, '');
      }
    }
    expect(api.calls.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  it('shows at each field what the control plane refuses there', async () => {
    const api = await openForm(connectorType, role);
    type('name', 'mine');
    const required = asked().filter((each) => each.required && each.default == null);
    required.forEach((each) => type(pathOf(each), validValueOf(each)));
    api.refusal = {
      title: 'The request is not valid',
      errors: asked().map((each) => ({ field: pathOf(each), message: `Not this ${each.name}.` })),
    };
    create();
    await screen.findByText(`Not this ${asked()[0]?.name}.`);
    for (const each of asked()) {
      expect(toldAt(pathOf(each))).toContain(`Not this ${each.name}.`);
      expect(inputOf(pathOf(each))?.getAttribute('aria-invalid'), pathOf(each)).toBe('true');
    }
  });
});

describe('a connector that was stored before its type changed', () => {
  it('shows a choice that is not offered any more, and a switch that is neither on nor off, as wrong', async () => {
    const api = new FakeApi('fine');
    api.types = CATALOGUE;
    const store = api.stores.get('fine') as FakeStore;
    store.types = CATALOGUE;
    store.answer({
      method: 'PUT',
      path: 'connectors/old',
      body: {
        type: 'specimen',
        config: { host: 'h', mode: 'loud', strict: 'yes' },
        secrets: { token: { keyId: 'k1', encapsulatedKey: 'AAAA', ciphertext: 'AAAA' } },
      },
    });
    openConsole(api, '/installs/fine/connectors/old?tab=edit');
    fireEvent.click(await screen.findByRole('button', { name: 'Review changes' }));
    expect(inputOf('config.mode')?.value).toBe('loud');
    expect(toldAt('config.mode')).toContain('"loud" is not offered.');
    expect(inputOf('config.strict')?.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('"yes" is neither true nor false.')).toBeDefined();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

it('tells above the form what is refused of a field that the form does not ask for', async () => {
  const api = await openForm(EVERY_KIND, 'SOURCE');
  type('name', 'mine');
  type('config.host', 'h');
  type('config.mode', 'fast');
  type('secrets.token', 't');
  api.refusal = {
    title: 'The request is not valid',
    errors: [{ field: 'type', message: 'Not in this data plane.' }],
  };
  create();
  expect((await screen.findByRole('alert')).textContent).toContain('type: Not in this data plane.');
});
