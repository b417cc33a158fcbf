/** What reading bank files found, in words for the terminal. */
import type { BankTableReading } from "../../documents/bank/table/reading.ts";
import { visible } from "../../documents/visible.ts";
import type { BankAmount } from "../../domain/bankAmount.ts";
import type { BankFinding } from "../../domain/bankFinding.ts";
import { isPostable } from "../../domain/bankFinding.ts";
import type { BankEntry } from "../../domain/bankStatement.ts";
import type { RemittanceAdvice } from "../../domain/remittance.ts";
import { formatMoney } from "../money.ts";
import { renderTable } from "../table.ts";
import type { BankFileSummary, StatementSummary } from "./summary.ts";

/** So many findings of a statement are told; the rest is counted. */
const SHOWN_FINDINGS = 10;

/** A file as lines. */
export function* describeFile(file: string, summary: BankFileSummary): Generator<string> {
  yield `${visible(file)}: ${verdict(summary)}`;
  if (summary.table !== undefined) yield `  ${describeReading(summary.table)}`;
  for (const statement of summary.statements) yield* describeStatement(statement);
  for (const advice of summary.advices) yield* describeAdvice(advice);
}

function verdict({ usable, statements, advices }: BankFileSummary): string {
  const what =
    advices.length > 0
      ? count(advices.length, "advice", "advices")
      : count(statements.length, "statement", "statements");
  return usable ? what : `${what}, not usable`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** How a table was read, so that the person can see whether it is right. */
function describeReading({ columns, decimal, dates }: BankTableReading): string {
  const pairs = Object.entries(columns).map(([field, header]) => `${field}=${header}`);
  return onOneLine(`read as ${pairs.join(", ")}; dates ${dates}; decimal ${decimal}`);
}

function* describeStatement(statement: StatementSummary): Generator<string> {
  const { format, message, statementId, page, account, from, to } = statement;
  const name = account.iban ?? account.otherId ?? "an account that is not named";
  const period = from === undefined && to === undefined ? "" : `, ${from ?? "?"} to ${to ?? "?"}`;
  const number = statementId === undefined ? "" : ` ${statementId}`;
  const pages = page === undefined ? "" : `, page ${page.number}`;
  yield `  ${onOneLine(`${message ?? format}${number} of ${name}${period}${pages}`)}`;
  for (const line of figures(statement).split("\n")) yield `    ${line}`;
  if (statement.balanced !== undefined) {
    yield `    ${statement.balanced ? "the balances add up" : "the balances do not add up"}`;
  }
  if (statement.entries !== undefined && statement.entries.length > 0) {
    for (const line of renderTable(ENTRY_COLUMNS, statement.entries).split("\n")) yield `    ${line}`;
  }
  yield* describeFindings(statement.findings);
}

const BOUNDS = new Set(["opening", "closing", "previousClosing", "interimOpening", "interimClosing"]);

/** Balances and turnovers, one currency under the other. */
function figures({ balances, turnovers, entryCount }: StatementSummary): string {
  const rows = [
    ...balances
      .filter(({ kind }) => BOUNDS.has(kind))
      .map(
        (balance) =>
          [`${balance.kind}${balance.date === undefined ? "" : ` ${balance.date}`}`, money(balance)] as const,
      ),
    ...turnovers.flatMap(({ currency, exponent, count: booked, moneyIn, moneyOut }) => [
      [`in (${count(booked, "entry", "entries")} booked)`, money({ amount: moneyIn, currency, exponent })] as const,
      ["out", money({ amount: -moneyOut, currency, exponent })] as const,
    ]),
  ];
  if (rows.length === 0) return entryCount === 0 ? "no entries" : `${entryCount} entries, none of them booked`;
  const columns = [
    { title: "", of: ([title]: readonly [string, string]) => title },
    { title: "amount", of: ([, amount]: readonly [string, string]) => amount, align: "right" },
  ] as const;
  return renderTable(columns, rows);
}

const ENTRY_COLUMNS = [
  { title: "#", of: ({ index }: BankEntry) => String(index), align: "right" },
  { title: "booked", of: ({ bookingDate, status }: BankEntry) => (status === "booked" ? (bookingDate ?? "") : status) },
  { title: "value", of: ({ valueDate }: BankEntry) => valueDate ?? "" },
  { title: "amount", of: (entry: BankEntry) => money(entry), align: "right" },
  { title: "bank reference", of: ({ bankReference }: BankEntry) => onOneLine(bankReference ?? "") },
  { title: "counterparty", of: ({ details }: BankEntry) => onOneLine(details[0]?.counterparty.name ?? "") },
] as const;

function* describeAdvice(advice: RemittanceAdvice): Generator<string> {
  const { adviceId, payer, payee, payment, lines } = advice;
  const amount = payment.amount === undefined ? "" : `, ${money(payment.amount)}`;
  const names = `${payer.name ?? "?"} → ${payee.name ?? "?"}`;
  yield `  ${onOneLine(`advice ${adviceId ?? "without a number"}: ${names}${amount}`)}`;
  for (const { documents, amounts } of lines) {
    const numbers = documents.map(({ type, number }) => [type, number].filter((part) => part !== undefined).join(" "));
    const paid = amounts.remitted === undefined ? "" : `: ${money(amounts.remitted)}`;
    yield `    ${onOneLine(`${numbers.join(", ") || "no document"}${paid}`)}`;
  }
  if (!isPostable(advice)) yield "    not usable";
  yield* describeFindings(advice.findings);
}

function* describeFindings(findings: readonly BankFinding[]): Generator<string> {
  for (const finding of findings.slice(0, SHOWN_FINDINGS)) {
    const { severity, rule, message, expected, actual, field, line } = finding;
    const asked = expected === undefined ? "" : ` Expected ${expected}.`;
    const found = actual === undefined ? "" : ` Found ${actual}.`;
    const place = line === undefined ? field : `${field}, line ${line}`;
    yield `    ${severity === "error" ? "✗" : "!"} ${onOneLine(`${rule} ${message}${asked}${found} (${place})`)}`;
  }
  if (findings.length > SHOWN_FINDINGS) yield `    … and ${findings.length - SHOWN_FINDINGS} more findings`;
}

function money({ amount, currency, exponent }: BankAmount): string {
  return `${formatMoney(amount, exponent)} ${currency}`;
}

/** White space becomes one space; whatever else does not show is written as an escape. */
function onOneLine(text: string): string {
  return visible(text.replace(/[\t\n\r ]+/g, " ").trim());
}
