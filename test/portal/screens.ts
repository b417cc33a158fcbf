/** Every screen of the portal by who sees it: for screenshots, and for what holds on all of them. */
import type { CastName } from "../../src/cli/demo/cast.ts";
import type { PortalWorld } from "./world.ts";

export interface Screen {
  /** Of files and tests; one for each member and state of a screen. */
  readonly name: string;
  /** The name of its `Page`. */
  readonly screen: string;
  /** What stands behind the hash. */
  readonly route: string | ((world: PortalWorld) => string);
}

const EVERYBODYS: readonly Screen[] = [
  { name: "home", screen: "home", route: "/" },
  { name: "receivables", screen: "receivables", route: "/receivables" },
  { name: "acts", screen: "acts", route: "/acts" },
  { name: "audit", screen: "audit", route: "/audit" },
  { name: "administration", screen: "administration", route: "/administration" },
];

const OF_TRADE: readonly Screen[] = [
  ...EVERYBODYS,
  detail("receivable-settled", "MW-2026-1101.ubl.xml"),
  detail("receivable-open", "MW-2026-1104.ubl.xml"),
  detail("receivable-pending", "MW-2027-0401.ubl.xml"),
  { name: "inbox", screen: "inbox", route: "/inbox" },
  { name: "reconcile", screen: "reconcile", route: "/reconcile" },
  { name: "reconcile-pairs", screen: "pairs", route: "/reconcile/pairs" },
  { name: "reconcile-statements", screen: "signed-statements", route: "/reconcile/statements" },
  {
    name: "reconcile-statement",
    screen: "signed-statement",
    route: (world) => `/reconcile/statements/${world.agreement.statement}`,
  },
  { name: "bank", screen: "bank", route: "/bank" },
  { name: "statements", screen: "statements", route: "/statements" },
  { name: "factoring", screen: "factoring", route: "/factoring" },
  { name: "collections", screen: "collections", route: "/collections" },
  ...["dry-run", "letters", "promises", "disputes", "cases", "about-us"].map((part) => ({
    ...{ name: `collections-${part}`, screen: "collections", route: `/collections/${part}` },
  })),
  {
    ...{ name: "collection", screen: "collection" },
    route: (world) => `/collections/receivables/${world.receivableOf("MW-2026-1104.ubl.xml")}`,
  },
  { name: "credit", screen: "credit", route: "/credit" },
];

const OF_A_FACTOR: readonly Screen[] = [
  ...EVERYBODYS,
  detail("receivable-bought", "MW-2027-0201.ubl.xml"),
  { name: "factoring", screen: "factoring", route: "/factoring" },
  { name: "credit", screen: "credit", route: "/credit" },
];

/** By member of the cast; each sees what its role needs. */
export const SCREENS: readonly { readonly member: CastName; readonly screens: readonly Screen[] }[] = [
  { member: "musterwerk", screens: OF_TRADE },
  { member: "beispiel", screens: OF_TRADE },
  { member: "fiktiva", screens: OF_A_FACTOR },
  { member: "sample", screens: EVERYBODYS },
  { member: "modellregister", screens: EVERYBODYS },
];

function detail(name: string, file: string): Screen {
  return { name, screen: "receivable", route: (world) => `/receivables/${world.receivableOf(file)}` };
}

export function routeOf({ route }: Screen, world: PortalWorld): string {
  return typeof route === "string" ? route : route(world);
}
