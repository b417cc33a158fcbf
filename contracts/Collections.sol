// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "./interfaces/ICollections.sol";
import {IFactoringDesk} from "./interfaces/IFactoringDesk.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {CollectionMessages} from "./libraries/CollectionMessages.sol";
import {Commitments} from "./libraries/Commitments.sol";
import {LedgerReading} from "./libraries/LedgerReading.sol";
import {Schedules} from "./libraries/Schedules.sol";
import {Words} from "./libraries/Words.sol";
import {SignedActs} from "./satellite/SignedActs.sol";
import {
    Adopted,
    Answer,
    AnswerKind,
    Claim,
    CollectionRecord,
    CollectionStep,
    Placement,
    RecordKind,
    Schedule,
    Stage
} from "./types/CollectionTypes.sol";
import {Consent, OpenHeader, OpenTerms, Receivable, Status, Verb} from "./types/Types.sol";

/// @title Collection in the open
/// @notice The mechanism; `ICollections` is the manual.
contract Collections is SignedActs, ICollections {
    using Commitments for OpenHeader;
    using Commitments for OpenTerms;
    using Commitments for Receivable;
    using Schedules for uint256;
    using Schedules for Schedule;
    using Words for uint256;

    uint8 private constant STEPS = 1 << 7;
    uint256 private constant MILLION = 1e6;
    uint256 private constant NAMING_GAS = 30_000;

    /// @inheritdoc ICollections
    IReceivables public immutable ledger;

    mapping(address supplier => mapping(address buyer => uint256 word)) private _agreed;
    mapping(bytes32 id => uint256 word) private _adopted;
    /// @dev until 40 | scope 8.
    mapping(bytes32 id => mapping(address creditor => mapping(address collector => uint256 word))) private _placed;

    constructor(IReceivables ledger_) SignedActs(ledger_.directory()) {
        ledger = ledger_;
    }

    // ------------------------------------------------------------------------------------------------------- schedules

    /// @inheritdoc ICollections
    function agreeSchedule(
        address supplier,
        address buyer,
        Schedule calldata schedule,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external {
        uint256 word = schedule.pack();
        require(word != 0, ScheduleInvalid());
        bytes memory ofSupplier = CollectionMessages.agreement(supplier, buyer, schedule, supplier);
        address supplierBy = _actor(Verb.AgreeCollection, supplier, ofSupplier, supplierConsent);
        bytes memory ofBuyer = CollectionMessages.agreement(supplier, buyer, schedule, buyer);
        address buyerBy = _actor(Verb.AgreeCollection, buyer, ofBuyer, buyerConsent);
        _agreed[supplier][buyer] = word;
        emit ScheduleAgreed(supplier, buyer, supplierBy, buyerBy, schedule);
    }

    /// @inheritdoc ICollections
    function adopt(
        bytes32 id,
        Receivable calldata r,
        Schedule calldata schedule,
        address creditor,
        Consent[] calldata consent
    ) external {
        bytes32 commitment = r.hash();
        (uint256 word, uint256 token) = LedgerReading.wordsOf(ledger, id);
        require(word.commits(commitment), ILedger.CommitmentMismatch(id, commitment));
        (address supplier, address buyer) = (r.header.supplier, r.header.buyer);
        uint256 agreed = schedule.pack();
        require(agreed != 0 && agreed == _agreed[supplier][buyer], ScheduleNotAgreed(supplier, buyer));
        uint256 before = _adopted[id];
        require(before == 0 || !before.isFor(uint256(commitment)), ScheduleAlreadyAdopted(id));
        address by = msg.sender;
        if (token.holderOf() != supplier) {
            _requireCreditor(id, token, creditor);
            bytes memory message = CollectionMessages.adoption(commitment, creditor, schedule);
            by = _actor(Verb.AgreeCollection, creditor, message, consent);
        }
        (uint32 dueDay, int16 utcOffset) = (r.terms.dueDay, r.terms.utcOffset);
        _adopted[id] = before.adopt(agreed, commitment, dueDay, utcOffset);
        emit ScheduleAdopted(id, by, commitment, dueDay, utcOffset, schedule);
    }

    // --------------------------------------------------------------------------------------------------------- records

    /// @inheritdoc ICollections
    function record(
        bytes32 id,
        address creditor,
        address collector,
        CollectionRecord calldata entry,
        Claim[] calldata claim,
        bytes calldata body,
        Consent[] calldata consent
    ) external {
        require(entry.doneAt <= block.timestamp, RecordInFuture(entry.doneAt));
        require(entry.kind == RecordKind.Contact || entry.stage != Stage.PreDue, DemandTooEarly(id));
        _requireContent(entry.content, body);
        (uint256 word, uint256 token) = LedgerReading.wordsOf(ledger, id);
        require(_isCollectible(word, token), NothingToCollect(id));
        _requireCreditor(id, token, creditor);
        _requireCollector(id, creditor, collector, uint8(1 << uint8(entry.stage)));
        uint256 claimed = claim.length == 0 ? 0 : _claimed(id, word, token, claim);
        uint256 cycle = _underSchedule(id, word, entry, claimed);
        address by =
            consent.length == 0
                ? _caller(Verb.RecordCollection, collector)
                : _signer(
                    Verb.RecordCollection,
                    collector,
                    CollectionMessages.record(id, creditor, collector, entry, claimed),
                    true,
                    consent
                );
        emit CollectionRecorded(id, creditor, collector, by, entry, claimed, cycle, body);
    }

    /// @dev The cycle of the stage that is recorded now, 0 without an adopted schedule.
    function _underSchedule(
        bytes32 id,
        uint256 word,
        CollectionRecord calldata entry,
        uint256 claimed
    ) private returns (uint256 cycle) {
        uint256 adopted = _adopted[id];
        if (adopted == 0) return 0;
        Stage stage = entry.stage;
        require(adopted.isFor(word), ScheduleOutdated(id));
        uint256 earliest = adopted.earliest(stage);
        require(entry.doneAt >= earliest, StageTooEarly(id, stage, earliest));
        cycle = adopted.cycleAt(stage, entry.doneAt);
        require(cycle > adopted.cycleOf(stage), StageAlreadyRecorded(id, stage, cycle));
        require(claimed != 0 || word & Words.DISPUTED == 0, ClaimMissing(id));
        _adopted[id] = adopted.withCycle(stage, cycle);
    }

    /// @dev What is asked for, after checking that so much is open and undisputed.
    function _claimed(
        bytes32 id,
        uint256 word,
        uint256 token,
        Claim[] calldata claims
    ) private view returns (uint256 amount) {
        require(claims.length == 1, ILedger.TermsTooMany(claims.length));
        Claim calldata claim = claims[0];
        bytes32 commitment = claim.opened.hash();
        require(word.commits(commitment), ILedger.CommitmentMismatch(id, commitment));
        uint256 taken = token.settledOf();
        if (word & Words.DISPUTED != 0) taken += LedgerReading.disputed(ledger, id);
        uint256 face = claim.opened.terms.amount;
        uint256 undisputed = face > taken ? face - taken : 0;
        amount = claim.amount;
        require(amount != 0 && amount <= undisputed, ClaimOutOfRange(id, amount, undisputed));
    }

    /// @inheritdoc ICollections
    function takeStep(
        bytes32 id,
        address creditor,
        address collector,
        CollectionStep step,
        uint40 doneAt,
        bytes32 content,
        Consent[] calldata consent
    ) external {
        require(doneAt <= block.timestamp, RecordInFuture(doneAt));
        (, uint256 token) = LedgerReading.wordsOf(ledger, id);
        _requireCreditor(id, token, creditor);
        _requireCollector(id, creditor, collector, STEPS);
        bytes memory message = CollectionMessages.step(id, creditor, collector, step, doneAt, content);
        address by = _actor(Verb.RecordCollection, collector, message, consent);
        emit CollectionStepTaken(id, creditor, collector, by, step, doneAt, content);
    }

    // ------------------------------------------------------------------------------------------------------ placements

    /// @inheritdoc ICollections
    function place(bytes32 id, address creditor, Placement calldata p, Consent[] calldata consent) external {
        require(p.collector != address(0) && p.collector != creditor, PlacementInvalid("collector"));
        require(p.scope != 0, PlacementInvalid("scope"));
        require(p.fee <= MILLION, PlacementInvalid("fee"));
        require(p.until >= block.timestamp, PlacementInvalid("until"));
        (, uint256 token) = LedgerReading.wordsOf(ledger, id);
        _requireCreditor(id, token, creditor);
        address by = _actor(Verb.PlaceCollection, creditor, CollectionMessages.placement(id, creditor, p), consent);
        _placed[id][creditor][p.collector] = (uint256(p.until) << 8) | p.scope;
        emit CollectionPlaced(id, creditor, by, p);
    }

    /// @inheritdoc ICollections
    function recall(
        bytes32 id,
        address creditor,
        address collector,
        address party,
        bytes32 reason,
        Consent[] calldata consent
    ) external {
        require(_placed[id][creditor][collector] != 0, NotPlaced(id, creditor, collector));
        require(party == creditor || party == collector, NotCreditor(id, party));
        bytes memory message = CollectionMessages.recall(id, creditor, collector, party, reason);
        address by = _actor(Verb.PlaceCollection, party, message, consent);
        delete _placed[id][creditor][collector];
        emit CollectionRecalled(id, creditor, collector, party, by, reason);
    }

    // --------------------------------------------------------------------------------------------------------- answers

    /// @inheritdoc ICollections
    function answer(
        bytes32 id,
        OpenHeader calldata opened,
        Answer calldata answer_,
        bytes calldata body,
        Consent[] calldata consent
    ) external {
        bytes32 commitment = opened.hash();
        require(LedgerReading.commits(ledger, id, commitment), ILedger.CommitmentMismatch(id, commitment));
        bool hasPayment = answer_.payment != 0;
        require(hasPayment == (answer_.kind != AnswerKind.Reply), PaymentInvalid(answer_.payment));
        _requireContent(answer_.content, body);
        address debtor = opened.header.buyer;
        address by = _actor(Verb.AnswerCollection, debtor, CollectionMessages.answer(id, debtor, answer_), consent);
        emit DebtorAnswered(id, debtor, by, answer_, body);
    }

    // ----------------------------------------------------------------------------------------------------------- plans

    /// @inheritdoc ICollections
    function agreePlan(
        bytes32 id,
        OpenHeader calldata opened,
        address creditor,
        bytes32 plan,
        Consent[] calldata creditorConsent,
        Consent[] calldata debtorConsent
    ) external {
        bytes32 commitment = opened.hash();
        (uint256 word, uint256 token) = LedgerReading.wordsOf(ledger, id);
        require(word.commits(commitment), ILedger.CommitmentMismatch(id, commitment));
        require(_isCollectible(word, token), NothingToCollect(id));
        _requireCreditor(id, token, creditor);
        require(plan != 0, PaymentInvalid(plan));
        address debtor = opened.header.buyer;
        bytes memory ofCreditor = CollectionMessages.plan(commitment, creditor, creditor, plan);
        address creditorBy = _actor(Verb.AgreePlan, creditor, ofCreditor, creditorConsent);
        bytes memory ofDebtor = CollectionMessages.plan(commitment, creditor, debtor, plan);
        address debtorBy = _actor(Verb.AgreePlan, debtor, ofDebtor, debtorConsent);
        emit PlanAgreed(id, creditor, debtor, creditorBy, debtorBy, commitment, plan);
    }

    // ----------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc ICollections
    function agreedOf(address supplier, address buyer) external view returns (bool isAgreed, Schedule memory schedule) {
        uint256 word = _agreed[supplier][buyer];
        if (word != 0) (isAgreed, schedule) = (true, Schedules.unpack(word));
    }

    /// @inheritdoc ICollections
    function adoptedOf(bytes32 id) external view returns (bool isAdopted, Adopted memory adopted) {
        uint256 kept = _adopted[id];
        if (kept == 0) return (false, adopted);
        isAdopted = true;
        adopted.schedule = Schedules.unpack(kept.agreedOf());
        adopted.dueDay = kept.dueDayOf();
        adopted.utcOffset = kept.utcOffsetOf();
        for (uint256 i; i < Schedules.STAGES; ++i) adopted.cycles[i] = uint8(kept.cycleOf(Stage(i)));
        (uint256 word, ) = LedgerReading.wordsOf(ledger, id);
        adopted.isCurrent = kept.isFor(word);
    }

    /// @inheritdoc ICollections
    function earliestOf(bytes32 id, Stage stage) external view returns (uint256) {
        uint256 adopted = _adopted[id];
        return adopted == 0 ? 0 : adopted.next(stage);
    }

    /// @inheritdoc ICollections
    function placedOf(
        bytes32 id,
        address creditor,
        address collector
    ) external view returns (uint8 scope, uint40 until) {
        uint256 word = _placed[id][creditor][collector];
        return (uint8(word), uint40(word >> 8));
    }

    // ----------------------------------------------------------------------------------------------------- who may act

    /// @dev Who consented for a party. What was signed counts once, so its nonce is spent.
    function _actor(
        Verb verb,
        address party,
        bytes memory message,
        Consent[] calldata consent
    ) private returns (address) {
        return consent.length == 0 ? _caller(verb, party) : _signer(verb, party, message, true, consent);
    }

    /// @dev The holder itself, or whom a holder that is a contract calls its factor, as a desk does. A holder that
    /// names whom it likes gives away nothing but its own claim.
    function _requireCreditor(bytes32 id, uint256 token, address creditor) private view {
        address holder = token.holderOf();
        require(
            creditor != address(0) && (creditor == holder || creditor == _factorOf(holder)),
            NotCreditor(id, creditor)
        );
    }

    /// @dev Zero for a holder that names none. It has little gas and no more than a word of its answer is read, so that
    /// it can neither stop nor burden who asks.
    function _factorOf(address holder) private view returns (address factor) {
        (bytes4 selector, uint256 gas_) = (IFactoringDesk.factor.selector, NAMING_GAS);
        assembly ("memory-safe") {
            mstore(0x00, selector)
            let isDone := staticcall(gas_, holder, 0x00, 0x04, 0x00, 0x20)
            if and(isDone, gt(returndatasize(), 0x1f)) {
                factor := mload(0x00)
            }
        }
        factor = address(uint160(factor));
    }

    function _requireCollector(bytes32 id, address creditor, address collector, uint8 scope) private view {
        if (collector == creditor) return;
        uint256 word = _placed[id][creditor][collector];
        require(word & scope != 0 && block.timestamp <= word >> 8, NotPlaced(id, creditor, collector));
    }

    function _isCollectible(uint256 word, uint256 token) private pure returns (bool) {
        if (token & Words.CLOSED != 0) return false;
        Status status = word.statusOf();
        return status == Status.Issued || status == Status.Queried || status == Status.Accepted;
    }

    function _requireContent(bytes32 content, bytes calldata body) private pure {
        require(body.length == 0 || keccak256(body) == content, ContentMismatch(content));
    }
}
