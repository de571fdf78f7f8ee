import { describe, expect, it } from 'vitest';
import iceberg from '../../../spec/connector-types/iceberg.json';
import mysql from '../../../spec/connector-types/mysql.json';
import postgres from '../../../spec/connector-types/postgres.json';
// Sealed by runner-protocol's Sealing, with a key pair made for nothing else.
import vectors from '../../../spec/sealing/vectors.json';
import type { ConnectorType, SealedSecret } from './api';
import { associatedData, boundValues, fromBase64, INFO, seal, SUITE, type Place } from './sealing';

const TYPES = { iceberg, mysql, postgres } as unknown as Record<string, ConnectorType>;
const [FIRST] = vectors.vectors.map(placeOf);
const PLACE = FIRST as Place;

function placeOf({ install, connector, type, field, config }: (typeof vectors.vectors)[number]): Place {
  const values = config as Record<string, string>;
  return { install, connector, type, field, bound: boundValues(TYPES[type] as ConnectorType, values) };
}

async function open(sealed: SealedSecret, place: Place): Promise<string> {
  const recipient = await SUITE.createRecipientContext({
    recipientKey: await SUITE.kem.importKey('raw', fromBase64(vectors.privateKey).buffer, false),
    enc: fromBase64(sealed.encapsulatedKey).buffer,
    info: INFO,
  });
  const plaintext = await recipient.open(fromBase64(sealed.ciphertext), associatedData(place));
  return new TextDecoder().decode(plaintext);
}

describe('sealing', () => {
  it.each(vectors.vectors)('is that of the runner: $says', async (vector) => {
    const place = placeOf(vector);
    const bytes = Array.from(associatedData(place), (byte) => byte.toString(16).padStart(2, '0'));
    expect(bytes.join('')).toBe(vector.associatedData);
    expect(await open(vector.sealed, place)).toBe(vector.plaintext);
    expect((await seal(vectors, place, 's3cret')).place).toBe(vector.sealed.place);
  });

  it('seals what the runner opens', async () => {
    for (const secret of ['', 's3cret', 'x'.repeat(10_000)]) {
      const sealed = await seal(vectors, PLACE, secret);
      expect(sealed.keyId).toBe(vectors.keyId);
      expect(await open(sealed, PLACE)).toBe(secret);
    }
  });

  it('binds a secret to its place', async () => {
    const sealed = await seal(vectors, PLACE, 's3cret');
    for (const elsewhere of [
      { ...PLACE, install: 'ins_02' },
      { ...PLACE, connector: 'orders' },
      { ...PLACE, type: 'mysql' },
      { ...PLACE, field: 'username' },
      { ...PLACE, install: `${PLACE.install}o`, connector: PLACE.connector.slice(1) },
      { ...PLACE, bound: { ...PLACE.bound, hostname: 'db.example.org' } },
      { ...PLACE, bound: { ...PLACE.bound, sslmode: 'disable' } },
      { ...PLACE, bound: {} },
    ]) {
      await expect(open(sealed, elsewhere)).rejects.toThrow();
    }
  });

  it('never makes the same ciphertext twice', async () => {
    const [one, other] = [await seal(vectors, PLACE, 's3cret'), await seal(vectors, PLACE, 's3cret')];
    expect(one).not.toEqual(other);
  });

  it('refuses a key that is none', async () => {
    await expect(seal({ keyId: 'k', publicKey: 'AAAA' }, PLACE, 's')).rejects.toThrow();
  });
});
