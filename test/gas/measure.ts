import type { Hex } from "viem";
import { actsOn, batchesOn } from "./acts.ts";
import { listenersOn } from "./listeners.ts";
import { permitsOn } from "./permits.ts";
import { setStage } from "./stage.ts";
import { verbsOn } from "./verbs.ts";

/** Gas of whole transactions by act. */
export type GasTable = Readonly<Record<string, number>>;

/** The bars of the design, whole transactions on Osaka. */
export const BARS: GasTable = {
  "issue, content in the open": 93_000,
  "issue, sealed to three readers": 112_000,
  "issue, per item of 50": 66_000,
  accept: 35_000,
  "accept, relayed by signature": 47_000,
  "accept, from a root of 10,000": 58_000,
  "pay in full": 60_000,
  "batch pay to one holder, per item of 50": 21_500,
  "first partial, in time": 62_000,
  "first partial, late": 86_000,
  transfer: 43_000,
};

/** Measures every entry point on its third use: balances and nonce words are there, counterparties are known. */
export async function measureGas(network: "default" | "amsterdam"): Promise<GasTable> {
  const stage = await setStage(network);
  const measured: Record<string, bigint> = {};
  const measure = async (acts: Readonly<Record<string, () => Promise<Hex>>>): Promise<void> => {
    for (const [name, act] of Object.entries(acts)) {
      await act();
      await act();
      measured[name] = await stage.used(act());
    }
  };
  await measure({ ...actsOn(stage), ...(await verbsOn(stage)) });
  Object.assign(measured, await batchesOn(stage));
  // The last, so that none of the others has another hash, and with it other gas, than without them.
  await measure(await permitsOn(stage));
  await measure(await listenersOn(stage));
  await stage.connection.close();
  const names = new Set([...Object.keys(BARS), ...Object.keys(measured)]);
  return Object.fromEntries([...names].map((name) => [name, Number(measured[name])]));
}
