// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OpenTerms} from "./Types.sol";

/// @notice Stages of collection in the order of their weight (G02).
enum Stage {
    PreDue,
    Friendly,
    Firm,
    Final,
    PreLegal,
    Legal,
    Agency
}

/// @notice How the debtor was reached (G03).
enum Channel {
    Email,
    Webhook,
    Letter,
    Sms,
    Phone,
    Visit
}

/// @notice What came of it (G05).
enum ContactOutcome {
    Sent,
    Delivered,
    NotDelivered,
    Reached,
    NotReached,
    Promised,
    Disputed,
    Refused
}

/// @notice A contact says that the debtor was reached, or was to be. A demand says beside it that payment was demanded,
/// which can interrupt limitation (R52).
enum RecordKind {
    Contact,
    Demand
}

/// @notice One act of collection. @param doneAt When it happened, as its maker says, unix seconds; never in the future.
/// @param nextDay When the next act is meant, days since 1970-01-01; 0 for none. @param content keccak256 of what the
/// debtor was told, or of the note of it; salted, so that nobody finds it by trying.
struct CollectionRecord {
    RecordKind kind;
    Stage stage;
    Channel channel;
    ContactOutcome outcome;
    uint40 doneAt;
    uint32 nextDay;
    bytes32 content;
}

/// @notice What a record under an adopted schedule asks for, opened where something is disputed. @param amount
/// Principal, minor units: above zero, and no more than is open and undisputed (R39).
struct Claim {
    OpenTerms opened;
    uint256 amount;
}

/// @notice Steps that are no word to the debtor: towards the credit insurer (R71), that a court opened insolvency, or
/// that such a notice was wrong or is over.
enum CollectionStep {
    InsuranceNotification,
    InsuranceClaim,
    InsolvencyNotice,
    InsolvencyWithdrawal
}

/// @notice Whom a creditor lets collect one receivable under its own key: an agency, a lawyer, or the supplier as
/// servicer. @param scope Bit `1 << stage` for each stage that it may record, bit 7 for steps. @param fee Of what it
/// collects, parts per million. @param until Last instant, unix seconds. @param terms Hash of what was agreed with it.
struct Placement {
    address collector;
    uint8 scope;
    uint32 fee;
    uint40 until;
    bytes32 terms;
}

/// @notice How a debtor answers. What each means is part of what it signs (`CollectionTexts`).
enum AnswerKind {
    Reply,
    PromiseToPay,
    ExtensionRequest
}

/// @notice An answer of the debtor. @param record Hash of the record that it answers; zero for none. @param payment
/// Struct hash of the `PromisedPayment` that a promise makes or an extension asks for; zero for a reply. @param content
/// keccak256 of its words, salted; zero for none.
struct Answer {
    AnswerKind kind;
    bytes32 record;
    bytes32 payment;
    bytes32 content;
}

/// @notice What supplier and buyer agreed about how receivables between them are chased. Of each stage, the calendar
/// days after the due date on which it may first be recorded: -1,000 to 3,000, below zero before it, never earlier than
/// a stage before it; 32,767 for never. @param cycleDays After how many days a stage may come again; 0 for never, else
/// 7 to 4,000.
struct Schedule {
    int16 preDueDay;
    int16 friendlyDay;
    int16 firmDay;
    int16 finalDay;
    int16 preLegalDay;
    int16 legalDay;
    int16 agencyDay;
    uint16 cycleDays;
}

/// @notice A schedule as it was adopted for one receivable. @param dueDay, utcOffset As in `Terms`. @param cycles Of
/// each stage, the last cycle in which it was recorded, from 1; 0 for none. @param isCurrent Whether it was adopted for
/// what the receivable is now: after an amendment it is adopted again before a stage is recorded.
struct Adopted {
    Schedule schedule;
    uint32 dueDay;
    int16 utcOffset;
    uint8[7] cycles;
    bool isCurrent;
}
