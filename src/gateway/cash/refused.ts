/** Something that somebody has to mend before a job of cash application can be done. */
export class CashRefused extends Error {}
