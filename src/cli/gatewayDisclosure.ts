/** Asking a gateway to prove fields of a receivable's e-invoice. */
import { visible } from "../documents/visible.ts";
import type { Hex } from "../domain/receivable.ts";
import { fieldDisclosure } from "../wire/document.ts";
import type { FieldDisclosure } from "../wire/document.ts";
import { problem } from "../wire/problem.ts";
import { unprovenFields } from "./disclosureFile.ts";
import { CommandError, EXIT } from "./exit.ts";

interface Wanted {
  readonly id: Hex;
  readonly token: string;
  readonly paths: readonly string[];
}

const TIMEOUT_MILLISECONDS = 30_000;
const TOKEN = /^[A-Za-z0-9._~+/=-]{1,512}$/;

/**
 * The disclosure that a gateway makes, checked against its own root.
 * @throws CommandError GATEWAY_INVALID, TOKEN_INVALID, GATEWAY_UNREACHABLE, GATEWAY_REFUSED with the gateway's words
 */
export async function fetchDisclosure(gateway: string, { id, token, paths }: Wanted): Promise<FieldDisclosure> {
  const base = URL.canParse(gateway) ? new URL(gateway) : undefined;
  if (base === undefined || !/^https?:$/.test(base.protocol)) {
    throw new CommandError("GATEWAY_INVALID", "--gateway is no web address: give an http or https address", EXIT.usage);
  }
  if (!TOKEN.test(token)) {
    throw new CommandError("TOKEN_INVALID", "--token-file holds no token: sign in, and save its token", EXIT.usage);
  }
  const answer = await ask(new URL(`/v1/receivables/${id}/fields`, base), token, paths);
  const read = fieldDisclosure.safeParse(answer);
  if (read.success && read.data.receivable === id && unprovenFields(read.data, read.data.root).length === 0) {
    return read.data;
  }
  throw refused(base, "it answered with something that is no disclosure: tell its operator");
}

async function ask(url: URL, token: string, paths: readonly string[]): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  const body = JSON.stringify({ paths });
  const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "error" }).catch(
    (cause: unknown) => {
      const message = `no gateway answers at ${url.origin}: check the address`;
      throw new CommandError("GATEWAY_UNREACHABLE", message, EXIT.chain, { cause });
    },
  );
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const told = problem.safeParse(answer);
  throw refused(url, told.success ? visible(told.data.detail) : `it answers with HTTP status ${response.status}`);
}

function refused({ origin }: URL, said: string): CommandError {
  return new CommandError("GATEWAY_REFUSED", `the gateway at ${origin}: ${said}`, EXIT.chain);
}
