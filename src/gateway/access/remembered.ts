/**
 * Who has a token, remembered for a moment: callers ask several things in a row, and most of what a short answer costs
 * would be finding out again who asks.
 */
import type { Member } from "../http/exchange.ts";

export interface Callers {
  /** Who has a token; undefined if nobody has. */
  readonly find: (token: string) => Promise<Member | undefined>;
  /** For whatever may have changed who may call: what was remembered, or is being looked up, is asked anew. */
  readonly forget: () => void;
}

const MOST = 10_000;

/**
 * @param seconds How long a member is remembered, which is how long another process may take to notice that a session
 * or a key has ended; 0 for not at all. Nobody is remembered who was not found.
 * @param clock Monotonic, milliseconds.
 */
export function rememberCallers(
  find: Callers["find"],
  seconds: number,
  clock: () => number = () => performance.now(),
): Callers {
  const known = new Map<string, { readonly member: Member; readonly until: number }>();
  let forgotten = 0;
  return {
    async find(token) {
      const remembered = known.get(token);
      if (remembered !== undefined && clock() < remembered.until) return remembered.member;
      known.delete(token);
      const [since, asked] = [forgotten, clock()];
      const member = await find(token);
      if (member === undefined || seconds === 0 || since !== forgotten) return member;
      if (known.size >= MOST) known.clear();
      known.set(token, { member, until: asked + seconds * 1000 });
      return member;
    },
    forget() {
      forgotten += 1;
      known.clear();
    },
  };
}
