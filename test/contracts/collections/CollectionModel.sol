// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {
    Adopted,
    CollectionRecord,
    Placement,
    RecordKind,
    Schedule,
    Stage
} from "../../../contracts/types/CollectionTypes.sol";
import {Receivable, Status, Terms} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {CollectionWorld} from "./CollectionWorld.sol";
import {ScheduleModel} from "./ScheduleModel.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice What collections must answer and keep, from the words of the manual alone: plain maps and lists, no packed
/// words. It foretells of each call the error that it meets, or zero.
abstract contract CollectionModel is CollectionWorld {
    struct Standing {
        bool isAdopted;
        Schedule schedule;
        bytes32 commitment;
        uint32 dueDay;
        int16 zone;
        uint256[7] cycles;
    }

    struct Asked {
        uint256 which;
        address creditor;
        address collector;
        CollectionRecord entry;
        /// @dev Whether the terms are opened, and what is asked for.
        bool isOpened;
        uint256 amount;
    }

    uint256 internal constant RECEIVABLES = 3;

    Receivable[RECEIVABLES] internal items;
    Schedule internal agreed;
    bool internal isAgreed;
    mapping(uint256 which => Standing) internal standings;
    mapping(uint256 which => mapping(address => mapping(address => Placement))) internal placements;
    mapping(address signer => mapping(uint256 nonce => bool)) internal spent;

    function setUp() public virtual override {
        super.setUp();
        int16[3] memory zones = [int16(-720), 345, 840];
        for (uint256 i; i < RECEIVABLES; ++i) {
            Terms memory t = _plainTerms();
            (t.dueDay, t.utcOffset) = (uint32(TODAY + 3 + 10 * i), zones[i]);
            items[i] = _make(i, t);
            if (i == 0) _issue(items[i]);
            else _accepted(items[i]);
        }
    }

    function _seen(uint256 which) internal view returns (ReceivableView memory) {
        return _state(items[which]);
    }

    // ------------------------------------------------------------------------------------------------------- foretold

    function _foretellAdoption(
        Receivable memory r,
        uint256 which,
        Schedule memory s,
        address creditor,
        address sender
    ) internal view returns (bytes4) {
        Standing storage standing = standings[which];
        bytes32 commitment = Typed.hash(r);
        if (Typed.hash(items[which]) != commitment) return ILedger.CommitmentMismatch.selector;
        bool isThat = isAgreed && TypedCollections.hash(s) == TypedCollections.hash(agreed);
        if (!isThat) return ICollections.ScheduleNotAgreed.selector;
        bool isCurrent = standing.isAdopted && standing.commitment == commitment;
        if (isCurrent) return ICollections.ScheduleAlreadyAdopted.selector;
        address holder = _seen(which).holder;
        if (holder == supplier.addr) return 0;
        if (creditor != holder) return ICollections.NotCreditor.selector;
        return sender == creditor ? bytes4(0) : ILedger.NotAuthorised.selector;
    }

    function _foretellRecord(Asked memory a) internal view returns (bytes4) {
        ReceivableView memory v = _seen(a.which);
        if (a.entry.doneAt > clock) return ICollections.RecordInFuture.selector;
        bool isDemand = a.entry.kind == RecordKind.Demand;
        if (isDemand && a.entry.stage == Stage.PreDue) return ICollections.DemandTooEarly.selector;
        bool isOwed = v.status == Status.Issued || v.status == Status.Queried || v.status == Status.Accepted;
        if (!isOwed || v.closed) return ICollections.NothingToCollect.selector;
        if (a.creditor != v.holder) return ICollections.NotCreditor.selector;
        if (!_mayCollect(a, uint8(a.entry.stage))) return ICollections.NotPlaced.selector;
        if (a.isOpened && (a.amount == 0 || a.amount > _undisputed(a.which))) {
            return ICollections.ClaimOutOfRange.selector;
        }
        return _foretellStage(a, v.disputed != 0);
    }

    function _foretellStage(Asked memory a, bool isDisputed) private view returns (bytes4) {
        Standing storage s = standings[a.which];
        if (!s.isAdopted) return 0;
        if (s.commitment != Typed.hash(items[a.which])) return ICollections.ScheduleOutdated.selector;
        uint256 stage = uint8(a.entry.stage);
        int16 day = ScheduleModel.daysOf(s.schedule)[stage];
        bool isTime = day != ScheduleModel.NEVER && a.entry.doneAt >= _firstOf(s, day);
        if (!isTime) return ICollections.StageTooEarly.selector;
        if (_cycleOf(s, a.entry) <= s.cycles[stage]) return ICollections.StageAlreadyRecorded.selector;
        return isDisputed && !a.isOpened ? ICollections.ClaimMissing.selector : bytes4(0);
    }

    function _foretellPlacement(
        uint256 which,
        address creditor,
        Placement memory p,
        address sender
    ) internal view returns (bytes4) {
        bool isWrong = p.collector == address(0) || p.collector == creditor || p.scope == 0;
        if (isWrong || p.fee > 1_000_000 || p.until < clock) return ICollections.PlacementInvalid.selector;
        if (creditor != _seen(which).holder) return ICollections.NotCreditor.selector;
        return sender == creditor ? bytes4(0) : ILedger.NotAuthorised.selector;
    }

    /// @dev Before anybody's consent is looked at.
    function _foretellPlan(uint256 which, address creditor, bytes32 plan) internal view returns (bytes4) {
        ReceivableView memory v = _seen(which);
        bool isOwed = v.status == Status.Issued || v.status == Status.Queried || v.status == Status.Accepted;
        if (!isOwed || v.closed) return ICollections.NothingToCollect.selector;
        if (creditor != v.holder) return ICollections.NotCreditor.selector;
        return plan == 0 ? ICollections.PaymentInvalid.selector : bytes4(0);
    }

    // ---------------------------------------------------------------------------------------------------------
    // reckoned

    /// @dev What is open and not disputed; never below nought.
    function _undisputed(uint256 which) internal view returns (uint256) {
        ReceivableView memory v = _seen(which);
        uint256 face = items[which].terms.amount;
        return face > v.settled + v.disputed ? face - v.settled - v.disputed : 0;
    }

    /// @param bit Of the scope: the stage, or seven for steps.
    function _mayCollect(Asked memory a, uint8 bit) internal view returns (bool) {
        if (a.collector == a.creditor) return true;
        Placement storage p = placements[a.which][a.creditor][a.collector];
        return (p.scope / 2 ** bit) % 2 == 1 && clock <= p.until;
    }

    function _firstOf(Standing storage s, int16 day) internal view returns (uint256) {
        int256 first = (int256(uint256(s.dueDay)) + day) * 86_400 - int256(s.zone) * 60;
        return first < 0 ? 0 : uint256(first);
    }

    function _cycleOf(Standing storage s, CollectionRecord memory entry) internal view returns (uint256) {
        uint256 first = _firstOf(s, ScheduleModel.daysOf(s.schedule)[uint8(entry.stage)]);
        return ScheduleModel.cycleAt(first, s.schedule.cycleDays, entry.doneAt);
    }

    // ------------------------------------------------------------------------------------------------------------
    // noted

    /// @return isSame Whether due day, zone and schedule stay as they were, and with them the cycles.
    function _noteAdoption(uint256 which, Schedule memory s) internal returns (bool isSame) {
        Standing storage standing = standings[which];
        Terms memory t = items[which].terms;
        isSame =
            standing.isAdopted &&
            TypedCollections.hash(standing.schedule) == TypedCollections.hash(s) &&
            standing.dueDay == t.dueDay &&
            standing.zone == t.utcOffset;
        if (!isSame) delete standing.cycles;
        (standing.isAdopted, standing.schedule, standing.commitment) = (true, s, Typed.hash(items[which]));
        (standing.dueDay, standing.zone) = (t.dueDay, t.utcOffset);
    }

    // ------------------------------------------------------------------------------------------------------- what
    // stands

    function _checkStanding(uint256 which) internal view {
        Standing storage s = standings[which];
        (bool isAdopted, Adopted memory kept) = collections.adoptedOf(_id(items[which]));
        _true(isAdopted == s.isAdopted, "C6: adopted");
        if (!isAdopted) return;
        _eq(TypedCollections.hash(kept.schedule), TypedCollections.hash(s.schedule), "C6: schedule");
        _true(kept.dueDay == s.dueDay && kept.utcOffset == s.zone, "C6: due day and zone");
        _true(kept.isCurrent == (s.commitment == Typed.hash(items[which])), "C6: current");
        for (uint8 i; i < 7; ++i) {
            _eq(kept.cycles[i], s.cycles[i], "C6: cycle");
            _eq(collections.earliestOf(_id(items[which]), Stage(i)), _nextOf(s, i), "C6: next");
        }
    }

    function _nextOf(Standing storage s, uint256 stage) private view returns (uint256) {
        int16 day = ScheduleModel.daysOf(s.schedule)[stage];
        (uint256 cycle, uint256 cycleDays) = (s.cycles[stage], s.schedule.cycleDays);
        bool isOver = day == ScheduleModel.NEVER || cycle == 255 || (cycle != 0 && cycleDays == 0);
        return isOver ? MAX : _firstOf(s, day) + cycle * cycleDays * 86_400;
    }
}
