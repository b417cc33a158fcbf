// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    Allocation,
    Consent,
    OpenTerms,
    Outcome,
    PaymentOrder,
    Permit2Consent,
    Quote,
    Receipt,
    ReceiptStatus,
    RecordedReceipt,
    Status,
    Verb
} from "../../../contracts/types/Types.sol";
import {Messages} from "../../../contracts/libraries/Messages.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Typed} from "../support/Typed.sol";
import {TypedReceipts} from "../support/TypedReceipts.sol";
import {Judging} from "./Judging.sol";

/// @notice Acts that settle, reduce or dispute what is owed; like those of `Agreeing`, none may revert.
abstract contract Settling is Judging {
    error Rehearsed(bytes32 result);

    // ----------------------------------------------------------------------------------------------------------- cash

    function pay(uint256 seed, uint256 who, uint256 maxCash, bool signed) external act {
        (Seen memory p, Party memory payer) = (_payable(seed), _anyone(who));
        if (p.id == 0 || _blocked(p.r, payer.addr)) return;
        bool barred = (who >> 8) % 8 == 1 && p.s.holder != payer.addr;
        if (barred) Currency(p.r.terms.currency).setBlocked(p.s.holder, true);
        maxCash = _bound(maxCash, p.q.payoff == 0 ? 0 : 1, p.q.payoff + p.q.payoff / 4);
        Consent[] memory consent = _none();
        if (signed) consent = _signs(payer, Typed.payment(notes[p.id].commitment, maxCash));
        OpenTerms memory opened = _openTerms(p.r);
        vm.prank(signed ? relayer.addr : payer.addr);
        uint256 cash = ledger.pay(p.id, opened, maxCash, consent);
        _spends(consent);
        _must(cash <= maxCash, 14, "more cash than was given");
        _judge(p, _done(Act.Pay, payer.addr, cash));
    }

    function payWithPermit2(uint256 seed, uint256 who, uint256 maxCash) external act {
        (Seen memory p, Party memory payer) = (_payable(seed), _anyone(who));
        // Permit2 asks an account with code for its ERC-1271 answer, and these have none.
        if (payer.addr.code.length != 0) payer = cast[2];
        if (p.id == 0 || _blocked(p.r, payer.addr) || p.q.payoff == 0) return;
        maxCash = _bound(maxCash, 1, p.q.payoff + p.q.payoff / 4);
        (, Allocation memory a) = lens.reckon(p.r.terms, _positionOf(p.s), _today(p.r.terms), maxCash);
        if (a.cash == 0) return;
        Permit2Consent memory consent = _permits(p, payer, maxCash);
        OpenTerms memory opened = _openTerms(p.r);
        vm.prank(relayer.addr);
        uint256 cash = ledger.payWithPermit2(p.id, opened, maxCash, consent);
        _must(cash <= maxCash, 14, "more cash than was given");
        _judge(p, _done(Act.Pay, payer.addr, cash));
    }

    function _permits(
        Seen memory p,
        Party memory payer,
        uint256 maxCash
    ) private returns (Permit2Consent memory consent) {
        (consent.payer, consent.nonce, consent.deadline) = (payer.addr, ++nextNonce, clock + 1 days);
        bytes memory payment = Typed.payment(notes[p.id].commitment, maxCash);
        bytes32 structHash = TypedReceipts.permitWitness(
            p.r.terms.currency,
            maxCash,
            address(ledger),
            consent.nonce,
            consent.deadline,
            Typed.single(payment, consent.nonce, consent.deadline)
        );
        consent.signature = _sign(payer.key, TypedReceipts.permit2Digest(permit2, chain, structHash));
    }

    /// @dev The first that cash can settle. A receivable of nothing but discount is payable with nothing.
    function _payable(uint256 seed) private view returns (Seen memory none) {
        uint256 count = ids.length;
        for (uint256 i; i < count; ++i) {
            bytes32 id = ids[((seed % count) + i) % count];
            if (_isToken(book[id].terms.currency) && _pays(notes[id])) return _see(id);
        }
    }

    function _pays(Notes storage n) private view returns (bool) {
        return n.status == Status.Accepted && !n.closed && !n.odd;
    }

    /// @dev Several of one payer, of several holders and currencies, the same one twice at times.
    function payMany(uint256 seed, uint256 who, uint256[4] calldata maxCash) external act {
        Party memory payer = _anyone(who);
        if (currencies[0].blocked(payer.addr) || currencies[1].blocked(payer.addr)) return;
        PaymentOrder[] memory orders = new PaymentOrder[](2 + ((seed >> 128) % 3));
        Seen[] memory was = new Seen[](orders.length);
        for (uint256 i; i < orders.length; ++i) {
            was[i] = _payable((seed >> (8 * i)) % 256);
            if (was[i].id == 0) return;
            uint256 payoff = was[i].q.payoff;
            uint256 most = _bound(maxCash[i], payoff == 0 ? 0 : 1, payoff + payoff / 4);
            orders[i] = PaymentOrder(was[i].id, _openTerms(was[i].r), most);
        }
        bytes32 expectedResult = _rehearseSingles(orders, payer.addr);
        vm.prank(payer.addr);
        uint256[] memory cash = ledger.payMany(orders);
        _must(_outcomeOf(orders, payer.addr) == expectedResult, 26, "a batch is not its singles");
        _judgeMany(orders, was, cash, payer.addr);
    }

    /// @dev Of a receivable that is paid twice in one call, the sums are judged at once.
    function _judgeMany(PaymentOrder[] memory orders, Seen[] memory was, uint256[] memory cash, address payer) private {
        for (uint256 i; i < orders.length; ++i) {
            _must(cash[i] <= orders[i].maxCash, 14, "more cash than was given");
            uint256 sum = cash[i];
            bool before;
            for (uint256 j; j < orders.length; ++j) {
                if (orders[j].id != orders[i].id || j == i) continue;
                before = before || j < i;
                sum += cash[j];
            }
            if (!before) _judge(was[i], _done(Act.Pay, payer, sum));
        }
    }

    /// @dev Pays one by one, tells what came of it and undoes it.
    function _rehearseSingles(PaymentOrder[] memory orders, address payer) private returns (bytes32) {
        try this.singles(orders, payer) {} catch (bytes memory answer) {
            return _resultOf(answer);
        }
        return 0;
    }

    function singles(PaymentOrder[] calldata orders, address payer) external {
        for (uint256 i; i < orders.length; ++i) {
            if (lens.stateOf(orders[i].id).closed) continue;
            vm.prank(payer);
            ledger.pay(orders[i].id, orders[i].opened, orders[i].maxCash, _none());
        }
        revert Rehearsed(_outcomeOf(orders, payer));
    }

    function _outcomeOf(PaymentOrder[] memory orders, address payer) private view returns (bytes32 result) {
        for (uint256 i; i < orders.length; ++i) {
            (bytes32 id, address currency) = (orders[i].id, orders[i].opened.terms.currency);
            uint256 kept = lens.keptFor(notes[id].holder, currency, id);
            result = keccak256(abi.encode(result, lens.stateOf(id), kept));
        }
        uint256 left = currencies[0].balanceOf(payer) + currencies[1].balanceOf(payer);
        return keccak256(abi.encode(result, left));
    }

    /// @dev What a rehearsal told; where it failed, its reason goes on.
    function _resultOf(bytes memory answer) internal pure returns (bytes32 result) {
        if (bytes4(answer) != Rehearsed.selector) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
        assembly ("memory-safe") {
            result := mload(add(answer, 0x24))
        }
    }

    /// @dev Once the currency lets the holder receive again.
    function claim(uint256 seed, uint256 who) external act {
        uint256 count = ids.length;
        for (uint256 i; i < count * cast.length; ++i) {
            bytes32 id = ids[((seed % count) + i) % count];
            address holder = _anyone((who % cast.length) + i / count).addr;
            if (!notes[id].keptOnce || keptFor[id][holder] == 0) continue;
            Currency(book[id].terms.currency).setBlocked(holder, false);
            return _claim(id, holder, book[id].terms.currency);
        }
    }

    function _claim(bytes32 id, address holder, address currency) private {
        Seen memory p = _see(id);
        bool listens = p.s.listening && p.s.holder == holder;
        vm.prank(listens && !_hears(holder) ? holder : stranger.addr);
        ledger.claim(id, holder, currency);
        uint256 kept = keptFor[id][holder];
        if (listens && _hears(holder)) toldTo[id][holder] += kept;
        delete keptFor[id][holder];
        keptSum[currency] -= kept;
        expected[currency][holder] += kept;
        touched.push(id);
        _must(keccak256(abi.encode(p.s)) == keccak256(abi.encode(lens.stateOf(id))), 29, "a claim changes its own");
    }

    // -------------------------------------------------------------------------------------------------------- receipts

    /// @dev What the buyer says it paid by bank, or takes back.
    function advise(uint256 seed, uint256 way, uint256 cash, uint256 day) external act {
        Seen memory p = _find(seed, LIVE, false);
        if (p.id == 0) return;
        Receipt memory advice;
        Done memory d = _done(Act.Advise, p.r.header.buyer, 0);
        if (way & 12 == 0) d.slip = _slip(p.id, ReceiptStatus.Advised, seed);
        else d.slip = MAX;
        if (d.slip == MAX) {
            if (p.s.closed || slips[p.id].length == MOST_SLIPS) return;
            advice.valueDay = uint32(_bound(day, _today(p.r.terms) - 40, _today(p.r.terms)));
            (Quote memory q, ) = lens.reckon(p.r.terms, _positionOf(p.s), advice.valueDay, 0);
            if (q.open + q.charges == 0) return;
            d.cash = _bound(cash, 1, q.open + q.charges);
            (d.slip, advice.cash) = (_newSlip(p.id), uint96(d.cash));
        }
        advice.bankRef = slips[p.id][d.slip].bankRef;
        bytes memory message = abi.encode(
            Messages.ADVICE,
            notes[p.id].commitment,
            advice.bankRef,
            advice.cash,
            advice.valueDay
        );
        (address sender, Consent[] memory consent) = _consent(way, p.r.header.buyer, Verb.Advise, message);
        vm.prank(sender);
        ledger.advise(p.r, advice, consent);
        _spends(consent);
        _judge(p, d);
    }

    /// @dev A reference of that status, or the largest number.
    function _slip(bytes32 id, ReceiptStatus status, uint256 seed) internal view returns (uint256) {
        Slip[] storage all = slips[id];
        for (uint256 i; i < all.length; ++i) {
            uint256 index = (((seed >> 64) % all.length) + i) % all.length;
            if (all[index].status == status) return index;
        }
        return MAX;
    }

    function _newSlip(bytes32 id) internal returns (uint256 index) {
        index = slips[id].length;
        slips[id].push().bankRef = keccak256(abi.encode(id, index));
    }

    /// @dev Of any day within six weeks, later or earlier than those before.
    function recordReceipt(uint256 seed, uint256 way, uint256 cash, uint256 day) external act {
        Seen memory p = _find(seed, LIVE, true);
        if (p.id == 0) return;
        Receipt memory receipt;
        Done memory d = _done(Act.Record, p.s.holder, 0);
        d.day = _bound(day, _today(p.r.terms) - 40, _today(p.r.terms));
        (Quote memory q, ) = lens.reckon(p.r.terms, _positionOf(p.s), d.day, 0);
        if (q.payoff == 0) return;
        d.cash = _bound(cash, 1, q.payoff);
        d.slip = _slip(p.id, way & 4 == 0 ? ReceiptStatus.Advised : ReceiptStatus.None, seed);
        if (d.slip == MAX && slips[p.id].length < MOST_SLIPS) d.slip = _newSlip(p.id);
        if (d.slip == MAX) return;
        receipt = Receipt(slips[p.id][d.slip].bankRef, uint96(d.cash), uint32(d.day));
        bytes memory message = abi.encode(Messages.RECEIPT, notes[p.id].commitment, p.s.holder, receipt);
        (address sender, Consent[] memory consent) = _consent(way, p.s.holder, Verb.RecordReceipt, message);
        OpenTerms memory opened = _openTerms(p.r);
        vm.prank(sender);
        ledger.recordReceipt(p.id, opened, receipt, consent);
        _spends(consent);
        _judge(p, d);
    }

    function reverseReceipt(uint256 seed, uint256 way) external act {
        uint256 count = ids.length;
        for (uint256 i; i < count; ++i) {
            bytes32 id = ids[((seed % count) + i) % count];
            if (notes[id].odd || notes[id].status == Status.Split) continue;
            uint256 index = _slip(id, ReceiptStatus.Recorded, seed);
            if (index != MAX) return _reverse(id, index, way);
        }
    }

    function _reverse(bytes32 id, uint256 index, uint256 way) private {
        Seen memory p = _see(id);
        RecordedReceipt memory recorded = _recorded(id, index);
        Done memory d = _done(Act.Reverse, p.s.holder, 0);
        (d.by[1], d.slip) = (recorded.holder, index);
        bytes memory message = _reverses(id, p.s.holder, recorded.bankRef);
        (address sender, Consent[] memory consent) = _consent(way, p.s.holder, Verb.ReverseReceipt, message);
        Consent[] memory ofRecorder = _none();
        if (recorded.holder != p.s.holder) {
            ofRecorder = _signs(_named(recorded.holder), _reverses(id, recorded.holder, recorded.bankRef));
        }
        OpenTerms memory opened = _openTerms(p.r);
        vm.prank(sender);
        ledger.reverseReceipt(id, opened, recorded, EVIDENCE, ofRecorder, consent);
        _spends(consent);
        _spends(ofRecorder);
        _judge(p, d);
    }

    function _recorded(bytes32 id, uint256 index) internal view returns (RecordedReceipt memory) {
        Slip storage slip = slips[id][index];
        return RecordedReceipt(slip.bankRef, slip.holder, slip.principal, slip.discount, slip.charges, slip.lateDays);
    }

    function _reverses(bytes32 id, address party, bytes32 bankRef) internal view returns (bytes memory) {
        return abi.encode(Messages.REVERSAL, notes[id].commitment, party, bankRef, EVIDENCE);
    }

    // ---------------------------------------------------------------------------------------------- less, or disputed

    function credit(uint256 seed, uint256 way, uint256 amount) external act {
        Seen memory p = _find(seed, LIVE, true);
        if (p.id == 0 || p.q.open == 0) return;
        amount = _bound(amount, 1, way & 12 == 0 ? p.q.open : p.q.open / 8 + 1);
        bytes memory message = Typed.credit(notes[p.id].commitment, p.s.holder, amount, REASON);
        (address sender, Consent[] memory consent) = _consent(way, p.s.holder, Verb.Credit, message);
        OpenTerms memory opened = _openTerms(p.r);
        vm.prank(sender);
        ledger.credit(p.id, opened, amount, REASON, consent);
        _spends(consent);
        _judge(p, _done(Act.Credit, p.s.holder, amount));
    }

    function waive(uint256 seed, uint256 way, uint256 amount) external act {
        Seen memory p = _find(seed, ACCEPTED, true);
        if (p.id == 0 || p.q.charges == 0) return;
        amount = _bound(amount, 1, p.q.charges);
        bytes memory message = abi.encode(Messages.WAIVER, notes[p.id].commitment, p.s.holder, amount, REASON);
        (address sender, Consent[] memory consent) = _consent(way, p.s.holder, Verb.Waive, message);
        OpenTerms memory opened = _openTerms(p.r);
        vm.prank(sender);
        ledger.waive(p.id, opened, amount, REASON, consent);
        _spends(consent);
        _judge(p, _done(Act.Waive, p.s.holder, amount));
    }

    function dispute(uint256 seed, uint256 way, uint256 amount) external act {
        Seen memory p = _find(seed, ACCEPTED, true);
        if (p.id == 0 || p.q.open <= p.s.disputed) return;
        amount = _bound(amount, 1, p.q.open - p.s.disputed);
        bytes memory message = Typed.dispute(notes[p.id].commitment, amount, 1, EVIDENCE);
        (address sender, Consent[] memory consent) = _consent(way, p.r.header.buyer, Verb.Dispute, message);
        vm.prank(sender);
        ledger.dispute(p.r, amount, 1, EVIDENCE, consent);
        _spends(consent);
        _judge(p, _done(Act.Dispute, p.r.header.buyer, amount));
    }

    function resolve(uint256 seed, uint256 way, uint256 amount, bool concedes) external act {
        uint256 count = ids.length;
        for (uint256 i; i < count; ++i) {
            bytes32 id = ids[((seed % count) + i) % count];
            if (notes[id].status != Status.Accepted || notes[id].closed || notes[id].odd) continue;
            Seen memory p = _see(id);
            if (p.s.disputed == 0 || p.q.open == 0) continue;
            amount = _bound(amount, 1, p.s.disputed < p.q.open ? p.s.disputed : p.q.open);
            if (concedes) return _resolve(p, way, amount, Outcome.Conceded, Act.Concede);
            return _resolve(p, way, amount, Outcome.Withdrawn, Act.Withdraw);
        }
    }

    function _resolve(Seen memory p, uint256 way, uint256 amount, Outcome outcome, Act what) private {
        bool conceded = what == Act.Concede;
        address party = conceded ? p.s.holder : p.r.header.buyer;
        bytes memory message = Typed.resolution(notes[p.id].commitment, party, amount, outcome, EVIDENCE);
        (address sender, Consent[] memory consent) = _consent(
            way,
            party,
            conceded ? Verb.Credit : Verb.Resolve,
            message
        );
        vm.prank(sender);
        ledger.resolve(p.r, amount, outcome, EVIDENCE, consent);
        _spends(consent);
        _judge(p, _done(what, party, amount));
    }
}
