import type { BankFinding } from "../../domain/bankFinding.ts";
import { shorten } from "../errors.ts";
import { MAX_BANK_FINDINGS } from "./limits.ts";

/** What a finding may say besides its rule: the figures or values, and where. */
export interface FindingDetails {
  readonly expected?: string;
  readonly actual?: string;
  readonly line?: number;
}

/** Collects findings, of each severity no more than MAX_BANK_FINDINGS, so that no flood of warnings hides an error. */
export class FindingLog {
  readonly #errors: BankFinding[] = [];
  readonly #warnings: BankFinding[] = [];

  /** Something that keeps the statement from being posted. */
  error(rule: string, field: string, message: string, details: FindingDetails = {}): void {
    if (this.#errors.length < MAX_BANK_FINDINGS) this.#errors.push(finding("error", rule, field, message, details));
  }

  /** A breach of form that leaves the figures as they are. */
  warn(rule: string, field: string, message: string, details: FindingDetails = {}): void {
    if (this.#warnings.length < MAX_BANK_FINDINGS) {
      this.#warnings.push(finding("warning", rule, field, message, details));
    }
  }

  /** A warning that says the same however often it holds, raised once. */
  warnOnce(rule: string, field: string, message: string, details: FindingDetails = {}): void {
    if (!this.#warnings.some((raised) => raised.rule === rule)) this.warn(rule, field, message, details);
  }

  /** Errors first, each severity in the order found. */
  all(): readonly BankFinding[] {
    return [...this.#errors, ...this.#warnings];
  }
}

function finding(
  severity: BankFinding["severity"],
  rule: string,
  field: string,
  message: string,
  { expected, actual, line }: FindingDetails,
): BankFinding {
  return { rule, severity, message, field, expected: shown(expected), actual: shown(actual), line };
}

function shown(value: string | undefined): string | undefined {
  return value === undefined ? undefined : shorten(value);
}
