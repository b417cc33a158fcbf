/**
 * Accounts of people who have passkeys and no wallet: organisations whose signers are their passkeys, any one of which
 * is enough. Their addresses follow from the keys alone (CREATE2), so that nobody has to be believed about them.
 */
import { concat, getContractAddress } from "viem";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { deploymentCall, verifierDeploymentCall } from "./calls.ts";
import { passkeyMember } from "./members.ts";
import type { PasskeyPublicKey } from "./members.ts";

/** The deterministic deployment proxy, which stands at the same address on every chain that has it. */
export const ACCOUNT_FACTORY: Address = "0x4e59b44847b379578588920ca78fbf26c0b4956c";

/** Its code, for chains of one's own for trying things out, which lack it. */
export const ACCOUNT_FACTORY_CODE: Hex = concat([
  `0x7f${"ff".repeat(31)}e0`,
  "0x3601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3",
]);

/** A call of the factory, and what stands where once it is mined. */
export interface FactoryCall {
  readonly address: Address;
  readonly to: Address;
  readonly data: Hex;
}

/** Without guardians there is nothing to recover by; the contract wants a delay all the same. */
const RECOVERY_DELAY = 30 * 86_400;
const NO_GUARDIANS = { members: [], threshold: 0 };

/** The verifier that all of these accounts share. */
export function verifierCall(): FactoryCall {
  return factoryCall(verifierDeploymentCall().data);
}

/** @param keys In an order of the caller's own, which is part of the address. */
export function passkeyAccountCall(keys: readonly PasskeyPublicKey[]): FactoryCall {
  const members = keys.map(passkeySigner);
  const plan = { signers: { members, threshold: 1 }, guardians: NO_GUARDIANS, recoveryDelay: RECOVERY_DELAY };
  return factoryCall(deploymentCall(plan).data);
}

/** A passkey as a signer of such an account. */
export function passkeySigner(key: PasskeyPublicKey): Hex {
  return passkeyMember(verifierCall().address, key);
}

function factoryCall(bytecode: Hex): FactoryCall {
  const place = { from: ACCOUNT_FACTORY, salt: ZERO_HASH, bytecode };
  const address = getContractAddress({ opcode: "CREATE2", ...place }).toLowerCase() as Address;
  return { address, to: ACCOUNT_FACTORY, data: concat([ZERO_HASH, bytecode]) };
}
