/** The register that a firm begins with: risks of receivables, and those that a ledger on a chain adds (N03). */
import type { RiskFigure, RiskIndicator, TemplateRisk } from "./register.ts";
import type { WarningRule } from "./warnings.ts";

const warnings = (rule: WarningRule, threshold = 1): RiskIndicator => ({ kind: "warnings", rule, threshold });
const figure = (of: RiskFigure, threshold: number): RiskIndicator => ({ kind: "figure", figure: of, threshold });

const RECEIVABLES: readonly TemplateRisk[] = [
  {
    ...{ key: "customer-default", category: "credit", likelihood: 3, impact: 4 },
    risk: "A customer does not pay, or becomes insolvent.",
    playbook: [
      "Freeze the limit and stop deliveries on credit.",
      "Open a case, gather the evidence, and tell insurer and factor within their terms.",
      "Agree on a plan under signature, or file the claim.",
    ],
    indicator: figure("bookOverdueShare", 300_000),
  },
  {
    ...{ key: "concentration", category: "credit", likelihood: 3, impact: 4 },
    risk: "One customer or group owes too much of the book.",
    playbook: ["Lower the limit for new items.", "Insure or sell without recourse what is beyond it."],
    indicator: figure("largestGroupShare", 250_000),
  },
  {
    ...{ key: "dilution", category: "credit", likelihood: 3, impact: 3 },
    risk: "Credits and disputes eat what was invoiced.",
    playbook: ["Find the cause by reason code.", "Agree with sales and logistics who removes it, and until when."],
    indicator: warnings("dilutionRising"),
  },
  {
    ...{ key: "payee-fraud", category: "operational", likelihood: 2, impact: 5 },
    risk: "Somebody changes the payee's account, or a customer pays the old one.",
    playbook: [
      "Call the other side by a number that is known from before.",
      "Have the payment recalled by the bank at once.",
      "State the account anew under signature.",
    ],
    indicator: warnings("oldPayeePaid"),
  },
  {
    ...{ key: "approval-evasion", category: "people", likelihood: 2, impact: 3 },
    risk: "Invoices are split or set just under a tier from which somebody approves what is beyond a limit.",
    playbook: ["Read the items with whoever prepared them.", "Count small ones of one customer together."],
    indicator: warnings("belowTier"),
  },
  {
    ...{ key: "late-payment-law", category: "legal", likelihood: 2, impact: 2 },
    risk: "Terms exceed a cap of the law, or interest lies below its floor.",
    playbook: ["Run the compliance report.", "Have a lawyer read what is marked unverified."],
    indicator: null,
  },
  {
    ...{ key: "personal-data", category: "legal", likelihood: 2, impact: 3 },
    risk: "Personal data are kept without a purpose, or lost.",
    playbook: ["Erase contacts that nothing is owed with any more.", "Tell the authority within its term."],
    indicator: null,
  },
  {
    ...{ key: "interest-and-currency", category: "market", likelihood: 3, impact: 2 },
    risk: "Rates or currencies move against what is open.",
    playbook: ["Match the currency of claims and debts.", "Shorten terms, or discount for early payment."],
    indicator: null,
  },
];

const CHAIN: readonly TemplateRisk[] = [
  {
    ...{ key: "key-loss", category: "chain", likelihood: 2, impact: 5 },
    risk: "A key of the organisation is lost or stolen.",
    playbook: [
      "Let the remaining keys of the organisation's account take the lost one out and a new one in.",
      "Revoke what the lost key signed and nobody recorded yet; end its mandates.",
      "Run the drill key-loss twice a year.",
    ],
    indicator: figure("keyLossDrillDays", 183),
  },
  {
    ...{ key: "contract-bug", category: "chain", likelihood: 1, impact: 5 },
    risk: "The ledger's contract does something else than it says.",
    playbook: [
      "Stop to issue; what is there can still be paid and read.",
      "Verify the ledger with the auditor, which reckons by the rules alone.",
      "Bring what is open to a new deployment, each item under both signatures.",
    ],
    indicator: null,
  },
  {
    ...{ key: "wrong-rate", category: "chain", likelihood: 2, impact: 3 },
    risk: "A reference or exchange rate that somebody wrote down is wrong.",
    playbook: ["Compare the rate with its publisher.", "Credit or debit the difference under signature."],
    indicator: null,
  },
  {
    ...{ key: "stablecoin-depeg", category: "chain", likelihood: 2, impact: 4 },
    risk: "The token in which a claim is paid is worth less than its currency.",
    playbook: [
      "Stop to offer the token in new terms.",
      "Swap what came in the same day.",
      "Agree on another currency.",
    ],
    indicator: null,
  },
  {
    ...{ key: "reorganisation", category: "chain", likelihood: 3, impact: 2 },
    risk: "Blocks that were read are replaced by others, and a payment in them is gone.",
    playbook: [
      "Deliver on blocks that are final alone.",
      "Let the index drop what was replaced; whoever was told is told again.",
      "Run the drill reorganisation twice a year.",
    ],
    indicator: figure("reorganisationDrillDays", 183),
  },
  {
    ...{ key: "lying-provider", category: "chain", likelihood: 2, impact: 4 },
    risk: "A provider of blocks shows a chain that is not the chain.",
    playbook: ["Ask two providers of different firms.", "Verify headers and receipts; stop where they disagree."],
    indicator: null,
  },
  {
    ...{ key: "gateway-down", category: "chain", likelihood: 3, impact: 3 },
    risk: "The gateway or its database is gone.",
    playbook: [
      "Restore the last backup and let the index follow from the chain.",
      "Sign and send by another gateway, or by the command line: none is needed to pay.",
      "Run the drill gateway-down twice a year.",
    ],
    indicator: figure("indexAgeSeconds", 600),
  },
  {
    ...{ key: "registrar-compromised", category: "chain", likelihood: 1, impact: 4 },
    risk: "A registrar vouches for somebody who is not the legal entity.",
    playbook: [
      "Take the registrar out of the trusted ones.",
      "Check its vouchers by another registrar before any deal.",
    ],
    indicator: null,
  },
];

export const RISK_TEMPLATE: readonly TemplateRisk[] = [...RECEIVABLES, ...CHAIN];
