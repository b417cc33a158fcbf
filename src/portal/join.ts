/** The page that an invitation's link leads to: who invites, what waits, and joining by it. */
import { element, facts } from "./dom.ts";
import { connect, told } from "./gateway.ts";
import type { Gateway } from "./gateway.ts";
import { money } from "./words.ts";

const PATH = "/join";
const TOKEN = /^#([A-Za-z0-9_-]{43})$/;

/** The token of the link that the page was opened by; what stands after # was sent to nobody. */
export function invitationToken(): string | undefined {
  return location.pathname === PATH ? TOKEN.exec(location.hash)?.[1] : undefined;
}

/** @throws Refused where the link leads nowhere any more */
export async function invitationView(token: string): Promise<HTMLElement> {
  const preview = told(await connect().POST("/v1/invitations/preview", { body: { token } }));
  const who = preview.name === null ? preview.supplier : preview.name;
  const totals = preview.totals.map(({ amount, currency }) => money(amount, currency)).join(", ");
  return element(
    "section",
    {},
    element("h1", {}, element("bdi", {}, who), " invites you"),
    facts([
      ["Supplier", element("code", {}, preview.supplier)],
      ["Waiting", `${preview.waiting} ${preview.waiting === 1 ? "receivable" : "receivables"}`],
      ["Altogether", totals],
    ]),
    element("p", {}, "Sign in to join: the invoice is then issued to the address that you sign in with."),
  );
}

/** Joins for the organisation that is signed in. @throws Refused */
export async function join(gateway: Gateway, token: string): Promise<HTMLElement> {
  const { supplier, organisation } = told(await gateway.POST("/v1/invitations/acceptance", { body: { token } }));
  history.replaceState(null, "", "/#/");
  const next = "It appears among your receivables as soon as the supplier has signed.";
  return element(
    "section",
    {},
    element("h1", {}, "You have joined"),
    facts([
      ["Supplier", element("code", {}, supplier)],
      ["Buyer", element("code", {}, organisation)],
    ]),
    element("p", {}, next),
  );
}
