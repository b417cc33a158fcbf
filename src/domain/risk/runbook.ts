/** The runbook (N08 to N10): what is done in an emergency, by whom, with what, and when it was tried last. */
export const EMERGENCIES = [
  "keyLoss",
  "gatewayDown",
  "reorganisation",
  "customerInsolvent",
  "payeeFraud",
  "disaster",
] as const;
export type Emergency = (typeof EMERGENCIES)[number];

/** Those that are tried by a script: `countersign drill`. */
export const DRILLS = ["keyLoss", "gatewayDown", "reorganisation"] as const satisfies readonly Emergency[];
export type Drill = (typeof DRILLS)[number];

export interface RunbookPage {
  readonly emergency: Emergency;
  readonly title: string;
  readonly steps: readonly string[];
  /** What has to be at hand: files, machines, keys, addresses. No person: whom to call is kept apart, and erasable. */
  readonly resources: readonly string[];
}

export const RUNBOOK_TEMPLATE: readonly RunbookPage[] = [
  {
    emergency: "keyLoss",
    title: "A key of the organisation is lost or stolen",
    steps: [
      "Say who had the key, since when it is gone, and what it may sign.",
      "With the keys that are left, take it out of the organisation's account and put a new one in.",
      "End mandates of the lost key in the directory, and revoke roots that it signed.",
      "Sign an act with the new key, and see that the lost one is refused.",
      "Read the ledger since the loss: whatever it signed is disputed with the other side.",
    ],
    resources: ["Members of the organisation's account, and how many must sign", "countersign drill key-loss"],
  },
  {
    emergency: "gatewayDown",
    title: "The gateway or its database is gone",
    steps: [
      "Tell the partners: the ledger goes on, and every other gateway shows it.",
      "Say what was brought since the last backup: that is lost, and has to be brought again.",
      "Check the last backup: countersign db restore FILE --check.",
      "Restore it into an empty database, start a gateway, and let the index follow the chain.",
      "Compare the number of receivables and the open sums with another gateway.",
    ],
    resources: [
      "The last backup, and where it is kept",
      "Addresses of two providers",
      "countersign drill gateway-down",
    ],
  },
  {
    emergency: "reorganisation",
    title: "Blocks that were read were replaced",
    steps: [
      "Deliver nothing on what is not final yet.",
      "See that the index follows the new chain; if it stops, read what it says and rebuild it.",
      "Look which payments are gone, and tell who relied on them.",
    ],
    resources: ["How many blocks count as final on this chain", "countersign drill reorganisation"],
  },
  {
    emergency: "customerInsolvent",
    title: "A customer is insolvent",
    steps: [
      "Record the notice: interest and discounts stop, and factor and insurer are told.",
      "Freeze the limit, stop deliveries, and claim retained title.",
      "Gather the evidence of the claim, and file it within the term.",
    ],
    resources: ["Policy of the credit insurance and its terms", "countersign evidence"],
  },
  {
    emergency: "payeeFraud",
    title: "Money went to somebody who is not to be paid",
    steps: [
      "Have the bank recall the payment at once.",
      "Call the other side by a number that is known from before.",
      "State the right account under signature, and look who changed it.",
    ],
    resources: ["The bank's number for recalls", "The police's reference for reports"],
  },
  {
    emergency: "disaster",
    title: "A disaster stops the firm or a customer",
    steps: [
      "See that people are safe.",
      "Decide what is not chased for a while, by an exception that ends by itself.",
      "Move the gateway to another place from its backup.",
    ],
    resources: ["A place to work", "The last backup, and where it is kept"],
  },
];
