/** Who looks after a receivable, each organisation for itself. */
import type { Hex } from "../../domain/receivable.ts";
import { mayActFor } from "../../store/signIns.ts";
import { caredForBy, caretakerOf, clearCaretaker, nameCaretaker } from "../../store/threads.ts";
import type { Caretaker } from "../../store/threads.ts";
import type { THREAD_OPERATIONS } from "../../wire/operations/threads.ts";
import type { Owner } from "../../wire/thread.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { checkPart, PAGE } from "./places.ts";

type Operations = Pick<typeof THREAD_OPERATIONS, "readOwner" | "nameOwner" | "clearOwner" | "listOwned">;

const BEFORE_ALL: Hex = "0x";

export function ownerHandlers({ config, database, now }: GatewayDeps): Handlers<Operations> {
  const cursors = createCursors(config.secret);
  return {
    readOwner: async ({ member: { organisation }, params: { id } }) => {
      await checkPart(database, organisation, id);
      const found = await caretakerOf(database, organisation, id);
      return { status: 200, body: { owner: found === undefined ? null : shownOwner(found) } };
    },
    nameOwner: async ({ member, params: { id: receivable }, body: { account } }) => {
      const { organisation, account: namedBy } = member;
      await checkPart(database, organisation, receivable);
      if (!(await mayActFor(database, organisation, account, now()))) {
        throw new ProblemError("MandateMissing", `${account} is no member of the organisation: name one that is`);
      }
      const caretaker = { receivable, account, namedBy, at: now() };
      await nameCaretaker(database, organisation, caretaker);
      return { status: 200, body: { owner: shownOwner(caretaker) } };
    },
    clearOwner: async ({ member: { organisation }, params: { id } }) => {
      await checkPart(database, organisation, id);
      await clearCaretaker(database, organisation, id);
      return { status: 204, body: undefined };
    },
    listOwned: async ({ member: { organisation }, query: { account, cursor } }) => {
      const { rows, next } = await pageOf<Caretaker, Hex>(
        {
          cursors,
          list: `owned by ${account} of ${organisation}`,
          first: BEFORE_ALL,
          placeOf: ({ receivable }) => receivable,
          read: (after, limit) => caredForBy(database, organisation, account, { after, limit }),
        },
        { limit: PAGE, cursor },
      );
      return { status: 200, body: { items: rows.map(shownOwner), next } };
    },
  };
}

function shownOwner({ receivable, account, namedBy, at }: Caretaker): Owner {
  return { receivable, account, namedBy, at: shownInstant(at) };
}
