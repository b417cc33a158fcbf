/** Where is audited: the choice of this browser's user, kept here; until there is one, what the gateway names. */
import type { AuditPlace } from "../../../audit/checking/verification.ts";
import type { Deployment } from "../../data/deployment.ts";

const KEPT = "countersign audits";
const ADDRESS = /^0x[0-9a-f]{40}$/i;
const NUMBER = /^\d{1,12}$/;
const DEPTHS: readonly AuditPlace["depth"][] = ["auto", "headers", "logs"];

/** As it stands in the form. */
export interface PlaceText {
  readonly rpc: string;
  readonly second: string;
  readonly ledger: string;
  readonly from: string;
  readonly depth: AuditPlace["depth"];
  /** Whether what the gateway says is compared. */
  readonly isCompared: boolean;
}

/** The gateway's word, to be compared with what the user has from elsewhere. */
export function placeSaid({ rpc, ledger, block }: Deployment): PlaceText {
  return { rpc: rpc ?? "", second: "", ledger, from: String(block), depth: "auto", isCompared: true };
}

export function keptPlace(): PlaceText | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    return isPlace(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepPlace(place: PlaceText): void {
  localStorage.setItem(KEPT, JSON.stringify(place));
}

export function forgetPlace(): void {
  localStorage.removeItem(KEPT);
}

function isPlace(value: unknown): value is PlaceText {
  if (typeof value !== "object" || value === null) return false;
  const { rpc, second, ledger, from, depth, isCompared } = value as Readonly<Record<string, unknown>>;
  const areTexts = [rpc, second, ledger, from].every((text) => typeof text === "string");
  return areTexts && DEPTHS.some((one) => one === depth) && typeof isCompared === "boolean";
}

/** Fields of the form that cannot be so. */
export function faultsOf({ rpc, second, ledger, from }: PlaceText): readonly (keyof PlaceText)[] {
  const faults: (keyof PlaceText)[] = [];
  if (!isUrl(rpc)) faults.push("rpc");
  if (second !== "" && !isUrl(second)) faults.push("second");
  if (!ADDRESS.test(ledger.trim())) faults.push("ledger");
  if (!NUMBER.test(from.trim())) faults.push("from");
  return faults;
}

/** The page may ask over https, and machines of its own over http. */
function isUrl(text: string): boolean {
  if (!URL.canParse(text.trim())) return false;
  const { protocol, hostname } = new URL(text.trim());
  return protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1"].includes(hostname));
}

/** @param text Without faults. */
export function placeOf({ rpc, second, ledger, from, depth }: PlaceText): AuditPlace {
  return {
    ...{ rpc: rpc.trim(), second: second.trim(), depth, from: Number(from) },
    ledger: ledger.trim().toLowerCase() as `0x${string}`,
  };
}
