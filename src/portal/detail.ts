/** One receivable: what was agreed, what is due today and why, and everything that the ledger recorded of it. */
import { carryOut } from "./acts.ts";
import type { Act, Actor } from "./acts.ts";
import { showAsOf } from "./asOf.ts";
import { assignmentWords, payeeOf } from "./assignment.ts";
import { button, element, facts, table } from "./dom.ts";
import { told } from "./gateway.ts";
import type { Payoff, ReceivableDetail } from "./gateway.ts";
import { partyOf, stateOf, titleOf } from "./list.ts";
import { originView } from "./origin.ts";
import { money, short, spaced } from "./words.ts";

/** @param refresh Shows it anew, after an act. */
export async function detailView(actor: Actor, id: string, refresh: () => Promise<void>): Promise<HTMLElement> {
  const params = { path: { id }, query: {} };
  const found = told(await actor.gateway.GET("/v1/receivables/{id}", { params }));
  showAsOf(found.asOf);
  return element(
    "section",
    {},
    element("h1", {}, found.invoiceNumber === null ? "Receivable " : "Invoice ", element("bdi", {}, titleOf(found))),
    agreed(found),
    due(found.payoff, found),
    acts(found, actor, refresh),
    await originView(actor.gateway, found),
    timeline(found),
  );
}

/** Here there is room for all of an address. */
const whole = (address: string): string => address;

function agreed(found: ReceivableDetail): HTMLElement {
  const { terms, currency } = found;
  const discounts = terms?.discounts.map(({ until, sum }) => `${money(sum, currency)} off until ${until}`).join(", ");
  return facts([
    ["Status", stateOf(found)],
    ["Receivable", found.invoiceNumber === null ? undefined : element("code", { title: found.id }, short(found.id))],
    ["Supplier", partyOf(found, "supplier", whole)],
    ["Buyer", partyOf(found, "buyer", whole)],
    ["Pay to", payeeOf(found, whole)],
    ["Assignment", assignmentWords(found)],
    ["Face amount", money(found.amount, currency)],
    ["Due date", found.dueDate ?? "sealed"],
    ["Discount", discounts === "" ? undefined : discounts],
    ["Late interest", terms === null || terms.lateRate === "0" ? undefined : `${terms.lateRate} % a year`],
    ["Open", money(found.open, currency)],
    ["Disputed", money(found.disputed, currency)],
  ]);
}

function due(payoff: Payoff | null, { currency }: ReceivableDetail): HTMLElement | undefined {
  if (payoff === null) return undefined;
  const rows = facts([
    ["Open principal", money(payoff.open, currency)],
    ["Discount", money(payoff.discount, currency)],
    ["Charges", money(payoff.charges, currency)],
    ["Payoff", element("strong", {}, money(payoff.payoff, currency))],
  ]);
  return element("section", {}, element("h2", {}, `Payoff on ${payoff.at}`), rows);
}

function timeline({ timeline: entries }: ReceivableDetail): HTMLElement {
  const rows = entries.map(({ name, at }) =>
    element(
      "tr",
      {},
      element("td", {}, spaced(name)),
      element("td", {}, at.time.replace("T", " ").replace("Z", "")),
      element("td", {}, at.block.toString()),
      element("td", {}, element("code", { title: at.transaction }, short(at.transaction))),
    ),
  );
  return element(
    "section",
    {},
    element("h2", {}, "Timeline"),
    table(["Event", "Time (UTC)", "Block", "Transaction"], rows),
  );
}

/** What the organisation may do now, in plain words. */
function acts(found: ReceivableDetail, actor: Actor, refresh: () => Promise<void>): HTMLElement | undefined {
  const offered = actsOn(found);
  if (offered.length === 0) return undefined;
  const said = element("p", { role: "status" });
  const buttons = offered.map(({ label, act }) =>
    button(label, async () => {
      try {
        await carryOut(actor, act, (text) => said.replaceChildren(text));
        await refresh();
      } catch (error) {
        said.replaceChildren(error instanceof Error ? error.message : String(error));
      }
    }),
  );
  const words = offered.map(({ effect }) => element("p", {}, effect));
  return element("section", {}, element("h2", {}, "What you can do"), ...words, ...buttons, said);
}

interface Offered {
  readonly label: string;
  /** What it means in law, for whoever signs. */
  readonly effect: string;
  readonly act: Act;
}

function actsOn(found: ReceivableDetail): readonly Offered[] {
  const { id, status, closed, roles, payoff, currency, assignment, supplier } = found;
  if (!roles.includes("buyer") || closed) return [];
  if (status === "Issued" || status === "Queried") {
    const effect = "To accept is to say: we owe this, on these terms. It can be sold to a factor from then on.";
    return [{ label: "Accept", effect, act: { verb: "accept", receivable: id, openTerms: false } }];
  }
  if (status !== "Accepted" || payoff === null || !/[1-9]/.test(payoff.payoff)) return [];
  const payee = short(assignment?.payee ?? supplier);
  const effect = `To pay moves at most ${money(payoff.payoff, currency)} to ${payee}, straight from your account.`;
  return [{ label: "Pay in full", effect, act: { verb: "pay", receivable: id, maxCash: payoff.payoff } }];
}
