// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Adopted,
    Answer,
    Claim,
    CollectionRecord,
    CollectionStep,
    Placement,
    Schedule,
    Stage
} from "../types/CollectionTypes.sol";
import {Consent, OpenHeader, Receivable} from "../types/Types.sol";
import {IReceivables} from "./IReceivables.sol";
import {ISignedActs} from "./ISignedActs.sol";

/// @title How receivables are collected, in the open
/// @notice Whoever collects records what it did, under its own key; the debtor sees each record and answers under its
/// own. Nothing is edited and nothing deleted. What was said stays with the parties: here are salted hashes of it, and
/// the content itself only where it is sent along, in the open or sealed to the parties' viewing keys.
///
/// Who collects: the **creditor**, that is the holder, or of a receivable on a factor's desk the factor; and whom it
/// placed the receivable with (`place`), each within its scope until it is recalled or its time is over. A placement
/// counts while whoever made it is the creditor: not after a sale, and again once the receivable comes back. For each
/// of them acts itself, its agent with a mandate for the verb, or whoever carries its signature, as on the ledger and
/// with its errors.
///
/// Supplier and buyer may agree on a **schedule** for what the one sells the other (`agreeSchedule`), and adopt it for
/// a receivable (`adopt`). From then on no stage of it is recorded before its day, none twice in a cycle, none for more
/// than is undisputed. Without it, a record is a record: that it was made, by whom and when, and not that it was right.
///
/// Creditor and debtor may agree on a **plan** of instalments (`agreePlan`). Whether a plan or a promise was kept is
/// derived when it is read, from what was settled by its day (R46). A record changes nothing that is owed; this
/// contract can do nothing to a receivable, and there is no owner.
interface ICollections is ISignedActs {
    /// @notice Supplier and buyer agreed how receivables between them are chased, in place of what they agreed before.
    /// Those for which a schedule was adopted keep it. @param supplierBy, buyerBy Who consented for them.
    event ScheduleAgreed(
        address indexed supplier,
        address indexed buyer,
        address supplierBy,
        address buyerBy,
        Schedule schedule
    );

    /// @notice The agreed schedule counts for a receivable. @param commitment What it is now. @param by Who sent it, or
    /// consented for a creditor that is not the supplier. @param dueDay, utcOffset As in `Terms`.
    event ScheduleAdopted(
        bytes32 indexed id,
        address indexed by,
        bytes32 commitment,
        uint32 dueDay,
        int16 utcOffset,
        Schedule schedule
    );

    /// @notice An act of collection was recorded. @param creditor Whose claim it is. @param collector For whom it was
    /// recorded: the creditor, or whom it placed the receivable with. @param by Who consented for the collector.
    /// @param claimed Principal that it asks for, minor units; 0 if it opened none. @param cycle Under an adopted
    /// schedule the cycle of the stage, from 1; 0 without one. @param body The content, in the open or sealed; may be
    /// empty.
    event CollectionRecorded(
        bytes32 indexed id,
        address indexed creditor,
        address indexed collector,
        address by,
        CollectionRecord entry,
        uint256 claimed,
        uint256 cycle,
        bytes body
    );

    /// @notice A step that is no word to the debtor. @param doneAt When it was taken, unix seconds. @param content
    /// Salted hash of what was notified, claimed or published. The rest as in `CollectionRecorded`.
    event CollectionStepTaken(
        bytes32 indexed id,
        address indexed creditor,
        address indexed collector,
        address by,
        CollectionStep step,
        uint40 doneAt,
        bytes32 content
    );

    /// @notice A creditor lets somebody collect a receivable, in place of what it let it do before.
    event CollectionPlaced(bytes32 indexed id, address indexed creditor, address by, Placement placement);

    /// @notice A placement ended: recalled by the creditor, or given back by the collector. @param by Who consented.
    /// @param party For which of the two. @param reason Hash of why.
    event CollectionRecalled(
        bytes32 indexed id,
        address indexed creditor,
        address indexed collector,
        address party,
        address by,
        bytes32 reason
    );

    /// @notice The debtor answered. @param by Who consented for it. @param body Its words, in the open or sealed; may
    /// be empty.
    event DebtorAnswered(bytes32 indexed id, address indexed debtor, address by, Answer answer, bytes body);

    /// @notice Creditor and debtor agreed that the receivable is paid in instalments, in place of what they planned
    /// before. @param creditorBy, debtorBy Who consented for them. @param commitment The receivable as it then was.
    /// @param plan Struct hash of the `PaymentPlan`, salted.
    event PlanAgreed(
        bytes32 indexed id,
        address indexed creditor,
        address indexed debtor,
        address creditorBy,
        address debtorBy,
        bytes32 commitment,
        bytes32 plan
    );

    /// @notice A schedule cannot be agreed. Way out: days from -1,000 to 3,000 that never fall, or 32,767 for never,
    /// and cycles of 0 or 7 to 4,000 days.
    error ScheduleInvalid();

    /// @notice Supplier and buyer have agreed on none, or on another. Way out: `agreedOf`, `agreeSchedule`.
    error ScheduleNotAgreed(address supplier, address buyer);

    /// @notice The schedule counts for what the receivable is now. Way out: nothing is needed.
    error ScheduleAlreadyAdopted(bytes32 id);

    /// @notice The receivable was amended since its schedule was adopted. Way out: adopt it again.
    error ScheduleOutdated(bytes32 id);

    /// @notice The agreed schedule does not allow this stage yet. @param earliest Unix seconds; 2^256 - 1 for never.
    error StageTooEarly(bytes32 id, Stage stage, uint256 earliest);

    /// @notice The stage was recorded in this cycle, or in a later one. Way out: wait for the next one.
    error StageAlreadyRecorded(bytes32 id, Stage stage, uint256 cycle);

    /// @notice A part is disputed, and the record does not say what it asks for. Way out: open the terms and name it.
    error ClaimMissing(bytes32 id);

    /// @notice More is asked for than is open and undisputed, or nothing. @param undisputed Minor units.
    error ClaimOutOfRange(bytes32 id, uint256 amount, uint256 undisputed);

    /// @notice Nothing can be due of the receivable: it is unknown, rejected, cancelled, split, or closed.
    error NothingToCollect(bytes32 id);

    /// @notice It does not belong to this creditor. Way out: the holder, or the factor of a desk that holds it.
    error NotCreditor(bytes32 id, address creditor);

    /// @notice The creditor has not placed the receivable with the collector, not for this, or no longer.
    error NotPlaced(bytes32 id, address creditor, address collector);

    /// @notice A placement is with nobody, with the creditor itself, over when it begins, for nothing, or for more than
    /// all that is collected. @param field The first that is wrong.
    error PlacementInvalid(bytes32 field);

    /// @notice What is recorded lies in the future. @param doneAt Unix seconds.
    error RecordInFuture(uint256 doneAt);

    /// @notice A demand was recorded for a reminder before the due date. Way out: a contact, or a later stage.
    error DemandTooEarly(bytes32 id);

    /// @notice The body that came along is not what the hash says.
    error ContentMismatch(bytes32 content);

    /// @notice A promise and a request for an extension name a payment, a plan its instalments, a reply neither.
    error PaymentInvalid(bytes32 payment);

    /// @return The ledger whose receivables these are.
    function ledger() external view returns (IReceivables);

    /// @notice Supplier and buyer agree how receivables between them are chased. Needs both (verb AgreeCollection).
    /// Reverts with `ScheduleInvalid`.
    function agreeSchedule(
        address supplier,
        address buyer,
        Schedule calldata schedule,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external;

    /// @notice Adopts for a receivable what its supplier and buyer have agreed. While the supplier holds it, anyone who
    /// can open it may do so, since both agreed; later it needs the creditor (verb AgreeCollection), whom an agreement
    /// of the two could harm (R59). It opens the terms, as paying does. Adopted again after an amendment that left due
    /// day, time zone and schedule as they were, recorded cycles stay recorded. @param schedule What was agreed, so
    /// that nobody exchanges it under whoever adopts. @param creditor, consent Read only where the supplier does not
    /// hold it. Reverts with `CommitmentMismatch`, `ScheduleNotAgreed`, `ScheduleAlreadyAdopted`, `NotCreditor`.
    function adopt(
        bytes32 id,
        Receivable calldata receivable,
        Schedule calldata schedule,
        address creditor,
        Consent[] calldata consent
    ) external;

    /// @notice Records an act of collection (verb RecordCollection). @param claim None, or one: what the record asks
    /// for, needed under an adopted schedule where something is disputed. @param body The content, in the open or
    /// sealed, or nothing; its hash is then the record's. Reverts with `NothingToCollect`, `NotCreditor`, `NotPlaced`,
    /// `RecordInFuture`, `DemandTooEarly`, `ContentMismatch`, `TermsTooMany`, `CommitmentMismatch`, `ClaimOutOfRange`;
    /// under an adopted schedule with `ScheduleOutdated`, `StageTooEarly`, `StageAlreadyRecorded`, `ClaimMissing`.
    function record(
        bytes32 id,
        address creditor,
        address collector,
        CollectionRecord calldata entry,
        Claim[] calldata claim,
        bytes calldata body,
        Consent[] calldata consent
    ) external;

    /// @notice Records a step that is no word to the debtor (verb RecordCollection). @param doneAt Unix seconds.
    /// Possible of what was written off or closed too. Reverts with `NotCreditor`, `NotPlaced`, `RecordInFuture`.
    function takeStep(
        bytes32 id,
        address creditor,
        address collector,
        CollectionStep step,
        uint40 doneAt,
        bytes32 content,
        Consent[] calldata consent
    ) external;

    /// @notice The creditor lets somebody collect (verb PlaceCollection). Reverts with `NotCreditor`,
    /// `PlacementInvalid`.
    function place(bytes32 id, address creditor, Placement calldata placement, Consent[] calldata consent) external;

    /// @notice Ends a placement at once (verb PlaceCollection). @param party Who ends it: the creditor, which need not
    /// be the creditor any more, or the collector. Reverts with `NotPlaced`.
    function recall(
        bytes32 id,
        address creditor,
        address collector,
        address party,
        bytes32 reason,
        Consent[] calldata consent
    ) external;

    /// @notice The debtor answers (verb AnswerCollection). @param opened The receivable's header, which names it.
    /// @param body Its words, in the open or sealed, or nothing. Reverts with `CommitmentMismatch`, `PaymentInvalid`,
    /// `ContentMismatch`.
    function answer(
        bytes32 id,
        OpenHeader calldata opened,
        Answer calldata answer_,
        bytes calldata body,
        Consent[] calldata consent
    ) external;

    /// @notice Creditor and debtor agree on a payment plan (F04 to F06). Needs both (verb AgreePlan), and nobody else:
    /// of what was assigned its assignee is the creditor, and what its supplier says counts for nothing (R59). The
    /// ledger knows nothing of it: the terms stay, and count as if there had been no plan once it is not kept. Whether
    /// it is kept is derived when it is read. An amendment that the debtor agreed to ends it. @param opened The
    /// receivable's header, which names the debtor. @param plan Struct hash of the `PaymentPlan`. Reverts with
    /// `CommitmentMismatch`, `NothingToCollect`, `NotCreditor`, `PaymentInvalid`.
    function agreePlan(
        bytes32 id,
        OpenHeader calldata opened,
        address creditor,
        bytes32 plan,
        Consent[] calldata creditorConsent,
        Consent[] calldata debtorConsent
    ) external;

    /// @notice What supplier and buyer agreed last. @return isAgreed False, and the rest is empty, if they have not.
    function agreedOf(address supplier, address buyer) external view returns (bool isAgreed, Schedule memory schedule);

    /// @notice What was adopted for a receivable. @return isAdopted False, and the rest is empty, if nothing was.
    function adoptedOf(bytes32 id) external view returns (bool isAdopted, Adopted memory adopted);

    /// @notice When a stage may next be recorded by the adopted schedule, unix seconds; 0 without one, 2^256 - 1 for
    /// never. Of an outdated schedule it says what it said.
    function earliestOf(bytes32 id, Stage stage) external view returns (uint256);

    /// @notice What a creditor lets a collector record, and until when; zero for nothing. It counts only while that
    /// creditor is the creditor.
    function placedOf(
        bytes32 id,
        address creditor,
        address collector
    ) external view returns (uint8 scope, uint40 until);
}
