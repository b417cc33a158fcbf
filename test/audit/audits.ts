/** Runs the auditor's fold over events that tests write. */
import { expect } from "chai";
import type { FindingKind } from "../../src/audit/findings.ts";
import { fold } from "../../src/audit/fold.ts";
import type { Audit } from "../../src/audit/fold.ts";
import { expectedWords } from "../../src/audit/words.ts";
import { WHERE, chronicle } from "./chronicle.ts";
import type { Told } from "./chronicle.ts";
import { DUE } from "./life.ts";

/** An event that cannot be true after those before it. */
export type Impossible = readonly [title: string, kind: FindingKind, before: readonly Told[], event: Told];

export function audit(...told: readonly Told[]): Audit {
  return fold(chronicle(told), WHERE);
}

/** All events at noon of so many days after the due day. */
export function auditOn(daysLate: number, ...told: readonly Told[]): Audit {
  const timestamp = (DUE + daysLate + 0.5) * 86_400;
  const events = chronicle(told).map((event) => ({ ...event, timestamp }));
  return fold(events, WHERE);
}

export function kindsOf({ findings }: Audit): FindingKind[] {
  return findings.map(({ kind }) => kind);
}

/** Expects that the event is reported once, at its place, and changes no word. */
export function expectReported([, kind, before, event]: Impossible): void {
  const { findings, state } = audit(...before, event);
  const told = findings.filter(({ index }) => index === before.length);
  expect(told.map((finding) => [finding.kind, finding.event])).to.deep.equal([[kind, event[0]]]);
  expect(expectedWords(state)).to.deep.equal(expectedWords(audit(...before).state));
}
