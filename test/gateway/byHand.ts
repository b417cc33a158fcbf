/** A stage and somebody signed in on it who builds requests by hand. */
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** Sends what no client would; nothing of the answer is checked. @param as A token; undefined for none. */
export type Raw = (method: string, path: string, as: string | undefined, body?: unknown) => Promise<Response>;

export interface ByHand {
  readonly stage: Stage;
  /** Of the supplier. */
  readonly token: string;
  readonly raw: Raw;
}

export async function openByHand(): Promise<ByHand> {
  const stage = await openStage();
  return { stage, token: await stage.signIn("supplier"), raw: rawTo(stage) };
}

export function rawTo({ url }: Pick<Stage, "url">): Raw {
  return (method, path, as, body) =>
    fetch(`${url}${path}`, {
      method,
      headers: {
        ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}
