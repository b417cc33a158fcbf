// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where a receivable stands. A closed receivable (nothing due any more) keeps its status; `closed` is a bit of
/// its own, since it follows from money and not from an act.
enum Status {
    None,
    Issued,
    Queried,
    Rejected,
    Accepted,
    Cancelled,
    Split
}

/// @notice The verbs of the ledger, in the order of a receivable's life; later ones are appended, since a mandate is a
/// set of them, bit `1 << verb`. After them come those of `Statements`, of factoring and of `Collections`.
enum Verb {
    Issue,
    Accept,
    Query,
    Reject,
    Amend,
    Pay,
    Advise,
    RecordReceipt,
    ReverseReceipt,
    Credit,
    Debit,
    Waive,
    Dispute,
    Resolve,
    Split,
    WriteOff,
    Cancel,
    ConsentTransfer,
    Accelerate,
    PostStatement,
    AgreeBalance,
    AcknowledgeDebt,
    ReceiveDemand,
    NotifyAssignment,
    AcknowledgeAssignment,
    ChargeBack,
    AgreeCollection,
    RecordCollection,
    PlaceCollection,
    AnswerCollection,
    AgreePlan
}

/// @notice How a dispute about an amount ends: the buyer withdraws it, or the holder concedes it by a credit.
enum Outcome {
    Withdrawn,
    Conceded
}

/// @notice Why a buyer queries or rejects: the codes of Peppol BIS Invoice Response 3, list OPStatusReason, in its
/// order (R75). NON none, REF references, LEG legal information, REC receiver unknown, QUA quality, DEL delivery, PRI
/// prices, QTY quantity, ITM items, PAY payment terms, UNR not recognised, FIN finance, PPD partly paid, OTH other.
enum ClarificationReason {
    NON,
    REF,
    LEG,
    REC,
    QUA,
    DEL,
    PRI,
    QTY,
    ITM,
    PAY,
    UNR,
    FIN,
    PPD,
    OTH
}

/// @notice What a buyer who queries or rejects asks for: list OPStatusAction. NOA nothing, PIN information, NIN a new
/// invoice, CNF a full credit note, CNP one for a part, CNA one for an amount, OTH other.
enum ClarificationAction {
    NOA,
    PIN,
    NIN,
    CNF,
    CNP,
    CNA,
    OTH
}

/// @notice A buyer's clarification. @param text Hash of the text that goes with it; OTH needs one, in either list.
struct Clarification {
    ClarificationReason reason;
    ClarificationAction action;
    bytes32 text;
}

/// @notice Money that moved outside the chain, as the buyer advises or the holder records it.
/// @param bankRef keccak256 of the bank's own reference of the entry, never of its text.
/// @param cash What arrived for this receivable, minor units. @param valueDay Value date (R11), days since 1970-01-01.
struct Receipt {
    bytes32 bankRef;
    uint96 cash;
    uint32 valueDay;
}

/// @notice What a bank reference is to a receivable. A reversed one can never be recorded again.
enum ReceiptStatus {
    None,
    Advised,
    Recorded,
    Reversed
}

/// @notice What a recorded receipt settled, opened to reverse it; all of it stands in `ReceiptRecorded`.
/// @param holder Who recorded it. @param principal, discount, charges Minor units; the discount is part of the
/// principal. @param lateDays Principal x days late.
struct RecordedReceipt {
    bytes32 bankRef;
    address holder;
    uint256 principal;
    uint256 discount;
    uint256 charges;
    uint256 lateDays;
}

/// @notice Who owes whom for what; opened whenever anybody consents.
/// @param supplier Organisation that sold (EN 16931 BG-4).
/// @param buyer Organisation that bought and owes (BG-7).
/// @param invoice keccak256 of the normalised invoice number (BT-1, R68).
/// @param line Instalment of that invoice, from 0 to 9,999; one receivable has one due date (R6). A part of a split
/// receivable has its parent's id for an invoice and its index plus 10,000 for a line, which nobody can issue.
/// @param policy Bits 0-1 assignability (0 freely, 1 with the buyer's consent, 2 not at all), bit 2 may be split, bits
/// 3-7 the minimum part (R69): above zero, n from 1 to 27 says that no part of a split has less than 10^n minor units;
/// only with bit 2.
/// @param revision Strictly rising with every amendment.
struct Header {
    address supplier;
    address buyer;
    bytes32 invoice;
    uint32 line;
    uint8 policy;
    uint32 revision;
}

/// @notice What is owed and when; opened to move money. Every opened value has a defined meaning for the money engine,
/// so that no agreed terms can make a payment revert; `Money.validate` says what may be newly agreed.
/// @param currency ERC-20 token, or an ISO 4217 numeric code as an address for money that moves outside the chain.
/// @param amount Face in minor units of the currency, below 2^92.
/// @param dueDay Calendar date as days since 1970-01-01; it ends at 24:00 local time (R8).
/// @param utcOffset Minutes that local time is ahead of UTC on the due date.
/// @param discountDay1 Last day of the first discount tier; 0 for none.
/// @param discount1 Sum off the whole amount if it is settled in full by that day, minor units. It is agreed as a sum,
/// not a rate, so that base, tax mode and rounding are settled before anybody signs (R10, V12).
/// @param discountDay2 Last day of the second tier; 0 for none.
/// @param discount2 Its sum, below the first.
/// @param slidingRate Sliding discount in parts per million a year on the days before the due date (R14); 0 for none.
/// @param discountOnParts Whether a part paid in time earns its part of the discount (R12).
/// @param lateRate Late interest, parts per million a year, simple (R16); 0 for none.
/// @param basis Days of the year that rates are divided by: 360 or 365 (R17).
/// @param graceDays Lateness of no more than this costs nothing; beyond it counts from the due date.
/// @param fixedSum Recovery cost due once as soon as any part is late beyond grace, minor units (R20, R21).
/// @param allocation What a payment settles first: 0 charges (R29), 1 principal.
/// @param accelerationDays Days of default of an earlier line after which this line may be called due; 0 for never.
/// @param salt Random, so that nobody can find the terms by trying.
struct Terms {
    address currency;
    uint96 amount;
    uint32 dueDay;
    int16 utcOffset;
    uint32 discountDay1;
    uint96 discount1;
    uint32 discountDay2;
    uint96 discount2;
    uint32 slidingRate;
    bool discountOnParts;
    uint32 lateRate;
    uint16 basis;
    uint16 graceDays;
    uint96 fixedSum;
    uint8 allocation;
    uint16 accelerationDays;
    bytes32 salt;
}

/// @notice A receivable in full; its EIP-712 struct hash is the commitment that the ledger keeps.
/// @param document Root over the fields of the e-invoice, one salted leaf each.
struct Receivable {
    Header header;
    Terms terms;
    bytes32 document;
}

/// @notice A commitment of which only the header is opened. @param terms Struct hash of the terms.
struct OpenHeader {
    Header header;
    bytes32 terms;
    bytes32 document;
}

/// @notice A commitment of which only the terms are opened. @param header Struct hash of the header.
struct OpenTerms {
    bytes32 header;
    Terms terms;
    bytes32 document;
}

/// @notice A payment of one receivable among several. @param maxCash The most the payer gives, minor units.
struct PaymentOrder {
    bytes32 id;
    OpenTerms opened;
    uint256 maxCash;
}

/// @notice A signed consent that anyone may carry.
/// @param signer The party, or its agent with an uncapped mandate.
/// @param deadline Last instant at which it may be recorded, unix seconds.
/// @param nonce Any number that the signer has not used; unread for a root.
/// @param count 0 for a single message; otherwise how many leaves the signer was told the root holds.
/// @param policy For a root of acceptances: hash of the rules by which the buyer chose the leaves; 0 for none.
/// @param proof Siblings from the leaf to the root.
/// @param signature ECDSA (65 bytes) or whatever the signer's ERC-1271 understands.
struct Consent {
    address signer;
    uint256 deadline;
    uint256 nonce;
    uint256 count;
    bytes32 policy;
    bytes32[] proof;
    bytes signature;
}

/// @notice A payment authorised through Permit2: its signature covers `Payment` as a witness, and lets `maxCash` of the
/// currency go to the ledger's call only. @param nonce Of Permit2. @param deadline Unix seconds.
struct Permit2Consent {
    address payer;
    uint256 nonce;
    uint256 deadline;
    bytes signature;
}

/// @notice What a receivable has been through, as the money engine needs it. Minor units throughout.
/// @param settled Principal paid, discounted or credited.
/// @param credited The part of it that was credited.
/// @param lateDays Sum over settled principal of principal x days late.
/// @param chargesSettled Interest and fixed sum paid or waived.
/// @param carry Discount on parts that was earned and not yet granted, in 2^-48 minor units, from one half.
/// @param discounted Whether a discount stands: a payment or receipt earned one, and no receipt that had earned one was
/// reversed since. While one stands there is none on the whole (R12, R31, R36).
struct Position {
    uint256 settled;
    uint256 credited;
    uint256 lateDays;
    uint256 chargesSettled;
    uint256 carry;
    bool discounted;
}

/// @notice What is due on a day. Minor units; `payoff = open - discount + charges`.
struct Quote {
    uint256 open;
    uint256 discount;
    uint256 charges;
    uint256 payoff;
    uint256 daysLate;
}

/// @notice What a sum of cash settles. `cash = principal - discount + charges`.
/// @param lateDays Added to the position. @param carry Replaces that of the position.
/// @param closed Whether nothing remains due.
struct Allocation {
    uint256 cash;
    uint256 principal;
    uint256 discount;
    uint256 charges;
    uint256 lateDays;
    uint256 carry;
    bool closed;
}
