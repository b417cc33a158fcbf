// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Derived} from "../../../contracts/libraries/Derived.sol";
import {Messages} from "../../../contracts/libraries/Messages.sol";
import {
    Consent,
    OpenHeader,
    OpenTerms,
    Outcome,
    Receipt,
    Receivable,
    RecordedReceipt,
    Status
} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {Acts} from "./Acts.sol";

/// @notice Anybody tries anything, allowed or not, with any amount and any signature; what the ledger lets through is
/// judged by what changed and by whom.
abstract contract Attempts is Acts {
    uint256 private constant MOST_OF_ALL = 9;

    /// @dev An act with the values that it is tried with.
    struct Try {
        Done d;
        Receivable amended;
        uint96[] amounts;
        uint256 other;
        bytes32 bankRef;
    }

    function _tempt() internal {
        for (uint256 i; i < 10; ++i) {
            selectors.push(this.attempt.selector);
            if (i % 2 == 0) selectors.push(this.forge.selector);
            if (i % 4 == 0) selectors.push(this.issueOdd.selector);
            if (i % 4 == 1) selectors.push(this.agree.selector);
        }
    }

    // -------------------------------------------------------------------------------------------------------- attempts

    /// @dev The actor calls in its own name.
    function attempt(uint256 seed, uint256 who, uint256 verb, uint256 amount) external act {
        if (ids.length == 0) return;
        Seen memory p = _see(ids[seed % ids.length]);
        Try memory t = _try(p, seed, verb, amount);
        t.d.by[0] = _anyone(who).addr;
        bytes memory call = _call(p, t, _none());
        vm.prank(t.d.by[0]);
        (bool ok, bytes memory answer) = address(ledger).call(call);
        if (!ok) return;
        if (t.d.what == Act.Pay) t.d.cash = abi.decode(answer, (uint256));
        if (t.d.what == Act.Amend || t.d.what == Act.Debit || t.d.what == Act.Accelerate) _rewrite(t.amended);
        _judge(p, t.d);
        if (t.d.what == Act.Split) _partsBegin(p, t.amounts);
    }

    /// @dev A signature of one actor in the name of another counts for nobody but its signer.
    function forge(uint256 seed, uint256 who, uint256 whom, uint256 verb, uint256 amount) external act {
        if (ids.length == 0) return;
        (Party memory actor, Party memory victim) = (_anyone(who), _anyone(whom));
        if (actor.addr == victim.addr) return;
        Seen memory p = _see(ids[seed % ids.length]);
        Try memory t = _try(p, seed, verb, amount);
        if (t.d.what == Act.Transfer || t.d.what == Act.Listen) return;
        bytes memory message = _message(p, t);
        Consent memory c = _signed(victim.addr, actor.key, message, ++nextNonce, clock);
        bytes memory call = _call(p, t, _one(c));
        vm.prank(actor.addr);
        (bool ok, ) = address(ledger).call(call);
        _must(!ok, 14, "a forged signature counts");
    }

    /// @dev All parties sign an amendment, whatever it says.
    function agree(uint256 seed, uint256 invention, uint256 amount) external act {
        if (ids.length == 0) return;
        Seen memory p = _see(ids[seed % ids.length]);
        Receivable memory amended = _revised(p, invention);
        if (invention % 5 == 0) amended.header.revision = uint32(amount % (p.r.header.revision + 2));
        if (invention % 2 == 0) {
            amended.terms.amount = uint96(amount % (p.s.settled + 2));
            (amended.terms.discount1, amended.terms.discountDay1) = (0, 0);
            (amended.terms.discount2, amended.terms.discountDay2) = (0, 0);
            amended.terms.discountOnParts = false;
        }
        Done memory d = _done(Act.Amend, p.s.holder, 0);
        (d.by[1], d.by[2]) = (p.r.header.supplier, p.r.header.buyer);
        Consent[][3] memory c;
        for (uint256 i; i < 3; ++i) {
            bytes32 commitment = notes[p.id].commitment;
            c[i] = _signs(_named(d.by[i]), abi.encode(Messages.AMENDMENT, commitment, Typed.hash(amended), d.by[i]));
        }
        vm.prank(relayer.addr);
        try ledger.amend(p.r, amended, c[0], c[1], c[2]) {
            _rewrite(amended);
            _judge(p, d);
        } catch {
            return;
        }
    }

    /// @dev Sealed terms can be anything; some buyers accept even those.
    function issueOdd(uint256 seed, uint256 who, bool accepts) external act {
        if (issued == MOST_OF_ALL) return;
        Receivable memory r = _invent(seed);
        if (notes[Typed.idOf(r.header)].commitment != 0) return;
        r.terms.amount = seed % 7 == 0 ? 0 : uint96(seed >> (seed % 3 == 0 ? 160 : 200));
        (r.terms.discount1, r.terms.discount2) = (uint96(seed >> 100), uint96(seed >> 60));
        (r.terms.utcOffset, r.terms.basis) = (int16(uint16(seed >> 30)), uint16(seed >> 50));
        (r.terms.lateRate, r.terms.fixedSum) = (uint32(seed >> 90), uint96(seed >> 130));
        (r.terms.slidingRate, r.terms.allocation) = (uint32(seed >> 190), uint8(seed >> 20));
        address actor = who % 4 == 0 ? _anyone(who >> 8).addr : r.header.supplier;
        vm.prank(actor);
        try ledger.issueSealed(_openHeader(r), "", _none(), _none()) {} catch {
            return;
        }
        _must(actor == r.header.supplier, 14, "a stranger issues");
        issued += 1;
        bytes32 id = _begins(r, Status.Issued, r.header.supplier);
        notes[id].odd = true;
        if (!accepts) return;
        Seen memory p = _see(id);
        vm.prank(r.header.buyer);
        ledger.accept(_openHeader(r), _unopened(), _none());
        _judge(p, _done(Act.Accept, r.header.buyer, 0));
    }

    // --------------------------------------------------------------------------------------------------------- calling

    /// @dev Amounts are within what is due as often as not.
    function _try(Seen memory p, uint256 seed, uint256 verb, uint256 amount) private returns (Try memory t) {
        t.d.what = Act(1 + (verb % 21));
        t.d.cash = (verb >> 8) % 4 == 0 ? amount : amount % (p.q.payoff + 2);
        t.other = verb >> 16;
        t.d.to = t.d.what == Act.Transfer || t.other % 7 != 0 ? _anyone(t.other).addr : address(0);
        t.amended = book[p.id];
        t.amended.header.revision += 1;
        if (t.d.what == Act.Amend) t.amended = _revised(p, t.other);
        if (t.d.what == Act.Amend && t.other % 3 == 0) t.amended.terms.amount = uint96(amount);
        if (t.d.what == Act.Debit) t.d.cash = amount % (2 ** (t.other % 97));
        if (t.d.what == Act.Debit) t.amended.terms.amount = uint96(p.r.terms.amount + t.d.cash);
        if (t.d.what == Act.Accelerate) {
            t.amended.terms.dueDay = uint32(_today(p.r.terms));
            Derived.tidy(t.amended.terms);
        }
        if (t.d.what == Act.Split) {
            t.amounts = new uint96[](2);
            if (p.q.open > 2 && t.other % 4 != 0) t.amounts = _amounts(p.q.open, amount, 1);
        }
        bool receipts = t.d.what == Act.Record || t.d.what == Act.Reverse || t.d.what == Act.Advise;
        if (receipts) _tryReceipt(p.id, t, seed);
    }

    /// @dev Any reference that there is, or a new one.
    function _tryReceipt(bytes32 id, Try memory t, uint256 seed) private {
        uint256 length = slips[id].length;
        if (length == 0 || (length < MOST_SLIPS && t.other % 2 == 0)) t.d.slip = _newSlip(id);
        else t.d.slip = (seed >> 64) % length;
        t.bankRef = slips[id][t.d.slip].bankRef;
        t.d.cash = uint96(t.d.cash);
        t.d.day = _today(book[id].terms) + 2 - ((t.other >> 8) % 40);
    }

    function _call(Seen memory p, Try memory t, Consent[] memory c) private view returns (bytes memory) {
        Act w = t.d.what;
        OpenHeader memory o = _openHeader(p.r);
        if (w == Act.Accept) return abi.encodeCall(ledger.accept, (o, _unopened(), c));
        if (w == Act.Query) return abi.encodeCall(ledger.query, (o, _unopened(), _clarification(t.other), c));
        if (w == Act.Reject) return abi.encodeCall(ledger.reject, (o, _unopened(), _clarification(t.other), c));
        if (w == Act.Amend) return abi.encodeCall(ledger.amend, (p.r, t.amended, c, c, c));
        if (w == Act.Debit) return abi.encodeCall(ledger.debit, (p.r, t.d.cash, REASON, c, c));
        if (w == Act.Dispute) return abi.encodeCall(ledger.dispute, (p.r, t.d.cash, 1, EVIDENCE, c));
        if (w == Act.Split) return abi.encodeCall(ledger.split, (p.r, t.amounts, c));
        if (w == Act.WriteOff) return abi.encodeCall(ledger.writeOff, (o, _unopened(), REASON, c));
        if (w == Act.Cancel) return abi.encodeCall(ledger.cancel, (o, _unopened(), REASON, c));
        if (w == Act.ConsentTransfer) return abi.encodeCall(ledger.consentTransfer, (o, _unopened(), t.d.to, c));
        if (w == Act.Transfer) return abi.encodeCall(token.transferFrom, (p.s.holder, t.d.to, uint256(p.id)));
        if (w == Act.Listen) return abi.encodeCall(ledger.listen, (p.id));
        return _moneyCall(p, t, c);
    }

    function _moneyCall(Seen memory p, Try memory t, Consent[] memory c) private view returns (bytes memory) {
        (Act w, OpenTerms memory o, uint256 cash) = (t.d.what, _openTerms(p.r), t.d.cash);
        if (w == Act.Pay) return abi.encodeCall(ledger.pay, (p.id, o, cash, c));
        if (w == Act.Credit) return abi.encodeCall(ledger.credit, (p.id, o, cash, REASON, c));
        if (w == Act.Waive) return abi.encodeCall(ledger.waive, (p.id, o, cash, REASON, c));
        if (w == Act.Withdraw) return abi.encodeCall(ledger.resolve, (p.r, cash, Outcome.Withdrawn, EVIDENCE, c));
        if (w == Act.Concede) return abi.encodeCall(ledger.resolve, (p.r, cash, Outcome.Conceded, EVIDENCE, c));
        if (w == Act.Accelerate) {
            return abi.encodeCall(ledger.accelerate, (p.r, book[ids[t.other % ids.length]], c));
        }
        if (w == Act.Reverse) {
            RecordedReceipt memory recorded = _recorded(p.id, t.d.slip);
            return abi.encodeCall(ledger.reverseReceipt, (p.id, o, recorded, EVIDENCE, c, c));
        }
        Receipt memory receipt = Receipt(t.bankRef, uint96(cash), uint32(t.d.day));
        if (w == Act.Advise) return abi.encodeCall(ledger.advise, (p.r, receipt, c));
        return abi.encodeCall(ledger.recordReceipt, (p.id, o, receipt, c));
    }

    /// @dev What the party would have signed.
    function _message(Seen memory p, Try memory t) private view returns (bytes memory) {
        (bytes32 commitment, Act w, address holder) = (notes[p.id].commitment, t.d.what, p.s.holder);
        if (w == Act.Accept) return Typed.acceptance(commitment);
        if (w == Act.Pay) return Typed.payment(commitment, t.d.cash);
        if (w == Act.Credit) return Typed.credit(commitment, holder, t.d.cash, REASON);
        if (w == Act.Waive) return abi.encode(Messages.WAIVER, commitment, holder, t.d.cash, REASON);
        if (w == Act.Dispute) return Typed.dispute(commitment, t.d.cash, 1, EVIDENCE);
        if (w == Act.Concede) return Typed.resolution(commitment, holder, t.d.cash, Outcome.Conceded, EVIDENCE);
        if (w == Act.Withdraw) {
            return Typed.resolution(commitment, p.r.header.buyer, t.d.cash, Outcome.Withdrawn, EVIDENCE);
        }
        if (w == Act.Amend) return abi.encode(Messages.AMENDMENT, commitment, Typed.hash(t.amended), holder);
        if (w == Act.Debit) return abi.encode(Messages.DEBIT, commitment, holder, t.d.cash, REASON);
        if (w == Act.WriteOff) return abi.encode(Messages.WRITE_OFF, commitment, holder, REASON);
        if (w == Act.Cancel) return abi.encode(Messages.CANCELLATION, commitment, holder, REASON);
        if (w == Act.ConsentTransfer) return abi.encode(Messages.TRANSFER_CONSENT, commitment, holder, t.d.to);
        if (w == Act.Reverse) return _reverses(p.id, holder, t.bankRef);
        if (w == Act.Split) return abi.encode(Messages.SPLIT, commitment, holder, keccak256(abi.encode(t.amounts)));
        Receipt memory receipt = Receipt(t.bankRef, uint96(t.d.cash), uint32(t.d.day));
        if (w == Act.Advise) return abi.encode(Messages.ADVICE, commitment, receipt);
        return abi.encode(Messages.RECEIPT, commitment, holder, receipt);
    }
}
