import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import type { SealedSecret, SealingKey } from './api';
import { ApiError } from './api-error';

/** Where a secret belongs. It is bound into the ciphertext, which opens nowhere else. */
export type Place = { install: string; connector: string; field: string };

/** HPKE (RFC 9180) in mode base: what the runner opens with, in runner-protocol's Sealing. */
export const SUITE = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

const ENCODER = new TextEncoder();

export const INFO = ENCODER.encode('millrace/sealed-secret/v1');

/** Each part ends with a zero byte, so that no two places are the same bytes. */
export function associatedData({ install, connector, field }: Place): Uint8Array<ArrayBuffer> {
  return ENCODER.encode([install, connector, field].map((part) => `${part}\0`).join(''));
}

/** Encrypts a secret to an install's runner: from here on nobody else can read it. */
export async function seal(key: SealingKey, place: Place, plaintext: string): Promise<SealedSecret> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new ApiError(
      0,
      'This browser does not encrypt on this page',
      'Browsers offer encryption on https:// and localhost only, and secrets never leave here in the clear.',
      'Open the console through https:// or through localhost.',
    );
  }
  const recipientPublicKey = await SUITE.kem.deserializePublicKey(fromBase64(key.publicKey).buffer);
  const sender = await SUITE.createSenderContext({ recipientPublicKey, info: INFO });
  const ciphertext = await sender.seal(ENCODER.encode(plaintext), associatedData(place));
  return { keyId: key.keyId, encapsulatedKey: toBase64(sender.enc), ciphertext: toBase64(ciphertext) };
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function toBase64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
