/** The statements in the tables beside what the contract answers. */
import { expect } from "chai";
import type { StatementsClient } from "../../src/clients/statements.ts";
import type { Database } from "../../src/store/database.ts";
import { isStatementNonceSpent, statementsAfter } from "../../src/store/statements.ts";

const MOST = 1_000;

/** Compares both sides of every statement, and every nonce that either contract spent. */
export async function expectViews(database: Database, client: StatementsClient): Promise<void> {
  const found = await statementsAfter(database, "0x", MOST);
  expect(found, "statements").not.to.be.empty;
  for (const { state } of found) {
    for (const side of ["supplier", "buyer"] as const) {
      const { root, version, reply } = await client.postedOf(state.statement, state.statement[side]);
      const own = state[side];
      expect([own?.root.slice(0, 62) ?? `0x${"00".repeat(30)}`, own?.version ?? 0, own?.reply ?? 0]).to.deep.equal([
        root,
        version,
        reply,
      ]);
    }
    const isSame = state.supplier?.root.slice(0, 62) === state.buyer?.root.slice(0, 62);
    expect(await client.isSameRoot(state.statement), state.id).to.equal(isSame);
  }
  const nonces = await database.query<{ signer: `0x${string}`; nonce: bigint }>(
    "select signer, nonce from spent_nonces union select signer, nonce from spent_statement_nonces",
  );
  for (const { signer, nonce } of nonces) {
    const isSpent = await client.isSpent(signer, nonce);
    expect(await isStatementNonceSpent(database, signer, nonce), `nonce ${nonce} of ${signer}`).to.equal(isSpent);
  }
}
