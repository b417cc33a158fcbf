// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {
    Adopted,
    Answer,
    AnswerKind,
    Channel,
    Claim,
    CollectionRecord,
    CollectionStep,
    ContactOutcome,
    Placement,
    RecordKind,
    Schedule,
    Stage
} from "../../../contracts/types/CollectionTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Receivable, Terms} from "../../../contracts/types/Types.sol";
import {FactoringWorld} from "../factoring/FactoringWorld.sol";
import {Typed} from "../support/Typed.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice Collections beside a ledger with desks of factors, and short ways to agree, adopt, record, place and answer.
abstract contract CollectionWorld is FactoringWorld {
    bytes internal constant LETTER = "Dear buyer, invoice 7 is overdue. salt: 8c1f";
    bytes32 internal constant CONTENT = keccak256(LETTER);
    bytes32 internal constant PAPER = keccak256("the terms of the agency");
    int16 internal constant NEVER_DAY = type(int16).max;
    uint8 internal constant ALL_STAGES = 0x7f;
    uint8 internal constant STEPS_SCOPE = 0x80;

    ICollections internal collections;
    Party internal agency;
    /// @dev The next nonce of the other side of an agreement.
    uint256 internal otherNonce = 1 << 32;

    function setUp() public virtual override {
        super.setUp();
        collections = ICollections(_deploy("Collections", abi.encode(ledger)));
        agency = _party("agency");
    }

    // --------------------------------------------------------------------------------------------------- schedules

    /// @dev Seven days before the due date, then one, ten, twenty, thirty and sixty after it, every fourteen days
    /// again; never by an agency.
    function _schedule() internal pure returns (Schedule memory) {
        return Schedule(-7, 1, 10, 20, 30, 60, NEVER_DAY, 14);
    }

    /// @dev As the schedule's fields, by their stage.
    function _dayOf(Schedule memory s, Stage stage) internal pure returns (int256) {
        int16[7] memory days_ = [
            s.preDueDay,
            s.friendlyDay,
            s.firmDay,
            s.finalDay,
            s.preLegalDay,
            s.legalDay,
            s.agencyDay
        ];
        return days_[uint8(stage)];
    }

    /// @dev For collections, whatever `ledger` is for a test of consent.
    function _signedHere(Party memory p, bytes memory message, uint256 nonce) internal view returns (Consent[] memory) {
        Consent memory c;
        (c.signer, c.nonce, c.deadline) = (p.addr, nonce, clock + 1 days);
        bytes32 structHash = Typed.single(message, nonce, c.deadline);
        c.signature = _sign(p.key, Typed.digest(address(collections), chain, structHash));
        return _one(c);
    }

    function _agreed(Schedule memory s, Party memory supplier_, Party memory buyer_) internal {
        bytes memory message = TypedCollections.agreement(supplier_.addr, buyer_.addr, s, buyer_.addr);
        Consent[] memory consent = _signedHere(buyer_, message, otherNonce++);
        vm.prank(supplier_.addr);
        collections.agreeSchedule(supplier_.addr, buyer_.addr, s, _none(), consent);
    }

    function _agreed(Schedule memory s) internal {
        _agreed(s, supplier, buyer);
    }

    function _adoptAs(address sender, Receivable memory r, Schedule memory s, address creditor) internal {
        vm.prank(sender);
        collections.adopt(_id(r), r, s, creditor, _none());
    }

    /// @dev By the supplier, which holds it.
    function _adopt(Receivable memory r, Schedule memory s) internal {
        _adoptAs(supplier.addr, r, s, address(0));
    }

    /// @dev Accepted, with nothing agreed but a due day in thirty days, and under the schedule.
    function _scheduled(uint256 number) internal returns (Receivable memory r) {
        r = _ready(number);
        _agreed(_schedule());
        _adopt(r, _schedule());
    }

    function _adoptedOf(Receivable memory r) internal view returns (Adopted memory adopted) {
        bool isAdopted;
        (isAdopted, adopted) = collections.adoptedOf(_id(r));
        _true(isAdopted, "adopted");
    }

    /// @dev The first second of a day by the clock of the terms.
    function _instantOf(Terms memory t, int256 daysAfterDue) internal pure returns (uint256) {
        int256 day = int256(uint256(t.dueDay)) + daysAfterDue;
        return uint256(day * 1 days - int256(t.utcOffset) * 1 minutes);
    }

    // ----------------------------------------------------------------------------------------------------- records

    /// @dev An e-mail that was sent just now; a demand where one is possible.
    function _entry(Stage stage) internal view returns (CollectionRecord memory entry) {
        entry.kind = stage == Stage.PreDue ? RecordKind.Contact : RecordKind.Demand;
        (entry.stage, entry.channel, entry.outcome) = (stage, Channel.Email, ContactOutcome.Sent);
        (entry.doneAt, entry.nextDay, entry.content) = (uint40(clock), uint32(clock / 1 days + 14), CONTENT);
    }

    function _noClaim() internal pure returns (Claim[] memory) {
        return new Claim[](0);
    }

    function _claim(Receivable memory r, uint256 amount) internal pure returns (Claim[] memory claims) {
        claims = new Claim[](1);
        claims[0] = Claim(_openTerms(r), amount);
    }

    function _recordAs(
        address sender,
        bytes32 id,
        address creditor,
        address collector,
        CollectionRecord memory entry,
        Claim[] memory claims
    ) internal {
        vm.prank(sender);
        collections.record(id, creditor, collector, entry, claims, "", _none());
    }

    /// @dev By the supplier, in its own name.
    function _record(Receivable memory r, CollectionRecord memory entry, Claim[] memory claims) internal {
        _recordAs(supplier.addr, _id(r), supplier.addr, supplier.addr, entry, claims);
    }

    function _record(Receivable memory r, Stage stage) internal {
        _record(r, _entry(stage), _noClaim());
    }

    function _stepAs(address sender, bytes32 id, address creditor, address collector) internal {
        vm.prank(sender);
        collections.takeStep(
            id,
            creditor,
            collector,
            CollectionStep.InsuranceNotification,
            uint40(clock),
            CONTENT,
            _none()
        );
    }

    // -------------------------------------------------------------------------------------------------- placements

    function _placement(address collector, uint8 scope) internal view returns (Placement memory) {
        return Placement(collector, scope, 250_000, uint40(clock + 90 days), PAPER);
    }

    function _placeAs(address sender, bytes32 id, address creditor, Placement memory p) internal {
        vm.prank(sender);
        collections.place(id, creditor, p, _none());
    }

    /// @dev By the supplier with the agency, for whatever the scope says.
    function _place(Receivable memory r, uint8 scope) internal {
        _placeAs(supplier.addr, _id(r), supplier.addr, _placement(agency.addr, scope));
    }

    function _recallAs(address sender, bytes32 id, address creditor, address collector, address party) internal {
        vm.prank(sender);
        collections.recall(id, creditor, collector, party, REASON, _none());
    }

    // ----------------------------------------------------------------------------------------------------- answers

    function _answer(AnswerKind kind) internal view returns (Answer memory a) {
        (a.kind, a.record, a.content) = (kind, keccak256("the record"), CONTENT);
        if (kind == AnswerKind.Reply) return a;
        a.payment = TypedCollections.payment(300_000, uint32(clock / 1 days + 10), keccak256("salt"));
    }

    function _answerAs(address sender, Receivable memory r, Answer memory a, bytes memory body) internal {
        vm.prank(sender);
        collections.answer(_id(r), _openHeader(r), a, body, _none());
    }

    // ------------------------------------------------------------------------------------------------------- plans

    function _plan() internal view returns (bytes32) {
        return TypedCollections.paymentPlan(300_000, uint32(clock / 1 days + 10), keccak256("salt of the plan"));
    }

    function _signedPlan(
        Party memory by,
        Receivable memory r,
        address creditor,
        address party
    ) internal returns (Consent[] memory) {
        return _signedHere(by, TypedCollections.plan(r, creditor, party, _plan()), otherNonce++);
    }

    /// @dev Sent by the creditor, signed by the buyer.
    function _planAs(address creditor, Receivable memory r) internal {
        Consent[] memory consent = _signedPlan(buyer, r, creditor, buyer.addr);
        vm.prank(creditor);
        collections.agreePlan(_id(r), _openHeader(r), creditor, _plan(), _none(), consent);
    }

    // ------------------------------------------------------------------------------------------------------ errors

    function _notCreditor(bytes32 id, address creditor) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICollections.NotCreditor.selector, id, creditor);
    }

    function _notPlaced(bytes32 id, address creditor, address collector) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICollections.NotPlaced.selector, id, creditor, collector);
    }

    function _tooEarly(Receivable memory r, Stage stage, uint256 earliest) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICollections.StageTooEarly.selector, _id(r), stage, earliest);
    }

    function _alreadyRecorded(Receivable memory r, Stage stage, uint256 cycle) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICollections.StageAlreadyRecorded.selector, _id(r), stage, cycle);
    }

    function _outOfRange(bytes32 id, uint256 amount, uint256 undisputed) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ICollections.ClaimOutOfRange.selector, id, amount, undisputed);
    }

    /// @dev For the errors that name the receivable alone.
    function _fault(bytes4 selector, Receivable memory r) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(selector, _id(r));
    }

    function _mismatch(bytes32 id, Receivable memory r) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r));
    }

    function _notAgreed() internal view returns (bytes memory) {
        return abi.encodeWithSelector(ICollections.ScheduleNotAgreed.selector, supplier.addr, buyer.addr);
    }
}
