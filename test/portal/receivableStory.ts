/** What tests of single receivables have in common: issuing one, and signing what the page shows. */
import type { Page } from "playwright-core";
import type { components } from "../../generated/openapi.d.ts";
import { told, until } from "../../src/cli/demo/firm.ts";
import type { PortalWorld } from "./world.ts";

type Detail = components["schemas"]["ReceivableDetail"];

const DISPATCH = {
  en: { sign: "Sign", final: /^final, in block/, close: "Close" },
  zh: { sign: "签署", final: /^已最终确定/, close: "关闭" },
} as const;

export interface Issuing {
  readonly payable?: string;
  readonly discounts?: readonly { readonly until: string; readonly sum: string }[];
  readonly isAccepted?: boolean;
}

let invoices = 0;

/** The supplier issues one that can be split, in the demo's token. @returns its id, once both gateways know it */
export async function issued(world: PortalWorld, issuing: Issuing = {}): Promise<string> {
  const { payable = "1000.00", discounts = [], isAccepted = false } = issuing;
  const [supplier, buyer] = await Promise.all([world.firm("musterwerk"), world.firm("beispiel")]);
  const { tokens } = told(await supplier.gateway.GET("/v1/deployment"));
  const currency = tokens.find(({ code }) => code === "EUR")?.address ?? "";
  invoices += 1;
  const prepared = await supplier.gateway.POST("/v1/receivables", {
    body: {
      invoice: {
        ...{ kind: "fields", number: `TEST-${invoices}`, issueDate: "2027-04-06", dueDate: "2027-05-06" },
        ...{
          currency: "EUR",
          payable,
          discounts: [...discounts],
          slidingRate: "0",
          discountOnParts: discounts.length > 0,
        },
        seller: { name: "Musterwerk", legalId: { value: "000000MUSTERWERK0169", scheme: "0199" } },
        buyer: { name: "Beispiel", legalId: { value: "000000BEISPIELSE0251", scheme: "0199" } },
      },
      agreed: { currency, utcOffset: 60, basis: 365, settlesFirst: "charges", accelerationDays: null },
      policy: { assignability: "Freely", splittable: true, minimumPart: null },
      ...{ issuing: "open", counterparty: buyer.address, answered: [], line: 0 },
    },
  });
  const { id, receivable, message } = told(prepared);
  if (message === null || receivable === null) throw new Error("there is nothing to issue");
  const params = { path: { id } };
  const body = { signature: await supplier.signature(message) };
  told(await supplier.gateway.POST("/v1/intents/{id}/signature", { params, body }));
  await until(
    async () => told(await supplier.gateway.GET("/v1/intents/{id}", { params })).state,
    (state) => state === "recorded",
  );
  await world.settled();
  if (isAccepted) {
    await buyer.act({ verb: "accept", receivable, openTerms: false });
    await world.settled();
  }
  return receivable;
}

/** Signs what the dialog shows, and waits until nothing can take it back. */
export async function signShown(page: Page, language: "en" | "zh"): Promise<void> {
  const { sign, final, close } = DISPATCH[language];
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: sign, exact: true }).click();
  await dialog.getByText(final).waitFor();
  await dialog.getByRole("button", { name: close }).last().click();
  await dialog.waitFor({ state: "hidden" });
}

/** A receivable as the buyer's gateway tells it, once it is as it should be. */
export async function becomes(world: PortalWorld, id: string, holds: (detail: Detail) => boolean): Promise<Detail> {
  const { gateway } = await world.firm("beispiel");
  const params = { path: { id }, query: {} };
  return until(async () => told(await gateway.GET("/v1/receivables/{id}", { params })), holds);
}

/** As the page shortens an id that has no invoice number. */
export function shortly(id: string): string {
  return `${id.slice(0, 8)}…${id.slice(-4)}`;
}
