/** The policy file: JSON in the words of a credit manager, amounts in major units. Parsed here and only here. */
import { z } from "zod";
import { currencyByCode } from "../../domain/currency.ts";
import { SAFE_POLICY, usualTolerances } from "../../reconciliation/cash/policy.ts";
import type { Policy, Tolerance } from "../../reconciliation/cash/policy.ts";
import { CommandError, EXIT } from "../exit.ts";
import { readText } from "../readText.ts";
import { minorUnitsOf } from "./figures.ts";

const PER_CENT_DECIMALS = 4;
const MOST_DAYS = 3_650;
const days = z.int().min(0).max(MOST_DAYS);

const LIMITS = z.strictObject({ amount: z.string(), percent: z.string() });
const FILE = z.strictObject({
  tolerances: z.union([z.literal("usual"), z.record(z.string(), LIMITS)]).optional(),
  oldestFirst: z.array(z.string()).optional(),
  daysBeforeIssue: days.optional(),
  daysAfterDue: days.optional(),
  duplicateDays: days.optional(),
  adviceDays: days.optional(),
  postParts: z.boolean().optional(),
});

/** The safe policy where there is no file. @throws CommandError POLICY_INVALID */
export function readPolicy(file: string | undefined): Policy {
  if (file === undefined) return SAFE_POLICY;
  const { tolerances = {}, oldestFirst = [], ...rest } = parse(file);
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...SAFE_POLICY,
    ...said,
    oldestFirst: new Set(oldestFirst),
    tolerances: tolerances === "usual" ? usualTolerances(exponentOf) : tolerancesOf(file, tolerances),
  };
}

function exponentOf(code: string): number {
  return currencyByCode(code)?.exponent ?? 0;
}

function tolerancesOf(file: string, said: Readonly<Record<string, z.infer<typeof LIMITS>>>): Policy["tolerances"] {
  return new Map(Object.entries(said).map(([code, limits]) => [code, toleranceOf(file, code, limits)]));
}

function parse(file: string): z.infer<typeof FILE> {
  const text = readText(file, "a policy is a few lines");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(file, "it is no JSON: check commas and quotes");
  }
  const read = FILE.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw invalid(file, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it cannot be read"} (see --help)`);
}

function toleranceOf(file: string, code: string, { amount, percent }: z.infer<typeof LIMITS>): Tolerance {
  const currency = currencyByCode(code);
  if (currency === undefined) throw invalid(file, `tolerances.${code}: write a code of ISO 4217, such as EUR`);
  const absolute = minorUnitsOf(amount, currency.exponent);
  const relative = minorUnitsOf(percent, PER_CENT_DECIMALS);
  if (absolute === undefined || relative === undefined || absolute < 0n || relative < 0n) {
    throw invalid(file, `tolerances.${code}: write amount and percent as text, not below zero: "1.00", "0.5"`);
  }
  return { absolute, relative };
}

function invalid(file: string, message: string): CommandError {
  return new CommandError("POLICY_INVALID", `${file}: ${message}`, EXIT.document);
}
