/** The events of a receivable as a gateway tells them, beside those that the chain holds. */
import { EVENT_FIELDS } from "../../wire/timeline.ts";
import type { FieldKind } from "../../wire/timeline.ts";
import type { AuditEvent } from "../fold.ts";
import { hexOf } from "../hashing.ts";
import { textOf, unitsOf } from "./gatewayWord.ts";
import type { GatewayDetail } from "./gatewayWord.ts";
import type { Comparing } from "./said.ts";

type Values = Readonly<Record<string, unknown>>;

const TOLD: Readonly<Record<string, Readonly<Record<string, FieldKind>>>> = EVENT_FIELDS;

/** Events that a gateway tells, by the receivable that they are of, in the order of the chain. */
export function eventsByReceivable(events: readonly AuditEvent[]): ReadonlyMap<string, readonly AuditEvent[]> {
  const byId = new Map<string, AuditEvent[]>();
  for (const event of events) {
    const id = idIn(event.args as Values);
    if (id === undefined || !(event.name in TOLD)) continue;
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [event]);
    else known.push(event);
  }
  return byId;
}

function idIn({ id }: Values): string | undefined {
  if (typeof id === "bigint") return hexOf(id);
  return typeof id === "string" ? id.toLowerCase() : undefined;
}

/** Reports what is withheld, made up or told otherwise. @param events The receivable's up to the answer's block. */
export function compareTimeline(comparing: Comparing, detail: GatewayDetail, events: readonly AuditEvent[]): void {
  const said = new Map(detail.timeline.map((entry) => [placeOf(entry.at.block, entry.at.logIndex), entry]));
  for (const { name, args, blockNumber, logIndex } of events) {
    const place = placeOf(blockNumber, logIndex);
    const entry = said.get(place);
    said.delete(place);
    comparing.fields += 1;
    if (entry === undefined) comparing.report("EventWithheld", place, { said: null, chain: name, severity: "grave" });
    else if (entry.name !== name) {
      comparing.report("EventDiffers", place, { said: entry.name, chain: name, severity: "grave" });
    } else compareFields(comparing, entry, args as Values, detail.currency.decimals ?? 0);
  }
  for (const [place, { name }] of said) {
    comparing.report("EventInvented", place, { said: name, chain: null, severity: "grave" });
  }
}

function placeOf(block: number | bigint, logIndex: number | bigint): string {
  return `${block}/${logIndex}`;
}

function compareFields(comparing: Comparing, entry: Values, args: Values, decimals: number): void {
  const name = String(entry["name"]);
  for (const [field, kind] of Object.entries(TOLD[name] ?? {})) {
    const [said, chain] = [entry[field], args[field]];
    if (kind === "amount") {
      comparing.fields += 1;
      if (unitsOf(String(said), decimals) === chain) continue;
      const texts = { said: String(said), chain: textOf(chain as bigint, decimals) };
      comparing.report("FieldDiffers", `${name}.${field}`, { ...texts, severity: "grave" });
    } else if (["account", "hash", "flag", "number", "integer"].includes(kind)) {
      comparing.same(`${name}.${field}`, String(said), String(chain));
    }
  }
}
