// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Allocation, Receivable, ReceiptStatus, Status, Terms} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Typed} from "../support/Typed.sol";
import {Play} from "./Play.sol";

/// @notice Looks at a receivable after each act, compares it with what it was before, and notes what changed. Whatever
/// was not that act's to change, or not that actor's, breaks the invariant of that number.
abstract contract Judging is Play {
    /// @dev What was done. `by`: the parties that consented. `cash`: what moved or was given, credited, waived or
    /// debited. `day`: the value day of a receipt. `slip`: the index of its reference.
    struct Done {
        Act what;
        address[3] by;
        uint256 cash;
        uint256 day;
        uint256 slip;
        address to;
    }

    /// @dev Changes of the five sums of a position that are sums.
    struct Change {
        int256 principal;
        int256 credited;
        int256 charges;
        int256 lateDays;
    }

    /// @dev A bit for each invariant that an act was seen to break, and what was seen.
    uint256 internal faults;
    mapping(uint256 invariant => string) internal faultOf;
    mapping(address currency => uint256) internal keptSum;

    function _break(uint256 invariant, string memory what) internal {
        if (faults & (1 << invariant) == 0) faultOf[invariant] = what;
        faults |= 1 << invariant;
    }

    function _must(bool condition, uint256 invariant, string memory what) internal {
        if (!condition) _break(invariant, what);
    }

    function _done(Act what, address by, uint256 cash) internal pure returns (Done memory d) {
        (d.what, d.by[0], d.cash) = (what, by, cash);
    }

    // ----------------------------------------------------------------------------------------------------- beginnings

    function _write(Receivable memory r) internal returns (bytes32 id) {
        id = Typed.idOf(r.header);
        Receivable storage kept = book[id];
        (kept.header, kept.terms, kept.document) = (r.header, r.terms, r.document);
        bytes32 commitment = Typed.hash(r);
        _must(!agreedOnce[commitment], 17, "a commitment comes back");
        agreedOnce[commitment] = true;
        notes[id].commitment = commitment;
    }

    function _begins(Receivable memory r, Status status, address holder) internal returns (bytes32 id) {
        id = _write(r);
        ids.push(id);
        Notes storage n = notes[id];
        ReceivableView memory s = lens.stateOf(id);
        _must(s.status == status, 3, "a status to begin with");
        _must(s.holder == holder, 5, "a first holder");
        n.part = r.header.line > 9_999;
        touched.push(id);
        _remember(n, s);
    }

    /// @dev New terms, policy and document of what is known already.
    function _rewrite(Receivable memory r) internal {
        uint32 before = book[Typed.idOf(r.header)].header.revision;
        _must(r.header.revision > before, 17, "the revision rises");
        _write(r);
    }

    // --------------------------------------------------------------------------------------------------------- judging

    function _judge(Seen memory was, Done memory d) internal {
        Notes storage n = notes[was.id];
        Seen memory seen = _see(was.id);
        touched.push(was.id);
        _judgeParties(was, d);
        _judgeStatus(n, was.s.status, seen.s.status, d.what);
        _judgeMoney(n, was, seen, d);
        _judgeFlags(n, was, seen, d);
        _judgeToken(n, was, seen, d);
        _remember(n, seen.s);
    }

    function _remember(Notes storage n, ReceivableView memory s) private {
        (n.status, n.closed, n.holder) = (s.status, s.closed, s.holder);
        n.state = keccak256(abi.encode(s));
    }

    function _has(Done memory d, address party) private pure returns (bool) {
        return d.by[0] == party || d.by[1] == party || d.by[2] == party;
    }

    function _oneOf(Act what, Act[6] memory some) private pure returns (bool) {
        for (uint256 i; i < 6; ++i) if (what == some[i]) return true;
        return false;
    }

    /// @dev Who must have consented. Anybody may pay.
    function _judgeParties(Seen memory was, Done memory d) private {
        (address buyer_, address holder, Act w) = (was.r.header.buyer, was.s.holder, d.what);
        bool ofBuyer = _oneOf(w, [Act.Accept, Act.Query, Act.Reject, Act.Advise, Act.Dispute, Act.Withdraw]);
        ofBuyer = ofBuyer || w == Act.ConsentTransfer || w == Act.Debit;
        if (w == Act.Amend && was.s.status == Status.Accepted) ofBuyer = true;
        bool ofHolder = _oneOf(w, [Act.Credit, Act.Waive, Act.Record, Act.Reverse, Act.Concede, Act.Split]);
        ofHolder =
            ofHolder || _oneOf(w, [Act.WriteOff, Act.Cancel, Act.Accelerate, Act.Transfer, Act.Debit, Act.Amend]);
        ofHolder = ofHolder || w == Act.Listen;
        _must(!ofBuyer || _has(d, buyer_), 15, "the buyer's act");
        _must(!ofHolder || _has(d, holder), 15, "the holder's act");
        _must(w != Act.Amend || _has(d, was.r.header.supplier), 15, "the supplier's act");
        _must(w != Act.Reverse || _has(d, slips[was.id][d.slip].holder), 15, "the recorder's act");
    }

    /// @dev The table of contracts/README.md: where an act is possible, and where it leads.
    function _judgeStatus(Notes storage n, Status from, Status to, Act w) private {
        uint256 allowed = ANY;
        Status leads = from;
        if (_oneOf(w, [Act.Accept, Act.Query, Act.Reject, Act.Accept, Act.Accept, Act.Accept])) {
            allowed = ISSUED | QUERIED;
            leads =
                w == Act.Accept
                    ? Status.Accepted
                    : w == Act.Query
                        ? Status.Queried
                        : Status.Rejected;
        } else if (_oneOf(w, [Act.Pay, Act.Debit, Act.Dispute, Act.Split, Act.Accelerate, Act.Waive])) {
            allowed = ACCEPTED;
            if (w == Act.Split) leads = Status.Split;
        } else if (_oneOf(w, [Act.Advise, Act.Record, Act.Credit, Act.Listen, Act.WriteOff, Act.ConsentTransfer])) {
            allowed = LIVE;
        } else if (w == Act.Cancel) {
            (allowed, leads) = (ISSUED | QUERIED | REJECTED, Status.Cancelled);
        } else if (w == Act.Amend) {
            (allowed, leads) = (LIVE | REJECTED, from == Status.Accepted ? from : Status.Issued);
        } else if (w != Act.Transfer) {
            allowed = LIVE | REJECTED;
        }
        _must((1 << uint8(from)) & allowed != 0, 3, "an act of that status");
        _must(to == leads, 3, "a status of that act");
        if (w == Act.Accept) _must(!rejected[n.commitment], 18, "a rejected revision is accepted");
        if (w == Act.Reject) rejected[n.commitment] = true;
    }

    // ----------------------------------------------------------------------------------------------------------- money

    function _judgeMoney(Notes storage n, Seen memory was, Seen memory seen, Done memory d) private {
        Change memory c;
        c.credited = int256(seen.s.credited) - int256(was.s.credited);
        c.principal = int256(seen.s.settled) - int256(was.s.settled) - c.credited;
        c.charges = int256(seen.s.chargesSettled) - int256(was.s.chargesSettled);
        c.lateDays = int256(seen.s.lateDays) - int256(was.s.lateDays);
        bool moved = c.credited != 0 || c.principal != 0 || c.charges != 0 || c.lateDays != 0;
        if (was.s.closed) _must(!moved || d.what == Act.Reverse, 4, "money moves on what is closed");
        if (d.what == Act.Pay) _judgePayment(n, was, seen, d, c);
        else if (d.what == Act.Record) _judgeReceipt(n, was, seen, d, c);
        else if (d.what == Act.Reverse) _judgeReversal(n, was, d, c);
        else if (d.what == Act.Credit || d.what == Act.Concede) _judgeCredit(n, d, c);
        else if (d.what == Act.Waive) _judgeWaiver(n, was, seen, d, c);
        else _must(!moved, 1, "an act without money settles something");
        bool carries = d.what == Act.Pay || d.what == Act.Record;
        if (seen.s.carry != was.s.carry) _must(carries && seen.r.terms.discountOnParts, 1, "the carry changes");
        _judgeOwed(was, seen, d);
    }

    function _judgePayment(Notes storage n, Seen memory was, Seen memory seen, Done memory d, Change memory c) private {
        if (c.credited != 0 || c.principal < 0 || c.charges < 0) return _break(1, "a payment takes back");
        (uint256 principal, uint256 charges) = (uint256(c.principal), uint256(c.charges));
        if (principal + charges < d.cash) return _break(9, "more cash than it settles");
        _must(d.cash <= was.q.payoff, 14, "more cash than was due");
        uint256 discount = principal + charges - d.cash;
        _must(discount == 0 || was.q.daysLate == 0, 9, "a discount when it is late");
        _must(uint256(c.lateDays) == principal * was.q.daysLate, 11, "late days of a payment");
        _judgeDiscount(n, was, discount);
        _settles(n, principal - discount, discount, charges, uint256(c.lateDays));
        if (charges != 0) _judgeCharges(seen.s, seen.r.terms, was.q.daysLate, seen.q.open);
        _noteCash(n, was, d.by[0], d.cash);
    }

    /// @dev What a receipt should settle is what the money engine says of its value day.
    function _judgeReceipt(Notes storage n, Seen memory was, Seen memory seen, Done memory d, Change memory c) private {
        (, Allocation memory a) = lens.reckon(was.r.terms, _positionOf(was.s), d.day, d.cash);
        bool same = c.principal == int256(a.principal) && c.charges == int256(a.charges) && c.credited == 0;
        if (!same || a.cash > d.cash || c.lateDays < 0) return _break(9, "a receipt settles something else");
        uint256 late = d.day > was.r.terms.dueDay ? d.day - was.r.terms.dueDay : 0;
        if (late <= was.r.terms.graceDays) late = 0;
        _must(uint256(c.lateDays) == a.principal * late, 11, "late days of a receipt");
        _judgeDiscount(n, was, a.discount);
        _settles(n, a.principal - a.discount, a.discount, a.charges, uint256(c.lateDays));
        if (a.charges != 0) _judgeCharges(seen.s, seen.r.terms, late, seen.q.open);
        Slip storage slip = slips[was.id][d.slip];
        _must(slip.status <= ReceiptStatus.Advised, 20, "a reference counts twice");
        if (slip.status == ReceiptStatus.Advised) n.advices -= 1;
        (slip.status, slip.holder) = (ReceiptStatus.Recorded, was.s.holder);
        (slip.principal, slip.discount, slip.charges) = (a.principal, a.discount, a.charges);
        slip.lateDays = uint256(c.lateDays);
    }

    /// @dev Whoever settled something had its discount, whatever was debited, amended or taken back since.
    function _judgeDiscount(Notes storage n, Seen memory was, uint256 discount) private {
        if (discount == 0 || was.r.terms.discountOnParts) return;
        _must(n.discounted == 0, 31, "a discount on the whole beside another");
    }

    function _judgeReversal(Notes storage n, Seen memory was, Done memory d, Change memory c) private {
        Slip storage slip = slips[was.id][d.slip];
        _must(slip.status == ReceiptStatus.Recorded, 20, "what was not recorded is reversed");
        slip.status = ReceiptStatus.Reversed;
        _must(c.credited == 0 && c.principal == -int256(slip.principal), 1, "a reversal reopens its principal");
        _must(c.charges == -int256(slip.charges), 22, "a reversal takes its charges back");
        _must(c.lateDays == -int256(slip.lateDays), 11, "a reversal takes its late days back");
        n.paid -= slip.principal - slip.discount;
        n.discounted -= slip.discount;
        n.charges -= slip.charges;
        n.lateDays -= slip.lateDays;
    }

    function _judgeCredit(Notes storage n, Done memory d, Change memory c) private {
        bool rest = c.principal == 0 && c.charges == 0 && c.lateDays == 0;
        _must(rest && c.credited == int256(d.cash), 1, "a credit credits its amount and nothing else");
        n.credited += d.cash;
    }

    function _judgeWaiver(Notes storage n, Seen memory was, Seen memory seen, Done memory d, Change memory c) private {
        bool rest = c.principal == 0 && c.credited == 0 && c.lateDays == 0;
        _must(rest && c.charges == int256(d.cash), 28, "a waiver waives its amount and nothing else");
        _must(was.q.charges - seen.q.charges == d.cash, 28, "charges fall by what is waived");
        _must(was.q.payoff - seen.q.payoff == d.cash, 28, "the payoff falls by what is waived");
        n.charges += d.cash;
        _judgeCharges(seen.s, seen.r.terms, seen.q.daysLate, seen.q.open);
    }

    function _settles(Notes storage n, uint256 paid, uint256 discount, uint256 charges, uint256 lateDays) private {
        n.paid += paid;
        n.discounted += discount;
        n.charges += charges;
        n.lateDays += lateDays;
    }

    /// @dev When charges are settled, all that were settled so far are at most the exact ones of that day and half a
    /// unit. A credit or a reversal lowers the exact charges afterwards.
    function _judgeCharges(ReceivableView memory s, Terms memory t, uint256 late, uint256 open) private {
        uint256 year = 1_000_000 * uint256(t.basis == 360 ? 360 : 365);
        uint256 principalDays = s.lateDays + open * late;
        uint256 exact = t.lateRate * principalDays;
        if (principalDays != 0) exact += t.fixedSum * year;
        _must(2 * s.chargesSettled * year <= 2 * exact + year, 10, "more charges than are due");
    }

    /// @dev What is owed at one instant rises only by what the buyer agreed to, or by what the bank took back.
    function _judgeOwed(Seen memory was, Seen memory seen, Done memory d) private {
        (uint256 before, uint256 open) = (was.q.open, seen.q.open);
        if (d.what == Act.Debit) return _must(open == before + d.cash, 23, "a debit raises by its amount");
        if (d.what == Act.Amend) return;
        if (d.what == Act.Reverse) {
            return _must(open == before + slips[was.id][d.slip].principal, 23, "a reversal raises by what it reopens");
        }
        _must(open <= before, 23, "more is open");
        if (d.what != Act.Accelerate) return _must(seen.q.payoff <= was.q.payoff, 23, "more is due");
        _must(open == before, 23, "a call changes what is open");
        _must(seen.r.terms.dueDay < was.r.terms.dueDay, 23, "a call comes too late");
        _must(was.r.terms.accelerationDays != 0, 23, "a call that was not agreed");
    }

    function _noteCash(Notes storage n, Seen memory was, address payer, uint256 cash) private {
        (address currency, address holder) = (was.r.terms.currency, was.s.holder);
        mapping(address account => uint256) storage of_ = expected[currency];
        of_[payer] -= cash;
        if (cash == 0) return;
        if (Currency(currency).blocked(holder) || (was.s.listening && !_hears(holder))) {
            keptSum[currency] += cash;
            keptFor[was.id][holder] += cash;
            n.keptOnce = true;
        } else {
            of_[holder] += cash;
            if (was.s.listening) toldTo[was.id][holder] += cash;
        }
    }

    // ----------------------------------------------------------------------------------------------------------- flags

    function _judgeFlags(Notes storage n, Seen memory was, Seen memory seen, Done memory d) private {
        (Act w, ReceivableView memory s) = (d.what, seen.s);
        bool mayClose = _oneOf(w, [Act.Pay, Act.Record, Act.Credit, Act.Concede, Act.Waive, Act.Amend]);
        if (s.closed != was.s.closed) _must(s.closed ? mayClose : w == Act.Reverse, 4, "an act that closes or opens");
        uint256 before = was.s.disputed < was.q.open ? was.s.disputed : was.q.open;
        if (w == Act.Amend || w == Act.Debit) {
            _must(s.disputed == before, 12, "what was settled is disputed no more");
        } else if (w == Act.Dispute) {
            _must(s.disputed == before + d.cash, 12, "a dispute disputes its amount");
            n.openWhenDisputed = was.q.open;
        } else if (w != Act.Withdraw && w != Act.Concede) {
            _must(s.disputed == was.s.disputed, 12, "no act of a dispute");
        } else {
            _must(s.disputed < was.s.disputed, 12, "a dispute ends in part");
        }
        if (w == Act.WriteOff) {
            _must(!was.s.writtenOff && s.writtenOff, 27, "it is written off once");
            n.writtenOff = true;
            _must(keccak256(abi.encode(was.q)) == keccak256(abi.encode(seen.q)), 27, "what is due stays");
        }
        if (w == Act.Advise) _judgeAdvice(n, was.id, d);
    }

    function _judgeAdvice(Notes storage n, bytes32 id, Done memory d) private {
        Slip storage slip = slips[id][d.slip];
        _must(slip.status == (d.cash == 0 ? ReceiptStatus.Advised : ReceiptStatus.None), 21, "an advice at its time");
        slip.status = d.cash == 0 ? ReceiptStatus.None : ReceiptStatus.Advised;
        if (d.cash == 0) n.advices -= 1;
        else n.advices += 1;
    }

    /// @dev A holder, and the one whom a buyer consented to.
    function _judgeToken(Notes storage n, Seen memory was, Seen memory seen, Done memory d) private {
        if (d.what != Act.Transfer) _must(seen.s.holder == was.s.holder, 14, "a holder changes by no transfer");
        else _must(seen.s.holder == d.to, 14, "a transfer to its receiver");
        if (d.what == Act.ConsentTransfer) {
            n.transferee = d.to;
            _must(seen.r.header.policy % 4 == 1, 16, "a policy that asks for consent");
        }
        if (d.what == Act.Transfer && was.s.locked) {
            _must(n.transferee == d.to && d.to != address(0), 16, "to whom the buyer consented");
            n.transferee = address(0);
        }
        if (d.what == Act.Amend) n.transferee = address(0);
        if (d.what == Act.Listen) {
            _must(!was.s.listening, 33, "it begins once");
            n.listening = true;
        } else if (d.what == Act.Transfer) {
            n.listening = false;
        }
    }
}
