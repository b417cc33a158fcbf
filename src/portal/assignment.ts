/** Whom the debtor is to pay, and what it was told of it. */
import { element } from "./dom.ts";
import type { Receivable } from "./gateway.ts";
import { day, short } from "./words.ts";

type Assignment = NonNullable<Receivable["assignment"]>;

const REPLIES: Readonly<Record<NonNullable<Assignment["notice"]>["reply"], string>> = {
  None: "the debtor has not answered it",
  Received: "the debtor says that it arrived",
  Acknowledged: "acknowledged by the debtor, which knows of no defence or set-off",
  Reserved: "acknowledged by the debtor, which reserves defences and set-off",
  Refused: "refused by the debtor",
};

/**
 * Its name, where the gateway knows one, and its address. What was assigned stands out, since it is easily misdirected.
 */
export function payeeOf({ assignment, supplier, names }: Receivable, write = short): HTMLElement {
  const address = assignment?.payee ?? supplier;
  const name = assignment === null ? names.supplier : names.holder;
  const code = element("code", { title: address }, write(address));
  const shown = name === null ? [code] : [element("bdi", {}, name), " ", code];
  return element(assignment === null ? "span" : "strong", {}, ...shown);
}

/** What there is to say of an assignment, whoever reads it; undefined where there was none. */
export function assignmentWords({ assignment }: Receivable): string | undefined {
  if (assignment === null) return undefined;
  const since = `Assigned on ${day(assignment.since)}.`;
  const { notice } = assignment;
  if (notice === null) {
    return (
      `${since} No notice of it was given here: until it has one, a debtor may by law pay as before. ` +
      "On the ledger a payment goes to the payee in any case."
    );
  }
  const kind = notice.kind === "Reassigned" ? "Notice of reassignment" : "Notice of assignment";
  return `${since} ${kind} given on ${day(notice.given)}: ${REPLIES[notice.reply]}.`;
}
