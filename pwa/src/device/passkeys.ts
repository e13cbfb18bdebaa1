/** Passkeys of this device: made and shown by the browser, which asks for a finger, a face or the lock. */
import { base64url, bytesOf } from "./keys";

interface Known {
  id: string;
  type: "public-key";
}
/** What the office asks for, bytes as base64url. */
export interface ToMake {
  challenge: string;
  rp: PublicKeyCredentialRpEntity;
  user: { id: string; name: string; displayName: string };
  pubKeyCredParams: PublicKeyCredentialParameters[];
  timeout?: number;
  excludeCredentials?: Known[];
  authenticatorSelection?: AuthenticatorSelectionCriteria;
}
export interface ToShow {
  challenge: string;
  rpId: string;
  timeout?: number;
  allowCredentials?: Known[];
}

/** The person turned away, or took too long; or this device has one of theirs already. */
export class NoPasskey extends Error {
  constructor(readonly code: "passkey_cancelled" | "passkey_there") {
    super(code);
  }
}

export const knowsPasskeys = (): boolean => typeof PublicKeyCredential !== "undefined";

export async function makePasskey({ challenge, user, excludeCredentials, ...rest }: ToMake) {
  const publicKey = {
    ...rest,
    challenge: bytesOf(challenge),
    user: { ...user, id: bytesOf(user.id) },
    excludeCredentials: described(excludeCredentials),
  };
  const { id, rawId, type, response } = await credential(navigator.credentials.create({ publicKey }));
  const { clientDataJSON, attestationObject } = response as AuthenticatorAttestationResponse;
  const told = { clientDataJSON: base64url(clientDataJSON), attestationObject: base64url(attestationObject) };
  return { id, rawId: base64url(rawId), type, response: told };
}

export async function showPasskey({ challenge, allowCredentials, ...rest }: ToShow) {
  const publicKey = {
    ...rest,
    userVerification: "required" as const,
    challenge: bytesOf(challenge),
    allowCredentials: described(allowCredentials),
  };
  const { id, rawId, type, response } = await credential(navigator.credentials.get({ publicKey }));
  const { clientDataJSON, authenticatorData, signature } = response as AuthenticatorAssertionResponse;
  const told = {
    clientDataJSON: base64url(clientDataJSON),
    authenticatorData: base64url(authenticatorData),
    signature: base64url(signature),
  };
  return { id, rawId: base64url(rawId), type, response: told };
}

const described = (known: Known[] = []) => known.map(({ id, type }) => ({ id: bytesOf(id), type }));

async function credential(asked: Promise<Credential | null>): Promise<PublicKeyCredential> {
  const found = await asked.catch((error: unknown) => {
    const isThere = error instanceof DOMException && error.name === "InvalidStateError";
    throw new NoPasskey(isThere ? "passkey_there" : "passkey_cancelled");
  });
  if (!(found instanceof PublicKeyCredential)) throw new NoPasskey("passkey_cancelled");
  return found;
}
