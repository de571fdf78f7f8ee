import { describe, expect, it } from 'vitest';
import type { SealedSecret } from './api';
import { associatedData, fromBase64, INFO, seal, SUITE, type Place } from './sealing';
// Sealed by runner-protocol's Sealing, with a key pair made for nothing else.
import vector from './sealing.vector.json';

async function open(sealed: SealedSecret, place: Place): Promise<string> {
  const recipient = await SUITE.createRecipientContext({
    recipientKey: await SUITE.kem.importKey('raw', fromBase64(vector.privateKey).buffer, false),
    enc: fromBase64(sealed.encapsulatedKey).buffer,
    info: INFO,
  });
  const plaintext = await recipient.open(fromBase64(sealed.ciphertext), associatedData(place));
  return new TextDecoder().decode(plaintext);
}

describe('sealing', () => {
  it('is that of the runner', async () => {
    expect(await open(vector.sealed, vector.place)).toBe(vector.plaintext);
  });

  it('seals what the runner opens', async () => {
    for (const secret of ['', 's3cret', vector.plaintext, 'x'.repeat(10_000)]) {
      const sealed = await seal(vector, vector.place, secret);
      expect(sealed.keyId).toBe(vector.keyId);
      expect(await open(sealed, vector.place)).toBe(secret);
    }
  });

  it('binds a secret to its place', async () => {
    const sealed = await seal(vector, vector.place, 's3cret');
    for (const elsewhere of [
      { ...vector.place, install: 'ins_02' },
      { ...vector.place, connector: 'orders' },
      { ...vector.place, field: 'username' },
      { install: 'ins_01j9o', connector: 'rders-source', field: 'password' },
    ]) {
      await expect(open(sealed, elsewhere)).rejects.toThrow();
    }
  });

  it('never makes the same ciphertext twice', async () => {
    const [one, other] = [
      await seal(vector, vector.place, 's3cret'),
      await seal(vector, vector.place, 's3cret'),
    ];
    expect(one).not.toEqual(other);
  });

  it('refuses a key that is none', async () => {
    await expect(seal({ keyId: 'k', publicKey: 'AAAA' }, vector.place, 's')).rejects.toThrow();
  });
});
