/** The hash by which the chain knows a file that stays with its owner. */
import { keccak256 } from "viem/utils";

export async function hashOfFile(file: File): Promise<string> {
  return keccak256(new Uint8Array(await file.arrayBuffer()));
}
