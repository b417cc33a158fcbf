import type { Token } from "./tokens.ts";
import {
  discount,
  dayOfNextMonth,
  due,
  dueAfterDays,
  dueOnDate,
  endOfMonth,
  onEvent,
  lateInterest,
  penalty,
} from "./statements.ts";
import type { Places, Statement } from "./statements.ts";

interface Form {
  /** Over the symbols of the tokens (lexicon.ts), without repetition: it looks at a few tokens and no more. */
  readonly symbols: RegExp;
  /** Undefined when a value is of no use, such as 2.5 days. */
  readonly read: (places: Places) => Statement | undefined;
}

/**
 * 2/10 · 2% 10 · 2/10-50 extra, which is until day 60 (R1). It is a discount only beside "net" or "extra"; alone it may
 * be a date or a fraction.
 */
const SHORT_DISCOUNT: Form = {
  symbols: /(?<percent>N)[CP](?<days>N)(?:H(?<more>N)K)?(?<from>A)?/dy,
  read: discount,
};

const FORMS: readonly Form[] = [
  // 14 days net · payable within 14 days after receipt · 30 dagar netto · 30天内付款
  { symbols: /Y?T?Y?I?(?<days>N)DI?(?<from>A)?T?Y?T?/dy, read: dueAfterDays },
  // net 30 · n/30
  { symbols: /Y?TC?(?<days>N)(?<from>A)?Y?/dy, read: dueAfterDays },
  // invoice date + 10 days · 票到30天付款 · after delivery within 30 days
  { symbols: /Y?(?<from>A)Z?I?(?<days>N)DI?Y?T?/dy, read: dueAfterDays },
  // payable on receipt of the invoice
  { symbols: /Y(?<from>A)T?/dy, read: (places) => dueAfterDays({ ...places, days: "0" }) },
  { symbols: /(?<from>A)Y/dy, read: (places) => dueAfterDays({ ...places, days: "0" }) },
  // payable immediately, without deduction
  { symbols: /Y?T?MT?Y?/dy, read: () => due({ kind: "immediately" }) },
  // due by 4.2.2027 · bis zum 14.08.2016 ohne Abzug
  { symbols: /Y?T?U(?<date>X)T?Y?/dy, read: dueOnDate },
  { symbols: /Y(?<date>X)T?/dy, read: dueOnDate },
  { symbols: /(?<date>X)Y/dy, read: dueOnDate },
  // COD, CBS, CIA · 货到付款
  { symbols: /Y?(?<event>V)Y?/dy, read: onEvent },
  // net 30 EOM · 30 days end of month · 月结60天 · EOM
  { symbols: /Y?T?I?(?<days>N)D?E/dy, read: endOfMonth },
  { symbols: /T?E(?:Z?(?<days>N)D?)?/dy, read: endOfMonth },
  { symbols: /W(?:(?<days>N)D)?Y?/dy, read: endOfMonth },
  // 10 prox · MFI 21
  { symbols: /(?<day>N)G/dy, read: dayOfNextMonth },
  { symbols: /J(?<day>N)/dy, read: dayOfNextMonth },
  // 2 % discount if paid within 2 days · 2% Skonto 10 Tage
  { symbols: /(?<percent>N)PSF?Y?I?(?<days>N)DI?(?<from>A)?Y?/dy, read: discount },
  { symbols: /(?<percent>N)PSF?Y?U(?<date>X)Y?/dy, read: discount },
  // 10 Tage 3% Skonto · bei Zahlung binnen 14 Tagen 2% Skonto · 10天内付款享受2%折扣
  { symbols: /F?Y?I?(?<days>N)DI?(?<from>A)?Y?(?<percent>N)PS/dy, read: discount },
  { symbols: /F?Y?I?(?<days>N)DI?(?<from>A)?Y?S(?<percent>N)P/dy, read: discount },
  { symbols: /F?Y?U(?<date>X)Y?(?<percent>N)PS/dy, read: discount },
  // late interest 9 % per year · 9 % p.a. Verzugszinsen · 逾期按日万分之五支付违约金
  { symbols: /L(?<per>R)?(?<percent>N)PB?/dy, read: lateInterest },
  { symbols: /L(?<percent>N)P(?<per>R)B?/dy, read: lateInterest },
  { symbols: /(?<per>R)?(?<percent>N)PY?LB?/dy, read: lateInterest },
  { symbols: /(?<percent>N)P(?<per>R)Y?LB?/dy, read: lateInterest },
  { symbols: /(?<percent>N)PL(?<per>R)B?/dy, read: lateInterest },
  // 违约金日万分之五 · 逾期日万分之五支付违约金
  { symbols: /LD(?<percent>N)P/dy, read: (places) => lateInterest({ ...places, per: "day" }) },
  { symbols: /D(?<percent>N)PY?L/dy, read: (places) => lateInterest({ ...places, per: "day" }) },
  // penalty percentage 10 % from due date
  { symbols: /Q(?<percent>N)P(?<per>R)?B?/dy, read: penalty },
];

/**
 * What a sentence says, as a sequence of known forms that uses up every one of its tokens; undefined when it is none.
 * At each place the longest form wins.
 */
export function statements(tokens: readonly Token[]): readonly Statement[] | undefined {
  const symbols = tokens.map(({ symbol }) => symbol).join("");
  const short = symbols.includes("T") || symbols.includes("K");
  const forms = short ? [...FORMS, SHORT_DISCOUNT] : FORMS;
  const found: Statement[] = [];
  for (let start = 0; start < symbols.length;) {
    const best = longest(forms, symbols, start);
    const statement = best?.form.read(placesOf(best.match, tokens));
    if (best === undefined || statement === undefined) return undefined;
    found.push(statement);
    start += best.match[0].length;
  }
  return found.length === 0 ? undefined : found;
}

interface Match {
  readonly form: Form;
  readonly match: RegExpExecArray;
}

function longest(forms: readonly Form[], symbols: string, start: number): Match | undefined {
  let best: Match | undefined;
  for (const form of forms) {
    form.symbols.lastIndex = start;
    const match = form.symbols.exec(symbols);
    if (match !== null && match[0].length > (best?.match[0].length ?? 0)) best = { form, match };
  }
  return best;
}

function placesOf({ indices }: RegExpExecArray, tokens: readonly Token[]): Places {
  const ranges = indices?.groups ?? {};
  return Object.fromEntries(Object.keys(ranges).map((name) => [name, tokens[ranges[name]?.[0] ?? -1]?.value]));
}
