/** The audit beside the page, so that the page stays usable: it asks the chain by itself, and hashes by itself. */
import { failureOf } from "../../../audit/checking/failure.ts";
import { Verification } from "../../../audit/checking/verification.ts";
import { documentOnChain } from "../../../audit/checking/documentRoot.ts";
import type { FromWorker, ToWorker } from "./exchange.ts";

let known: { readonly place: string; readonly verification: Verification } | undefined;
let stopping = new AbortController();

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  stopping.abort();
  stopping = new AbortController();
  if (data.type !== "stop") void answer(data, stopping.signal);
});
// Hashing is compiled first, and what was said to the worker before nobody has heard.
say({ type: "ready" });

async function answer(asked: Exclude<ToWorker, { type: "stop" }>, signal: AbortSignal): Promise<void> {
  try {
    const said = asked.type === "run" ? await run(asked, signal) : await lookUp(asked, signal);
    if (!signal.aborted) say(said);
  } catch (error) {
    if (signal.aborted) return;
    say({ type: "failed", failure: failureOf(error) });
  }
}

/** The same place again goes on where reading was broken off; after a verdict everything is read anew. */
async function run({ place, word }: Extract<ToWorker, { type: "run" }>, signal: AbortSignal): Promise<FromWorker> {
  const key = JSON.stringify(place);
  if (known?.place !== key) known = { place: key, verification: new Verification(place) };
  const verdict = await known.verification.run(word, (progress) => say({ type: "progress", progress }), signal);
  known = undefined;
  return { type: "verdict", verdict };
}

async function lookUp(
  { place, receivable }: Extract<ToWorker, { type: "document" }>,
  signal: AbortSignal,
): Promise<FromWorker> {
  return { type: "document", document: await documentOnChain(place, receivable, signal) };
}

function say(said: FromWorker): void {
  postMessage(said);
}
