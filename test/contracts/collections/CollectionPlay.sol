// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {
    Answer,
    AnswerKind,
    Channel,
    Claim,
    CollectionStep,
    ContactOutcome,
    Placement,
    RecordKind,
    Schedule,
    Stage
} from "../../../contracts/types/CollectionTypes.sol";
import {Consent, Outcome, Receivable} from "../../../contracts/types/Types.sol";
import {CollectionModel} from "./CollectionModel.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice A play of a supplier, a buyer, a factor, an agency and a stranger over a few receivables. Anybody tries
/// anything at any time, on the ledger and on collections; what each call must come to is foretold by the model.
abstract contract CollectionPlay is CollectionModel {
    uint256 private constant SCHEDULES = 4;
    uint256 private constant NONCES = 12;

    Party[] internal cast;
    /// @dev Of each receivable, stage and cycle since its days were adopted last, whether it was recorded.
    mapping(bytes32 key => bool) internal recorded;
    uint256[RECEIVABLES] internal epochs;
    string internal broken;
    /// @dev How often a call met an error, and how often a verb was done.
    mapping(bytes4 fault => uint256) internal met;
    mapping(bytes4 verb => uint256) internal done;
    uint256 private nextAmendment;

    function setUp() public virtual override {
        super.setUp();
        cast.push(supplier);
        cast.push(buyer);
        cast.push(factor);
        cast.push(agency);
        cast.push(stranger);
    }

    /// @dev The last is none that may be agreed.
    function _scheduleNumber(uint256 number) private pure returns (Schedule memory) {
        number %= SCHEDULES;
        if (number == 0) return _schedule();
        if (number == 1) return Schedule(-3, 0, 0, 7, 7, 30, 45, 7);
        if (number == 2) return Schedule(NEVER_DAY, 2, NEVER_DAY, 12, 20, NEVER_DAY, 40, 0);
        return Schedule(-3, 5, 4, 7, 7, 30, 45, 7);
    }

    function _someone(uint256 who) private view returns (address) {
        return cast[who % 5].addr;
    }

    // ------------------------------------------------------------------------------------------------------
    // collections

    /// @dev Every call to collections goes through here: it comes to what was foretold, and the ledger stays as it is.
    function _try(address sender, bytes memory call, bytes4 foretold) private returns (bool ok) {
        bytes32 before = _ledgerHash();
        vm.prank(sender);
        bytes memory data;
        (ok, data) = address(collections).call(call);
        bytes4 fault = ok ? bytes4(0) : bytes4(data);
        if (ok) ++done[bytes4(call)];
        else ++met[fault];
        if (fault != foretold) broken = string.concat("foretold: ", vm.toString(bytes32(foretold)));
        if (_ledgerHash() != before) broken = "C5: the ledger was changed";
    }

    function _ledgerHash() private view returns (bytes32 all) {
        for (uint256 i; i < RECEIVABLES; ++i) all = keccak256(abi.encode(all, _seen(i)));
    }

    function agree(uint256 number, uint256 who) external {
        Schedule memory s = _scheduleNumber(number);
        bytes memory message = TypedCollections.agreement(supplier.addr, buyer.addr, s, buyer.addr);
        Consent[] memory consent = _signedHere(buyer, message, otherNonce++);
        address sender = _someone(who % 2);
        bytes4 foretold = sender == supplier.addr ? bytes4(0) : ILedger.NotAuthorised.selector;
        if (number % SCHEDULES == 3) foretold = ICollections.ScheduleInvalid.selector;
        bytes memory call = abi.encodeCall(
            ICollections.agreeSchedule,
            (supplier.addr, buyer.addr, s, _none(), consent)
        );
        if (_try(sender, call, foretold)) (isAgreed, agreed) = (true, s);
    }

    /// @dev One in eight opens what was not committed to, one in four another schedule.
    function adopt(uint256 which, uint256 number, uint256 who, uint256 creditor) external {
        which %= RECEIVABLES;
        Schedule memory s = number % 4 == 0 ? _scheduleNumber(number / 4) : agreed;
        Receivable memory r = items[which];
        if (number % 8 == 1) r.terms.dueDay += 9;
        address of_ = creditor % 2 == 0 ? _seen(which).holder : _someone(creditor);
        address sender = who % 2 == 0 ? of_ : _someone(who);
        bytes4 foretold = _foretellAdoption(r, which, s, of_, sender);
        if (!_try(sender, abi.encodeCall(ICollections.adopt, (_id(r), r, s, of_, _none())), foretold)) return;
        if (!_noteAdoption(which, s)) ++epochs[which];
    }

    function record(uint256 which, uint256 dice, uint256 who, uint96 amount) external {
        Asked memory a = _asked(which % RECEIVABLES, dice, who, amount);
        bytes4 foretold = _foretellRecord(a);
        bool isCarried = dice % 3 == 0;
        uint256 nonce = (dice >> 200) % NONCES;
        address sender = isCarried ? relayer.addr : _collectorOrSomeone(a, who);
        if (foretold == 0 && isCarried && spent[a.collector][nonce]) foretold = ILedger.NonceAlreadySpent.selector;
        if (foretold == 0 && !isCarried && sender != a.collector) foretold = ILedger.NotAuthorised.selector;
        Receivable memory r = items[a.which];
        Claim[] memory claims = a.isOpened ? _claim(r, a.amount) : _noClaim();
        Consent[] memory consent = isCarried ? _signedRecord(a, nonce) : _none();
        bytes memory call = abi.encodeCall(
            ICollections.record,
            (_id(r), a.creditor, a.collector, a.entry, claims, "", consent)
        );
        if (!_try(sender, call, foretold)) return;
        if (isCarried) spent[a.collector][nonce] = true;
        _noteRecord(a);
    }

    function _asked(uint256 which, uint256 dice, uint256 who, uint96 amount) private view returns (Asked memory a) {
        // Every other record is of one stage, so that it is met again in its cycle.
        (a.which, a.entry) = (which, _entry((dice >> 120) % 2 == 0 ? Stage.Friendly : Stage((dice >> 8) % 7)));
        (a.entry.kind, a.entry.channel) = (RecordKind((dice >> 16) % 2), Channel((dice >> 24) % 6));
        (a.entry.outcome, a.entry.nextDay) = (ContactOutcome((dice >> 32) % 8), uint32(dice >> 40));
        a.entry.doneAt = uint40(clock - ((dice >> 80) % 4) * 3 days);
        if ((dice >> 88) % 16 == 0) ++a.entry.doneAt;
        a.creditor = (dice >> 96) % 8 == 0 ? _someone(who) : _seen(which).holder;
        a.collector = (dice >> 104) % 2 == 0 ? a.creditor : _someone(who);
        (a.isOpened, a.amount) = ((dice >> 112) % 2 == 0, amount % 1_100_000);
    }

    function _collectorOrSomeone(Asked memory a, uint256 who) private view returns (address) {
        return who % 7 == 0 ? _someone(who / 7) : a.collector;
    }

    function _signedRecord(Asked memory a, uint256 nonce) private view returns (Consent[] memory) {
        bytes32 id = _id(items[a.which]);
        bytes memory message = TypedCollections.record(id, a.creditor, a.collector, a.entry, a.isOpened ? a.amount : 0);
        for (uint256 i; i < 5; ++i) {
            if (cast[i].addr == a.collector) return _signedHere(cast[i], message, nonce);
        }
        return _none();
    }

    /// @dev Looks at what was recorded with its own eyes, whatever was foretold.
    function _noteRecord(Asked memory a) private {
        address holder = token.ownerOf(uint256(_id(items[a.which])));
        if (a.creditor != holder) broken = "C4: recorded for somebody else than the holder";
        if (!_mayCollect(a, uint8(a.entry.stage))) broken = "C4: recorded by somebody whom nobody placed it with";
        Standing storage s = standings[a.which];
        if (!s.isAdopted) return;
        if (a.isOpened && a.amount > _undisputed(a.which)) broken = "C3: asked for what is disputed";
        if (!a.isOpened && _seen(a.which).disputed != 0) broken = "C3: asked for all where a part is disputed";
        (uint256 stage, uint256 cycle) = (uint8(a.entry.stage), _cycleOf(s, a.entry));
        uint256 first = _firstOf(s, _daysOf(s, stage));
        if (a.entry.doneAt < first || clock < first) broken = "C1: recorded before its day";
        bytes32 key = keccak256(abi.encode(a.which, epochs[a.which], stage, cycle));
        if (recorded[key]) broken = "C2: recorded twice in a cycle";
        (recorded[key], s.cycles[stage]) = (true, cycle);
    }

    function _daysOf(Standing storage s, uint256 stage) private view returns (int16) {
        return int16(_dayOf(s.schedule, Stage(stage)));
    }

    function step(uint256 which, uint256 dice, uint256 who) external {
        Asked memory a = _asked(which % RECEIVABLES, dice, who, 0);
        address sender = _collectorOrSomeone(a, who);
        bytes4 foretold = sender == a.collector ? bytes4(0) : ILedger.NotAuthorised.selector;
        if (!_mayCollect(a, 7)) foretold = ICollections.NotPlaced.selector;
        if (a.creditor != _seen(a.which).holder) foretold = ICollections.NotCreditor.selector;
        if (a.entry.doneAt > clock) foretold = ICollections.RecordInFuture.selector;
        bytes memory call = abi.encodeCall(
            ICollections.takeStep,
            (_id(items[a.which]), a.creditor, a.collector, CollectionStep(dice % 4), a.entry.doneAt, CONTENT, _none())
        );
        _try(sender, call, foretold);
    }

    function place(uint256 which, uint256 who, uint256 creditor, uint8 scope, uint40 lasts) external {
        which %= RECEIVABLES;
        Placement memory p = Placement(_someone(who), scope, uint32(who % 1_100_000), 0, PAPER);
        p.until = uint40(clock + (lasts % 40 days));
        if (lasts % 16 == 0) p.until = uint40(clock - 1);
        address of_ = creditor % 4 == 0 ? _someone(creditor) : _seen(which).holder;
        address sender = who % 8 == 0 ? _someone(who / 8) : of_;
        bytes4 foretold = _foretellPlacement(which, of_, p, sender);
        bytes memory call = abi.encodeCall(ICollections.place, (_id(items[which]), of_, p, _none()));
        if (_try(sender, call, foretold)) placements[which][of_][p.collector] = p;
    }

    function recall(uint256 which, uint256 creditor, uint256 collector, uint256 party) external {
        which %= RECEIVABLES;
        (address of_, address with, address by) = (_someone(creditor), _someone(collector), _someone(party));
        bytes4 foretold = by == of_ || by == with ? bytes4(0) : ICollections.NotCreditor.selector;
        if (placements[which][of_][with].scope == 0) foretold = ICollections.NotPlaced.selector;
        bytes memory call = abi.encodeCall(ICollections.recall, (_id(items[which]), of_, with, by, REASON, _none()));
        if (_try(by, call, foretold)) delete placements[which][of_][with];
    }

    function answer(uint256 which, uint256 who, uint8 kind, bool named) external {
        Receivable memory r = items[which % RECEIVABLES];
        (address sender, Answer memory a) = (_someone(who), _answer(AnswerKind(kind % 3)));
        if (!named) a.payment = 0;
        bytes4 foretold = sender == buyer.addr ? bytes4(0) : ILedger.NotAuthorised.selector;
        if (named && a.kind == AnswerKind.Reply) a.payment = PAPER;
        if (named == (a.kind == AnswerKind.Reply)) foretold = ICollections.PaymentInvalid.selector;
        _try(sender, abi.encodeCall(ICollections.answer, (_id(r), _openHeader(r), a, "", _none())), foretold);
    }

    /// @dev Either side sends it with the signature of the other, or without.
    function plan(uint256 which, uint256 who, uint256 dice) external {
        which %= RECEIVABLES;
        Receivable memory r = items[which];
        address creditor = who % 4 == 0 ? _someone(who / 4) : _seen(which).holder;
        bool byBuyer = dice % 2 == 0;
        address sender = byBuyer ? buyer.addr : creditor;
        Consent[] memory one = _consentToPlan(byBuyer ? _partyOf(creditor) : buyer, r, creditor, dice / 2);
        bytes32 plan_ = dice % 16 < 2 ? bytes32(0) : _plan();
        bytes4 foretold = _foretellPlan(which, creditor, plan_);
        bool isSigned = one.length != 0 || creditor == buyer.addr;
        if (foretold == 0 && !isSigned) foretold = ILedger.NotAuthorised.selector;
        (Consent[] memory first, Consent[] memory second) = byBuyer ? (one, _none()) : (_none(), one);
        bytes memory call = abi.encodeCall(
            ICollections.agreePlan,
            (_id(r), _openHeader(r), creditor, plan_, first, second)
        );
        _try(sender, call, foretold);
    }

    function _consentToPlan(
        Party memory by,
        Receivable memory r,
        address creditor,
        uint256 dice
    ) private returns (Consent[] memory) {
        address party = by.addr == buyer.addr ? buyer.addr : creditor;
        return dice % 4 == 0 ? _none() : _signedPlan(by, r, creditor, party);
    }

    // ----------------------------------------------------------------------------------------------------- the ledger

    function wait(uint256 hours_) external {
        _warp(clock + (hours_ % 240) * 1 hours);
    }

    function _onLedger(address sender, bytes memory call) private returns (bool ok) {
        vm.prank(sender);
        (ok, ) = address(ledger).call(call);
    }

    function accept(uint256 which) external {
        Receivable memory r = items[which % RECEIVABLES];
        _onLedger(buyer.addr, abi.encodeCall(ledger.accept, (_openHeader(r), _unopened(), _none())));
    }

    /// @dev Amount, due day or zone change, or the salt alone.
    function amend(uint256 which, uint256 dice) external {
        which %= RECEIVABLES;
        Receivable memory next = _next(items[which]);
        if (dice % 4 == 0) next.terms.amount += 1;
        if (dice % 4 == 1) next.terms.dueDay += 5;
        if (dice % 4 == 2) next.terms.utcOffset = -next.terms.utcOffset % 720;
        next.terms.salt = keccak256(abi.encode(++nextAmendment));
        Party memory holder = _partyOf(_seen(which).holder);
        Consent[] memory first = _amendment(holder, items[which], next, nextAmendment);
        Consent[] memory second = _amendment(supplier, items[which], next, nextAmendment);
        bytes memory call = abi.encodeCall(ledger.amend, (items[which], next, first, second, _none()));
        if (_onLedger(buyer.addr, call)) items[which] = next;
    }

    function _partyOf(address account) private view returns (Party memory) {
        for (uint256 i; i < 5; ++i) if (cast[i].addr == account) return cast[i];
        return supplier;
    }

    function dispute(uint256 which, uint96 amount) external {
        Receivable memory r = items[which % RECEIVABLES];
        uint256 part = 1 + (amount % 400_000);
        _onLedger(buyer.addr, abi.encodeCall(ledger.dispute, (r, part, 1, EVIDENCE, _none())));
    }

    function resolve(uint256 which, uint96 amount, bool isConceded) external {
        which %= RECEIVABLES;
        uint256 disputed = _seen(which).disputed;
        // What is conceded is little, so that a play does not end by all being settled.
        uint256 part = 1 + (amount % 20_000);
        if (!isConceded && amount % 2 == 0) part = disputed;
        address sender = isConceded ? _seen(which).holder : buyer.addr;
        Outcome outcome = isConceded ? Outcome.Conceded : Outcome.Withdrawn;
        _onLedger(sender, abi.encodeCall(ledger.resolve, (items[which], part, outcome, EVIDENCE, _none())));
    }

    function pay(uint256 which, uint96 amount) external {
        Receivable memory r = items[which % RECEIVABLES];
        uint256 most = amount % 256 == 0 ? MAX : 1 + (amount % 20_000);
        _onLedger(buyer.addr, abi.encodeCall(ledger.pay, (_id(r), _openTerms(r), most, _none())));
    }

    function transfer(uint256 which, uint256 to) external {
        uint256 id = uint256(_id(items[which % RECEIVABLES]));
        address holder = token.ownerOf(id);
        vm.prank(holder);
        token.transferFrom(holder, _someone(to), id);
    }

    // ----------------------------------------------------------------------------------------------------- what stands

    function _checkEverything() internal view {
        vm.assertEq(broken, "", "nothing is broken");
        (bool isAgreed_, Schedule memory s) = collections.agreedOf(supplier.addr, buyer.addr);
        _true(isAgreed_ == isAgreed, "C6: agreed");
        _eq(TypedCollections.hash(s), TypedCollections.hash(agreed), "C6: what is agreed");
        for (uint256 i; i < RECEIVABLES; ++i) {
            _checkStanding(i);
            _checkPlacements(i);
        }
        for (uint256 i; i < 5; ++i) {
            for (uint256 n; n < NONCES; ++n) {
                address signer = cast[i].addr;
                _true(collections.isSpent(signer, n) == spent[signer][n], "C6: nonces");
            }
        }
    }

    function _checkPlacements(uint256 which) private view {
        for (uint256 i; i < 25; ++i) {
            (address of_, address with) = (_someone(i / 5), _someone(i % 5));
            (uint8 scope, uint40 until) = collections.placedOf(_id(items[which]), of_, with);
            Placement storage p = placements[which][of_][with];
            _true(scope == p.scope && until == p.until, "C6: placed");
        }
    }
}
