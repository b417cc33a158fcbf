import { readFileSync } from "node:fs";
import type { PublicClient } from "viem";
import { PERMIT2 } from "../../src/domain/permit2.ts";

/** Permit2's own creation code; run by a call where the ledger looks for it, it gives the code for that address. */
const CREATION_CODE = new URL("../../generated/permit2.hex", import.meta.url);

/** What puts code at an address, as Hardhat's helpers do. */
interface CodeSetter {
  setCode(address: string, code: string): Promise<void>;
}

/** Puts Permit2 where it stands on every chain. */
export async function installPermit2(helpers: CodeSetter, reader: Pick<PublicClient, "call">): Promise<void> {
  await helpers.setCode(PERMIT2, readFileSync(CREATION_CODE, "utf8"));
  const { data } = await reader.call({ to: PERMIT2 });
  if (data === undefined) throw new Error("Permit2's creation code gives no code");
  await helpers.setCode(PERMIT2, data);
}
