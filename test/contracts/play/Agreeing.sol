// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Clarification,
    ClarificationAction,
    ClarificationReason,
    Consent,
    OpenHeader,
    Receivable,
    Status,
    Terms,
    Verb
} from "../../../contracts/types/Types.sol";
import {Derived} from "../../../contracts/libraries/Derived.sol";
import {Messages} from "../../../contracts/libraries/Messages.sol";
import {Typed} from "../support/Typed.sol";
import {Judging} from "./Judging.sol";

/// @notice Acts on what the parties agree and on who holds it. Each is done only where the specification allows it, in
/// one of the ways of consent, so that none may revert.
abstract contract Agreeing is Judging {
    // ------------------------------------------------------------------------------------------------ issue and answer

    function issue(uint256 seed, uint256 way) external act {
        if (issued == MOST) return;
        Receivable memory r = _invent(seed);
        if (notes[Typed.idOf(r.header)].commitment != 0) return;
        bool open = way & 16 == 0;
        bytes32 content = open ? bytes32(0) : keccak256("content");
        bytes memory message = Typed.issuance(Typed.hash(r), content);
        (address sender, Consent[] memory consent) = _consent(way, r.header.supplier, Verb.Issue, message);
        Consent[] memory ofBuyer = _none();
        if (way & 32 != 0) ofBuyer = _signs(_named(r.header.buyer), Typed.acceptance(Typed.hash(r)));
        OpenHeader memory opened = _openHeader(r);
        vm.prank(sender);
        if (open) ledger.issue(r, consent, ofBuyer);
        else ledger.issueSealed(opened, "content", consent, ofBuyer);
        issued += 1;
        _begins(r, way & 32 == 0 ? Status.Issued : Status.Accepted, r.header.supplier);
    }

    function accept(uint256 seed, uint256 way) external act {
        Seen memory p = _find(seed, ISSUED | QUERIED, false);
        if (p.id == 0) return;
        bytes memory message = Typed.acceptance(notes[p.id].commitment);
        (address sender, Consent[] memory consent) = _consent(way, p.r.header.buyer, Verb.Accept, message);
        OpenHeader memory opened = _openHeader(p.r);
        vm.prank(sender);
        ledger.accept(opened, _unopened(), consent);
        _judge(p, _done(Act.Accept, p.r.header.buyer, 0));
    }

    function query(uint256 seed, uint256 way) external act {
        Seen memory p = _find(seed, ISSUED | QUERIED, false);
        if (p.id == 0) return;
        Clarification memory c = _clarification(seed);
        bytes memory message = _clarifies(Messages.QUERY, p.id, c);
        (address sender, Consent[] memory consent) = _consent(way, p.r.header.buyer, Verb.Query, message);
        OpenHeader memory opened = _openHeader(p.r);
        vm.prank(sender);
        ledger.query(opened, _unopened(), c, consent);
        _spends(consent);
        _judge(p, _done(Act.Query, p.r.header.buyer, 0));
    }

    function reject(uint256 seed, uint256 way) external act {
        Seen memory p = _find(seed, ISSUED | QUERIED, false);
        if (p.id == 0) return;
        Clarification memory c = _clarification(seed);
        bytes memory message = _clarifies(Messages.REJECTION, p.id, c);
        (address sender, Consent[] memory consent) = _consent(way, p.r.header.buyer, Verb.Reject, message);
        OpenHeader memory opened = _openHeader(p.r);
        vm.prank(sender);
        ledger.reject(opened, _unopened(), c, consent);
        _spends(consent);
        _judge(p, _done(Act.Reject, p.r.header.buyer, 0));
    }

    /// @dev Any reason but that it was partly paid, with a text.
    function _clarification(uint256 seed) internal pure returns (Clarification memory c) {
        c.reason = ClarificationReason((seed >> 16) % 12);
        c.action = ClarificationAction((seed >> 24) % 7);
        c.text = keccak256("text");
    }

    function _clarifies(bytes32 typeHash, bytes32 id, Clarification memory c) private view returns (bytes memory) {
        return abi.encode(typeHash, notes[id].commitment, c.reason, c.action, c.text);
    }

    // ----------------------------------------------------------------------------------------------------- amendments

    function amend(uint256 seed, uint256 invention) external act {
        Seen memory p = _find(seed, LIVE | REJECTED, true);
        if (p.id == 0 || p.r.header.revision > 9_000) return;
        if (p.s.status != Status.Accepted && p.s.lateDays | p.s.chargesSettled != 0) return;
        Receivable memory amended = _revised(p, invention);
        Consent[][3] memory consents;
        Done memory d = _done(Act.Amend, p.s.holder, 0);
        (d.by[1], d.by[2]) = (p.r.header.supplier, p.r.header.buyer);
        for (uint256 i; i < 3; ++i) {
            consents[i] = _none();
            bool twice = i == 1 && d.by[0] == d.by[1];
            if (twice || (i == 2 && p.s.status != Status.Accepted)) continue;
            bytes32 commitment = notes[p.id].commitment;
            consents[i] = _signs(
                _named(d.by[i]),
                abi.encode(Messages.AMENDMENT, commitment, Typed.hash(amended), d.by[i])
            );
            _spends(consents[i]);
        }
        vm.prank(relayer.addr);
        ledger.amend(p.r, amended, consents[0], consents[1], consents[2]);
        _rewrite(amended);
        _judge(p, d);
    }

    /// @dev As invented, but for what was settled already, and without a new discount on the whole after a payment.
    function _revised(Seen memory p, uint256 invention) internal view returns (Receivable memory r) {
        (r.header, r.terms) = (book[p.id].header, _inventTerms(invention));
        r.header.revision += 1 + uint32(invention % 3);
        r.header.policy = _inventPolicy(invention >> 236);
        r.document = keccak256(abi.encode(invention, "amended"));
        r.terms.salt = keccak256(abi.encode(r.header.revision, invention));
        if (r.terms.amount < p.s.settled) r.terms.amount = uint96(p.s.settled + (invention % 3));
        if (p.s.settled | p.s.chargesSettled != 0) r.terms.currency = p.r.terms.currency;
        if (p.s.settled == p.s.credited || _isOnWhole(p.r.terms) || r.terms.discountOnParts) return r;
        (r.terms.discount1, r.terms.discountDay1, r.terms.slidingRate) = (0, 0, 0);
        (r.terms.discount2, r.terms.discountDay2) = (0, 0);
    }

    function debit(uint256 seed, uint256 amount) external act {
        Seen memory p = _find(seed, ACCEPTED, true);
        if (p.id == 0 || p.r.header.revision > 9_000 || p.r.terms.amount > 1e12) return;
        amount = _bound(amount, 1, 1e9);
        Consent[] memory ofHolder = _signs(_named(p.s.holder), _debits(p.id, p.s.holder, amount));
        Consent[] memory ofBuyer = _signs(_named(p.r.header.buyer), _debits(p.id, p.r.header.buyer, amount));
        vm.prank(relayer.addr);
        ledger.debit(p.r, amount, REASON, ofHolder, ofBuyer);
        _spends(ofHolder);
        _spends(ofBuyer);
        Receivable memory debited = book[p.id];
        debited.terms.amount += uint96(amount);
        debited.header.revision += 1;
        _rewrite(debited);
        Done memory d = _done(Act.Debit, p.s.holder, amount);
        d.by[1] = p.r.header.buyer;
        _judge(p, d);
    }

    function _debits(bytes32 id, address party, uint256 amount) private view returns (bytes memory) {
        return abi.encode(Messages.DEBIT, notes[id].commitment, party, amount, REASON);
    }

    function accelerate(uint256 seed, uint256 way) external act {
        (bytes32 id, bytes32 overdue) = _callable(seed);
        if (id == 0) return;
        Seen memory p = _see(id);
        bytes memory message = abi.encode(
            Messages.ACCELERATION,
            notes[id].commitment,
            notes[overdue].commitment,
            p.s.holder
        );
        (address sender, Consent[] memory consent) = _consent(way, p.s.holder, Verb.Accelerate, message);
        Receivable memory earlier = book[overdue];
        vm.prank(sender);
        ledger.accelerate(p.r, earlier, consent);
        _spends(consent);
        Receivable memory called = book[id];
        called.terms.dueDay = uint32(_today(called.terms));
        called.header.revision += 1;
        Derived.tidy(called.terms);
        _rewrite(called);
        _judge(p, _done(Act.Accelerate, p.s.holder, 0));
    }

    /// @dev A line that can be called due, and the earlier one that is in default. Nought where there is none.
    function _callable(uint256 seed) private view returns (bytes32, bytes32) {
        for (uint256 i; i < ids.length; ++i) {
            bytes32 id = ids[((seed % ids.length) + i) % ids.length];
            (Notes storage n, Receivable storage r) = (notes[id], book[id]);
            if (n.odd || n.status != Status.Accepted || n.closed || r.terms.accelerationDays == 0) continue;
            if (_today(r.terms) >= r.terms.dueDay || r.header.revision > 9_000) continue;
            bytes32 overdue = _defaulted(r);
            if (overdue != 0) return (id, overdue);
        }
        return (0, 0);
    }

    function _defaulted(Receivable storage r) private view returns (bytes32) {
        for (uint256 j; j < ids.length; ++j) {
            bytes32 id = ids[j];
            Receivable storage o = book[id];
            bool earlier = o.header.line < r.header.line && o.header.invoice == r.header.invoice;
            if (!earlier || o.header.supplier != r.header.supplier || o.header.buyer != r.header.buyer) continue;
            if (notes[id].odd || notes[id].status != Status.Accepted || notes[id].closed) continue;
            if (_today(o.terms) <= uint256(o.terms.dueDay) + r.terms.accelerationDays) continue;
            Seen memory p = _see(id);
            if (p.q.open > p.s.disputed) return id;
        }
        return 0;
    }

    // ----------------------------------------------------------------------------------------------------------- parts

    function split(uint256 seed, uint256 way, uint256 cut) external act {
        Seen memory p = _splittable(seed);
        if (p.id == 0) return;
        uint96[] memory amounts = _amounts(p.q.open, cut, _leastPart(p.r));
        bytes32 listed = keccak256(
            amounts.length == 2 ? abi.encode(amounts[0], amounts[1]) : abi.encode(amounts[0], amounts[1], amounts[2])
        );
        bytes memory message = abi.encode(Messages.SPLIT, notes[p.id].commitment, p.s.holder, listed);
        (address sender, Consent[] memory consent) = _consent(way, p.s.holder, Verb.Split, message);
        vm.prank(sender);
        ledger.split(p.r, amounts, consent);
        _spends(consent);
        _judge(p, _done(Act.Split, p.s.holder, 0));
        _partsBegin(p, amounts);
    }

    /// @dev The first receivable that can be split.
    function _splittable(uint256 seed) private view returns (Seen memory none) {
        uint256 count = ids.length;
        for (uint256 i; i < count && count + 3 <= MOST_WITH_PARTS; ++i) {
            bytes32 id = ids[((seed % count) + i) % count];
            Notes storage n = notes[id];
            if (n.status != Status.Accepted || n.closed || n.writtenOff || n.odd || n.advices != 0) continue;
            if (book[id].header.policy & 4 == 0) continue;
            Seen memory p = _see(id);
            Terms memory t = p.r.terms;
            bool slides = t.slidingRate != 0 && !t.discountOnParts && _today(t) < t.dueDay;
            if (slides && p.s.settled != p.s.credited) continue;
            if (p.q.open < 3 * _leastPart(p.r)) continue;
            if (p.s.disputed == 0 && p.q.charges | p.s.chargesSettled == 0) return p;
        }
    }

    /// @dev None below `least`, of which three go into what is open.
    function _amounts(uint256 open, uint256 cut, uint256 least) internal pure returns (uint96[] memory amounts) {
        amounts = new uint96[](2 + (cut % 2));
        amounts[0] = uint96(least + ((cut >> 8) % (open - 3 * least + 1)));
        if (amounts.length == 3) amounts[1] = uint96(least + ((cut >> 128) % (open - amounts[0] - 2 * least + 1)));
        amounts[amounts.length - 1] = uint96(open - amounts[0] - amounts[1]);
    }

    /// @dev What the parts must be, and that they add up.
    function _partsBegin(Seen memory p, uint96[] memory amounts) internal {
        Terms memory whole = _whole(p);
        Terms memory sum;
        uint256 before;
        for (uint256 i; i < amounts.length; ++i) {
            Receivable memory part = book[p.id];
            (part.header.invoice, part.header.line) = (p.id, 10_000 + uint32(i));
            part.terms.amount = amounts[i];
            part.terms.slidingRate = whole.slidingRate;
            part.terms.discount1 = _share(whole.discount1, before, amounts[i], p.q.open);
            part.terms.discount2 = _share(whole.discount2, before, amounts[i], p.q.open);
            part.terms.fixedSum = _share(whole.fixedSum, before, amounts[i], p.q.open);
            part.terms.salt = keccak256(abi.encode(p.r.terms.salt, i));
            (sum.amount, sum.fixedSum) = (sum.amount + amounts[i], sum.fixedSum + part.terms.fixedSum);
            (sum.discount1, sum.discount2) = (
                sum.discount1 + part.terms.discount1,
                sum.discount2 + part.terms.discount2
            );
            Derived.tidy(part.terms);
            parts += 1;
            _must(amounts[i] >= _leastPart(p.r), 19, "a part is as large as the policy asks for");
            bytes32 id = _begins(part, Status.Accepted, p.s.holder);
            _must(
                lens.stateOf(id).part && lens.stateOf(id).locked == p.s.locked,
                19,
                "a part is one, as free as its whole"
            );
            _must(bytes30(notes[id].commitment) == lens.stateOf(id).commitment, 19, "a part's agreement");
            before += amounts[i];
        }
        _must(sum.amount == p.q.open && sum.fixedSum == whole.fixedSum, 19, "parts add up to what was open");
        _must(sum.discount1 == whole.discount1 && sum.discount2 == whole.discount2, 19, "discounts of parts add up");
    }

    /// @dev What settling everything would still earn: the discount on what was paid before comes with it, unless parts
    /// earned their own or it is spent.
    function _whole(Seen memory p) private pure returns (Terms memory t) {
        bool onParts = p.r.terms.discountOnParts;
        uint256 owed = p.q.open + (onParts ? 0 : p.s.settled - p.s.credited);
        bool isSpent = !onParts && p.s.discounted;
        if (isSpent) owed = 0;
        t.slidingRate = isSpent ? 0 : p.r.terms.slidingRate;
        uint256 amount = _least(p.r.terms.amount, MAX_AMOUNT);
        t.discount1 = _least(_half(p.r.terms.discount1 * owed, amount), p.q.open);
        t.discount2 = _least(_half(p.r.terms.discount2 * owed, amount), p.q.open);
        t.fixedSum = p.r.terms.fixedSum;
    }

    function _share(uint96 sum, uint256 before, uint96 amount, uint256 whole) private pure returns (uint96) {
        return uint96(_half(sum * (before + amount), whole) - _half(sum * before, whole));
    }

    /// @dev Rounded half up.
    function _half(uint256 numerator, uint256 denominator) private pure returns (uint256) {
        uint256 rest = numerator % denominator;
        return numerator / denominator + (rest >= denominator - rest ? 1 : 0);
    }

    function _least(uint256 a, uint256 b) private pure returns (uint96) {
        return uint96(a < b ? a : b);
    }

    // ------------------------------------------------------------------------------------------- the end, and the next

    function writeOff(uint256 seed, uint256 way) external act {
        Seen memory p = _find(seed, LIVE, true);
        if (p.id == 0 || p.s.writtenOff || way & 56 != 0) return;
        bytes memory message = abi.encode(Messages.WRITE_OFF, notes[p.id].commitment, p.s.holder, REASON);
        (address sender, Consent[] memory consent) = _consent(way, p.s.holder, Verb.WriteOff, message);
        OpenHeader memory opened = _openHeader(p.r);
        vm.prank(sender);
        ledger.writeOff(opened, _unopened(), REASON, consent);
        _spends(consent);
        _judge(p, _done(Act.WriteOff, p.s.holder, 0));
    }

    function cancel(uint256 seed, uint256 way) external act {
        Seen memory p = _find(seed, ISSUED | QUERIED | REJECTED, false);
        if (p.id == 0 || (p.s.settled - p.s.credited) | p.s.chargesSettled != 0 || way & 24 != 0) return;
        bytes memory message = abi.encode(Messages.CANCELLATION, notes[p.id].commitment, p.s.holder, REASON);
        (address sender, Consent[] memory consent) = _consent(way, p.s.holder, Verb.Cancel, message);
        OpenHeader memory opened = _openHeader(p.r);
        vm.prank(sender);
        ledger.cancel(opened, _unopened(), REASON, consent);
        _spends(consent);
        _judge(p, _done(Act.Cancel, p.s.holder, 0));
    }

    function consentTransfer(uint256 seed, uint256 way, uint256 who) external act {
        Seen memory p = _find(seed, LIVE, false);
        if (p.id == 0 || p.r.header.policy % 4 != 1) return;
        address to = who % 7 == 0 ? address(0) : _anyone(who).addr;
        bytes memory message = abi.encode(Messages.TRANSFER_CONSENT, notes[p.id].commitment, p.s.holder, to);
        (address sender, Consent[] memory consent) = _consent(way, p.r.header.buyer, Verb.ConsentTransfer, message);
        OpenHeader memory opened = _openHeader(p.r);
        vm.prank(sender);
        ledger.consentTransfer(opened, _unopened(), to, consent);
        _spends(consent);
        Done memory d = _done(Act.ConsentTransfer, p.r.header.buyer, 0);
        d.to = to;
        _judge(p, d);
    }

    function transfer(uint256 seed, uint256 who) external act {
        Seen memory p = _find(seed, ANY, false);
        if (p.id == 0) return;
        Done memory d = _done(Act.Transfer, p.s.holder, 0);
        d.to = p.s.locked ? notes[p.id].transferee : _anyone(who).addr;
        if (d.to == address(0)) return;
        vm.prank(p.s.holder);
        token.transferFrom(p.s.holder, d.to, uint256(p.id));
        _judge(p, d);
    }

    function listen(uint256 seed) external act {
        Seen memory p = _find(seed, LIVE, false);
        if (p.id == 0 || p.s.listening) return;
        vm.prank(p.s.holder);
        ledger.listen(p.id);
        _judge(p, _done(Act.Listen, p.s.holder, 0));
    }
}
