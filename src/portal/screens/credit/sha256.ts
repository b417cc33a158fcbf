/** The hash by which a document is named that stays with its owner. */
import { sha256 } from "viem/utils";

export async function sha256OfFile(file: File): Promise<string> {
  return sha256(new Uint8Array(await file.arrayBuffer()));
}
