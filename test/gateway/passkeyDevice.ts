/** Passkeys that live in this process, and the accounts that follow from them. */
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bytesToHex, hexToBytes } from "viem";
import type { components } from "../../generated/openapi.d.ts";
import { organisationDomain } from "../../src/clients/organisation/nesting.ts";
import type { Assertion } from "../../src/clients/organisation/passkey.ts";
import { passkeyAccountCall, passkeySigner } from "../../src/clients/organisation/passkeyAccounts.ts";
import { passkeyCosigner, signAsOrganisation, signTextAsOrganisation } from "../../src/clients/organisation/signing.ts";
import { readTypedJson } from "../../src/clients/typedJson.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";

type TypedData = components["schemas"]["TypedData"];

export interface SoftwareAccount {
  readonly address: Address;
  readonly passkey: { readonly credential: Hex; readonly x: Hex; readonly y: Hex };
  signMessage(text: string): Promise<Hex>;
  signTypedData(data: TypedData | null): Promise<Hex>;
}

const ORIGIN = "https://ledger.example";
const PRESENT_VERIFIED = 0x05;

interface Device {
  readonly passkey: SoftwareAccount["passkey"];
  assert(challenge: Hex): Assertion;
}

/** A passkey with an account of its own. */
export function softwareAccount(chainId: number): SoftwareAccount {
  const [account] = softwareAccounts(chainId, 1);
  if (account === undefined) throw new Error("one device was asked for");
  return account;
}

/** So many passkeys that share an account. */
export function softwareAccounts(chainId: number, count: number): readonly SoftwareAccount[] {
  const devices = Array.from({ length: count }, softwareDevice);
  const { address } = passkeyAccountCall(devices.map(({ passkey }) => pointOf(passkey)));
  const organisation = organisationDomain(chainId, address);
  return devices.map((device) => {
    const signer = passkeySigner(pointOf(device.passkey));
    const cosigners = [passkeyCosigner(signer, (challenge) => Promise.resolve(device.assert(challenge)))];
    return {
      address,
      passkey: device.passkey,
      signMessage: (text) => signTextAsOrganisation(organisation, cosigners, text),
      signTypedData: (data) => {
        if (data === null) throw new Error("there is nothing to sign");
        const { domain, message } = readTypedJson(data);
        return signAsOrganisation(organisation, cosigners, domain, message);
      },
    };
  });
}

function pointOf({ x, y }: SoftwareAccount["passkey"]): { readonly x: bigint; readonly y: bigint } {
  return { x: BigInt(x), y: BigInt(y) };
}

/** Signs as a telephone does: the page asks, the user is verified. */
function softwareDevice(): Device {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const hexOf = (base64url: string): Hex => bytesToHex(Buffer.from(base64url, "base64url"));
  return {
    passkey: {
      credential: `0x${createHash("sha256").update(randomBytes(20)).digest("hex")}`,
      x: hexOf(x),
      y: hexOf(y),
    },
    assert(challenge) {
      const told = { type: "webauthn.get", challenge: Buffer.from(hexToBytes(challenge)).toString("base64url") };
      const clientDataJSON = Buffer.from(JSON.stringify({ ...told, origin: ORIGIN, crossOrigin: false }));
      const party = createHash("sha256").update(new URL(ORIGIN).hostname).digest();
      const authenticatorData = Buffer.concat([party, Buffer.from([PRESENT_VERIFIED, 0, 0, 0, 1])]);
      const signed = Buffer.concat([authenticatorData, createHash("sha256").update(clientDataJSON).digest()]);
      return { authenticatorData, clientDataJSON, signature: sign("sha256", signed, privateKey) };
    },
  };
}
