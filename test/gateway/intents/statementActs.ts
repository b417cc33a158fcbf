/** A scene in which supplier and buyer act about statements, without a chain. */
import type { components } from "../../../generated/openapi.d.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import type { Statement } from "../../../src/domain/statement.ts";
import { shownInstant } from "../../../src/gateway/receivables/showing.ts";
import { posting, statementBetween } from "../statementObjects.ts";
import { addressOf } from "../stage.ts";
import { openJointScene } from "./joint.ts";
import type { JointScene } from "./joint.ts";
import type { Act, Intent } from "./scene.ts";

export type Consent = components["schemas"]["StatementConsent"];
export type Verb = "postStatement" | "agreeBalance" | "agreeBalanceExcept" | "rejectBalance" | "acknowledgeDebt";

export const [ROOT, OTHER_ROOT] = [keccakOfText("the supplier's books"), keccakOfText("the buyer's books")];
export const [SALT, RESULT] = [keccakOfText("a salt of the pair"), keccakOfText("a result")];
export const SUM = { amount: 125_000n, salt: SALT };

export interface StatementScene extends JointScene {
  /** A statement of its own, of which each side has posted its own root. */
  differing(): Promise<Statement>;
  /** Agreeing with exceptions; what is given takes the place of what it says. */
  excepting(statement: Statement, over?: object): Act;
  /** Signed by a side at its gateway, and handed out. */
  consentOf(side: "supplier" | "buyer", statement: Statement, over?: object): Promise<Consent>;
  consent(session: string, id: string): Promise<{ readonly data?: Consent; readonly code: string | undefined }>;
  /** The problem that preparing ends in, which must be one. */
  problem(session: string, body: Act): Promise<{ readonly code: string; readonly at: readonly string[] }>;
}

export async function openStatementScene(): Promise<StatementScene> {
  const scene = await openJointScene();
  let days = 0;
  const more: Pick<StatementScene, "differing" | "excepting" | "consentOf" | "consent" | "problem"> = {
    async differing() {
      days += 1;
      const statement = statementBetween(addressOf("supplier"), addressOf("buyer"), -days);
      await scene.book.state(posting(statement, "supplier", ROOT), posting(statement, "buyer", OTHER_ROOT));
      return statement;
    },
    excepting: (statement, over = {}) => ({
      ...{ verb: "agreeBalanceExcept", statement: subjectOf(statement) },
      ...{ exceptions: { result: RESULT, count: 2 }, balance: { amount: "1250.00", salt: SALT }, ...over },
    }),
    async consentOf(side, statement, over) {
      const session = scene.tokens[side];
      const { id } = await scene.act(session, more.excepting(statement, over));
      await scene.signAs(session, id, side);
      const { data, code } = await more.consent(session, id);
      return data ?? fail(code);
    },
    async consent(session, id) {
      const path = "/v1/intents/{id}/consent" as const;
      const { data, error } = await scene.client(session).GET(path, { params: { path: { id } } });
      return { ...(data === undefined ? {} : { data }), code: error?.type.replace("/problems/", "") };
    },
    async problem(session, body) {
      const { error } = await scene.client(session).POST("/v1/intents", { body });
      if (error === undefined) return fail("it was prepared");
      return { code: error.type.replace("/problems/", ""), at: (error.faults ?? []).map((fault) => fault.at) };
    },
  };
  // Not copied: one of the scene's fields is an accessor.
  return Object.assign(scene, more);
}

/** The statement as a request names it. */
export function subjectOf({ cutOff, ...parties }: Statement): components["schemas"]["StatementSubject"] {
  return { ...parties, cutOff: shownInstant(cutOff) };
}

/** Agreeing without exceptions. */
export function agreeing(statement: Statement, amount = "1250.00"): Act {
  return { verb: "agreeBalance", statement: subjectOf(statement), balance: { amount, salt: SALT } };
}

export function partiesIn({ parties }: Intent): readonly (readonly [Address, string, Hex | null])[] {
  return parties.map(({ organisation, roles, signer }) => [
    organisation as Address,
    roles.join(),
    signer as Hex | null,
  ]);
}

function fail(why: string | undefined): never {
  throw new Error(why ?? "nothing was answered");
}
