/** What is said of competing claims, by law, and the words that it is said with. See `priority.ts`. */

export const PRIORITY_LAWS = ["prc768", "ucc9322", "english"] as const;
export type PriorityLaw = (typeof PRIORITY_LAWS)[number];

/** Why a claim stands where it does. */
export type PriorityReason =
  "registered" | "perfected" | "noticed" | "neitherRegisteredNorNoticed" | "attached" | "firstInTime" | "knewOfEarlier";

/** What a claim lacks that would better or keep its place, or protect it from a payment to somebody else. */
export type MissingStep = "registration" | "renewal" | "term" | "notice";

/** Shown with every order of claims. */
export const PRIORITY_NOTES = [
  "Reckoned from what the parties state. The order in which assignments and notices were recorded here is evidence " +
    "of their times, and is not the legal order.",
  "A debtor who paid as the first notice that reached it says is discharged, even if another factor ranks first; the " +
    "factor that was paid has to account to the one that does.",
] as const;

/** Why, by law. */
export const REASONS: Readonly<Record<PriorityLaw, Partial<Readonly<Record<PriorityReason, string>>>>> = {
  prc768: {
    registered: "It is registered: registered claims come before others, in the order of registration (art. 768).",
    noticed: "It is not registered, and comes by the time at which its notice reached the debtor (art. 768).",
    neitherRegisteredNorNoticed:
      "Neither registered nor noticed: such claims share in proportion to finance or service fee (art. 768).",
  },
  ucc9322: {
    perfected: "It is perfected, and comes by the earlier of its filing and its perfection (9-322(a)(1), (2)).",
    attached: "It is not perfected, and comes after those that are, by the time at which it attached (9-322(a)(3)).",
  },
  english: {
    noticed: "It comes by the time at which its notice reached the debtor (Dearle v Hall).",
    firstInTime: "No notice of it has reached the debtor: it comes after those with notice, by time of assignment.",
    knewOfEarlier: "Its factor knew of an earlier assignment when it gave value, and cannot overtake that by notice.",
  },
};

/** What is missing, by law; a step that a law does not ask for has no sentence. */
export const MISSING: Readonly<Record<PriorityLaw, Partial<Readonly<Record<MissingStep, string>>>>> = {
  prc768: {
    registration: "No registration is known: register it (中登网), for every registered claim comes before it.",
    renewal: "Its registration has ended: register again; the time of the new one counts.",
    term:
      "Its registration states no end, and the register needs one (中登网): say until when it runs, for whether it " +
      "is in force is not known, and once it has ended it gives no rank.",
    notice:
      "No receipt of a notice is known: give notice with proof (art. 764); until then the debtor may pay another.",
  },
  ucc9322: {
    registration:
      "No filing is known and it is not perfected otherwise: file a financing statement (UCC-1); until then the " +
      "seller of an account can sell it again (9-318).",
    renewal: "Its filing has lapsed: file again; the time of the new one counts.",
    term:
      "Its filing states no end and is taken to lapse five years after it was made (9-515(a)): say until when it is " +
      "effective, if it was continued (9-515(e)).",
    notice:
      "No receipt of a notice is known: until one that says whom to pay, the debtor may pay the assignor (9-406).",
  },
  english: {
    notice: "No receipt of a notice is known: give the debtor written notice, for rank follows it.",
  },
};

/** Why a claim has no place. */
export const LEFT_OUT: Readonly<Record<PriorityLaw, string>> = {
  prc768: "",
  ucc9322:
    "No filing of it is in force and no assignment to it is known: nothing has attached that could rank (9-203).",
  english:
    "There is no assignment to it that is known, and a registration gives none: Dearle v Hall ranks assignments.",
};
