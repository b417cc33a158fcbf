/**
 * Accounts whose signers are passkeys. The account's address follows from their public keys, so that what a gateway
 * says of it is checked, never believed. Heavy with the account's code: loaded when somebody has or wants a passkey.
 */
import { bytesToHex, concat, sha256 } from "viem";
import type { Hex, TypedDataDefinition } from "viem";
import { organisationDomain } from "../../clients/organisation/nesting.ts";
import { passkeyAccountCall, passkeySigner } from "../../clients/organisation/passkeyAccounts.ts";
import { passkeyCosigner, signAsOrganisation, signTextAsOrganisation } from "../../clients/organisation/signing.ts";
import { readTypedJson } from "../../clients/typedJson.ts";
import type { TypedJson } from "../../clients/typedJson.ts";
import { connect, Refused, told } from "../data/gateway.ts";
import type { Gateway, Schemas } from "../data/gateway.ts";
import { assertPasskey, credentialHash } from "./passkeyDevice.ts";
import type { Asserted, NewPasskey } from "./passkeyDevice.ts";
import { rememberedPasskey, rememberPasskey } from "./passkeyStore.ts";
import type { PublicPoint, RememberedPasskey } from "./passkeyStore.ts";
import { WalletError } from "./wallet.ts";
import type { Wallet } from "./wallet.ts";

const NAME = "Passkey";
const POLL_MILLISECONDS = 1_500;
const PATIENCE_MILLISECONDS = 180_000;
const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
const WORD_BYTES = 32;

/** The account of the passkey that this browser used last, or of one that the person chooses. @throws WalletError */
export async function passkeyWallet(chainId: number, isAnother = false): Promise<Wallet> {
  const known = isAnother ? undefined : rememberedPasskey();
  return walletOf(known ?? (await findPasskey(connect())), chainId);
}

/**
 * Has an account opened by an invitation, and waits until the chain has it. @throws WalletError, Refused, Unreachable
 */
export async function openPasskeyAccount(
  gateway: Gateway,
  token: string,
  chainId: number,
  passkeys: readonly [NewPasskey, ...NewPasskey[]],
): Promise<Wallet> {
  const told = await Promise.all(
    passkeys.map(async ({ id, own }) => ({ credential: await credentialHash(id), ...own })),
  );
  const account = addressOf(passkeys.map(({ own }) => own));
  const [{ id, own }] = passkeys;
  let opened = await answer(gateway.POST("/v1/passkey-accounts", { body: { token, passkeys: told } }), account);
  rememberPasskey({ account, id, own });
  const latest = Date.now() + PATIENCE_MILLISECONDS;
  const params = { path: { credential: await credentialHash(id) } };
  while (opened.state === "waiting") {
    if (Date.now() > latest) throw new WalletError("accountSlow", {});
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    opened = await answer(gateway.GET("/v1/passkey-accounts/{credential}", { params }), account);
  }
  if (opened.state === "refused") throw new WalletError("accountRefused", { detail: opened.detail ?? "" });
  return walletOf({ account, id, own }, chainId);
}

type Account = Schemas["PasskeyAccount"];

async function answer(asked: Promise<Parameters<typeof told<Account>>[0]>, account: Hex): Promise<Account> {
  const said = told(await asked);
  if (said.account !== account) throw new WalletError("passkeyMismatch", {});
  return said;
}

/** The person chooses a passkey; the gateway tells which keys its account has, and the signature which one it is. */
async function findPasskey(gateway: Gateway): Promise<RememberedPasskey> {
  const challenge = bytesToHex(crypto.getRandomValues(new Uint8Array(WORD_BYTES)));
  const asserted = await assertPasskey(challenge);
  const params = { path: { credential: await credentialHash(asserted.id) } };
  const asked = await gateway.GET("/v1/passkey-accounts/{credential}", { params });
  let found: Account;
  try {
    found = told(asked);
  } catch (error) {
    if (error instanceof Refused && asked.response.status === 404) throw new WalletError("passkeyUnknown", {}, error);
    throw error;
  }
  const keys = found.passkeys.map(({ x, y }) => ({ x, y }) as PublicPoint);
  const account = addressOf(keys);
  const own = await signerOf(asserted, keys);
  if (account !== found.account || own === undefined) throw new WalletError("passkeyMismatch", {});
  const passkey = { account, id: asserted.id, own };
  rememberPasskey(passkey);
  return passkey;
}

/** Which of the keys has signed. */
async function signerOf(asserted: Asserted, keys: readonly PublicPoint[]): Promise<PublicPoint | undefined> {
  const { authenticatorData, clientDataJSON, signature } = asserted;
  const signed = bytesOf(concat([bytesToHex(authenticatorData), sha256(clientDataJSON)]));
  for (const { x, y } of keys) {
    const point = bytesOf(concat(["0x04", x, y]));
    const key = await crypto.subtle.importKey("raw", point, CURVE, false, ["verify"]).catch(() => undefined);
    const raw = bytesOf(rawSignature(signature));
    if (key !== undefined && (await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, raw, signed))) {
      return { x, y };
    }
  }
  return undefined;
}

/** DER's two integers as two words, as browsers' cryptography wants them. */
function rawSignature(der: Uint8Array): Hex {
  const length = der[3] ?? 0;
  const [r, s] = [der.subarray(4, 4 + length), der.subarray(6 + length)];
  const word = (bytes: Uint8Array): string => bytesToHex(bytes).slice(2).replace(/^0+/, "").padStart(64, "0");
  return `0x${word(r)}${word(s)}`;
}

function bytesOf(hex: Hex): Uint8Array<ArrayBuffer> {
  return new Uint8Array((hex.slice(2).match(/../g) ?? []).map((digits) => Number.parseInt(digits, 16)));
}

function pointOf({ x, y }: PublicPoint): { readonly x: bigint; readonly y: bigint } {
  return { x: BigInt(x), y: BigInt(y) };
}

function addressOf(keys: readonly PublicPoint[]): Hex {
  return passkeyAccountCall(keys.map(pointOf)).address;
}

function walletOf({ account, id, own }: RememberedPasskey, chainId: number): Wallet {
  const organisation = organisationDomain(chainId, account);
  const cosigners = [passkeyCosigner(passkeySigner(pointOf(own)), (challenge) => assertPasskey(challenge, id))];
  return {
    kind: "passkey",
    address: account,
    name: NAME,
    signMessage: (text) => unwrapped(signTextAsOrganisation(organisation, cosigners, text)),
    signTypedData: (data: TypedDataDefinition) => {
      const { domain, message } = readTypedJson(data as unknown as TypedJson);
      return unwrapped(signAsOrganisation(organisation, cosigners, domain, message));
    },
    sendCall: () => Promise.reject(new WalletError("callUnsupported", { name: NAME })),
  };
}

/** What the device said, from under what the signing made of it. */
async function unwrapped(signing: Promise<Hex>): Promise<Hex> {
  try {
    return await signing;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    throw cause instanceof WalletError ? cause : error;
  }
}
