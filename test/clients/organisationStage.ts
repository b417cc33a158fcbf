/** Organisations on a chain of a test, members that sign for them, and an authenticator in software. */
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { BaseError, bytesToBigInt, decodeErrorResult, hexToBytes, isHex } from "viem";
import { organisationAbi } from "../../generated/abi.ts";
import type { Call, Connection } from "../../src/clients/connection.ts";
import { ethersConnection } from "../../src/clients/ethers/connection.ts";
import { deploymentCall, executeCall, verifierDeploymentCall } from "../../src/clients/organisation/calls.ts";
import type { OrganisationPlan } from "../../src/clients/organisation/calls.ts";
import { passkeyMember } from "../../src/clients/organisation/members.ts";
import type { BatchCall } from "../../src/clients/organisation/messages.ts";
import { organisationDomain } from "../../src/clients/organisation/nesting.ts";
import type { Assertion } from "../../src/clients/organisation/passkey.ts";
import { readOrganisation } from "../../src/clients/organisation/reading.ts";
import { keyCosigner, passkeyCosigner } from "../../src/clients/organisation/signing.ts";
import type { Cosigner } from "../../src/clients/organisation/signing.ts";
import { sendAndWait } from "../../src/clients/submit.ts";
import { viemConnection } from "../../src/clients/viem/connection.ts";
import type { SigningDomain } from "../../src/domain/eip712.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { ethersPartsOf, walletOf } from "../support/chain.ts";
import type { Role, TestChain } from "../support/chain.ts";

const QUICK = { interval: 10, limit: 5_000 };
const PRESENT_VERIFIED = 0x05;

/** A key's connection, through viem for even roles and through ethers for odd ones, so that both sign. */
export async function connectionOf({ provider, reader }: TestChain, role: Role): Promise<Connection> {
  return role % 2 === 0
    ? viemConnection({ reader, wallet: walletOf(provider, role) })
    : ethersConnection(ethersPartsOf(provider, role));
}

export async function cosignersOf(chain: TestChain, roles: readonly Role[]): Promise<readonly Cosigner[]> {
  return Promise.all(roles.map(async (role) => keyCosigner(await connectionOf(chain, role))));
}

export async function deployOrganisation(
  chain: TestChain,
  by: Connection,
  plan: OrganisationPlan,
): Promise<SigningDomain> {
  return organisationDomain(chain.addresses.chainId, await created(by, deploymentCall(plan)));
}

export async function deployVerifier(by: Connection): Promise<Address> {
  return created(by, verifierDeploymentCall());
}

let batches = 0n;

/** A batch that these members sign, for the present epoch and an hour. */
export async function batchOf(
  chain: TestChain,
  carrier: Connection,
  organisation: SigningDomain,
  cosigners: readonly Cosigner[],
  calls: readonly BatchCall[],
): Promise<Call> {
  batches += 1n;
  const { epoch } = await readOrganisation(carrier, organisation.verifyingContract);
  const deadline = BigInt((await chain.now()) + 3_600);
  return executeCall(organisation, { calls, nonce: batches, deadline, epoch }, cosigners);
}

/** Carries such a batch. */
export async function execute(...batch: Parameters<typeof batchOf>): Promise<void> {
  await sendAndWait(batch[1], await batchOf(...batch), QUICK);
}

/** The name of the error with which an organisation refuses a call; undefined if it does not. */
export async function refusalOf({ reader }: TestChain, { to, data }: Call): Promise<string | undefined> {
  try {
    await reader.call({ ...(to && { to }), data });
    return undefined;
  } catch (error) {
    if (!(error instanceof BaseError)) throw error;
    const reverted = error.walk((layer) => isHex((layer as { readonly data?: unknown }).data));
    const raw = (reverted as { readonly data?: unknown } | null)?.data;
    if (!isHex(raw)) throw error;
    return decodeErrorResult({ abi: organisationAbi, data: raw }).errorName;
  }
}

/** A passkey that lives in this process and signs as a telephone does: a page asks, the user is verified. */
export function softwarePasskey(verifier: Address): Cosigner & { readonly assert: (challenge: Hex) => Assertion } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const member = passkeyMember(verifier, { x: coordinate(x), y: coordinate(y) });
  const assert = (challenge: Hex): Assertion => {
    const clientDataJSON = Buffer.from(
      JSON.stringify({
        type: "webauthn.get",
        challenge: Buffer.from(hexToBytes(challenge)).toString("base64url"),
        origin: "https://treasury.example",
        crossOrigin: false,
      }),
    );
    const party = createHash("sha256").update("treasury.example").digest();
    const authenticatorData = Buffer.concat([party, Buffer.from([PRESENT_VERIFIED, 0, 0, 0, 1])]);
    const signed = Buffer.concat([authenticatorData, createHash("sha256").update(clientDataJSON).digest()]);
    return { authenticatorData, clientDataJSON, signature: sign("sha256", signed, privateKey) };
  };
  return { ...passkeyCosigner(member, (challenge) => Promise.resolve(assert(challenge))), assert };
}

function coordinate(base64url: string): bigint {
  return bytesToBigInt(Buffer.from(base64url, "base64url"));
}

async function created(by: Connection, call: Call): Promise<Address> {
  const { mined } = await sendAndWait(by, call, QUICK);
  if (mined.contractAddress === undefined) throw new Error("nothing was deployed");
  return mined.contractAddress;
}
