/** No ledger stands at the address. */
export class NoLedger extends Error {}
