import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519';
import type { ConnectorType, SealedSecret, SealedTo, SealingKey } from './api';
import { ApiError } from './api-error';

/** Where a secret belongs and where it will be sent. It is bound into the ciphertext, which opens nowhere else. */
export type Place = {
  install: string;
  connector: string;
  type: string;
  field: string;
  /** The values of the fields that bind. */
  bound: Record<string, string>;
};

/** HPKE (RFC 9180) in mode base: what the runner opens with, in runner-protocol's Sealing. */
export const SUITE = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

const ENCODER = new TextEncoder();

export const INFO = ENCODER.encode('millrace/sealed-secret/v2');

/** What holds of the fields that say where a secret goes, defaults filled in; without those that are empty. */
export function boundValues(
  { fields }: Pick<ConnectorType, 'fields'>,
  config: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    fields
      .filter(({ binds }) => binds)
      .map((field) => [field.name, config[field.name] ?? field.default ?? ''] as const)
      .filter(([, value]) => value !== ''),
  );
}

/** Each part after its length in four bytes, so that no two places are the same bytes. */
export function associatedData({ install, connector, type, field, bound }: Place): Uint8Array<ArrayBuffer> {
  const named = Object.keys(bound)
    .sort()
    .flatMap((name) => [name, bound[name] ?? '']);
  const parts = [install, connector, type, field, ...named].map((part) => ENCODER.encode(part));
  const bytes = new Uint8Array(parts.reduce((length, part) => length + 4 + part.length, 0));
  let at = 0;
  for (const part of parts) {
    new DataView(bytes.buffer).setUint32(at, part.length);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

/** Which of the runner's keys that is. */
export function sealedTo(keyId: string, key: SealingKey | null): SealedTo {
  if (keyId === key?.keyId) {
    return 'PRESENT_KEY';
  }
  return key?.olderKeyIds?.includes(keyId) ? 'OLDER_KEY' : 'UNKNOWN_KEY';
}

/** Encrypts a secret to an install's runner: from here on nobody else can read it. */
export async function seal(
  key: Pick<SealingKey, 'keyId' | 'publicKey'>,
  place: Place,
  plaintext: string,
): Promise<SealedSecret> {
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
  const associated = associatedData(place);
  const ciphertext = await sender.seal(ENCODER.encode(plaintext), associated);
  return {
    keyId: key.keyId,
    encapsulatedKey: toBase64(sender.enc),
    ciphertext: toBase64(ciphertext),
    place: await digestOf(associated),
  };
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `sha256:${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function toBase64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
