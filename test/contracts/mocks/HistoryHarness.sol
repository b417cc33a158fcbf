// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Money} from "../../../contracts/libraries/Money.sol";
import {Words} from "../../../contracts/libraries/Words.sol";
import {Allocation, Position, Quote, Terms} from "../../../contracts/types/Types.sol";

/// @title Whole histories of receivables in one call
/// @notice Runs the ledger's own libraries over acts in the order in which they were recorded, without tokens, parties
/// or consents. That it does with positions what the ledger does is tested against the ledger itself.
contract HistoryHarness {
    enum Kind {
        Payment,
        Receipt,
        Return,
        Credit,
        Debit,
        Waiver
    }

    enum Refusal {
        None,
        AlreadyClosed,
        NothingPaid,
        AmountOutOfRange,
        ReceiptKnown,
        ReceiptUnknown
    }

    /// @param day Local calendar day, of a receipt its value day. @param amount Minor units. @param ref Which of the
    /// bank's entries a receipt or its return is.
    struct Act {
        Kind kind;
        uint256 day;
        uint256 amount;
        uint256 ref;
    }

    struct History {
        Terms terms;
        Act[] acts;
    }

    struct Recorded {
        bool known;
        bool returned;
        uint256 principal;
        uint256 discount;
        uint256 charges;
        uint256 lateDays;
    }

    /// @param due On the day of the act, before it. @param settled By a payment or a receipt. @param amount That of the
    /// terms, `position` and `closed` after the act.
    struct Step {
        Refusal refusal;
        Quote due;
        Allocation settled;
        uint256 amount;
        Position position;
        bool closed;
    }

    uint256 private constant REFERENCES = 8;

    function replay(History[] calldata histories) external view returns (Step[][] memory steps) {
        steps = new Step[][](histories.length);
        for (uint256 i; i < histories.length; ++i) steps[i] = _replay(histories[i]);
    }

    function _replay(History calldata history) private view returns (Step[] memory steps) {
        steps = new Step[](history.acts.length);
        Terms memory terms = history.terms;
        Recorded[] memory receipts = new Recorded[](REFERENCES);
        Position memory p;
        bool closed;
        for (uint256 i; i < steps.length; ++i) {
            Act calldata a = history.acts[i];
            // Money reads terms from calldata, and a debit changes them, so that every act is a call of its own.
            Step memory step = this.act(terms, p, closed, receipts[a.ref], a);
            (steps[i], p, closed, terms.amount) = (step, step.position, step.closed, uint96(step.amount));
            if (step.refusal != Refusal.None) continue;
            Allocation memory by = step.settled;
            if (a.kind == Kind.Receipt) {
                receipts[a.ref] = Recorded(true, false, by.principal, by.discount, by.charges, by.lateDays);
            }
            if (a.kind == Kind.Return) receipts[a.ref].returned = true;
        }
    }

    /// @dev One act upon a position.
    function act(
        Terms calldata t,
        Position calldata p,
        bool closed,
        Recorded calldata receipt,
        Act calldata a
    ) external pure returns (Step memory step) {
        (step.amount, step.position, step.closed) = (t.amount, p, closed);
        step.due = Money.quote(t, step.position, a.day);
        step.refusal = _act(t, receipt, a, step);
    }

    function _act(
        Terms calldata t,
        Recorded calldata receipt,
        Act calldata a,
        Step memory step
    ) private pure returns (Refusal) {
        if (a.kind == Kind.Return) return _takeBack(t, receipt, step);
        if (a.kind == Kind.Receipt && receipt.known) return Refusal.ReceiptKnown;
        if (step.closed) return Refusal.AlreadyClosed;
        if (a.kind == Kind.Payment) return _settle(t, a, step);
        if (a.kind == Kind.Receipt) {
            return a.amount != 0 && a.amount <= step.due.payoff ? _settle(t, a, step) : Refusal.AmountOutOfRange;
        }
        if (a.kind == Kind.Credit) return _credit(t, a.amount, step);
        if (a.kind == Kind.Debit) return _debit(t, a.amount, step);
        return _waive(a.amount, step);
    }

    function _settle(Terms calldata t, Act calldata by, Step memory step) private pure returns (Refusal) {
        Position memory p = step.position;
        Allocation memory a = Money.allocate(t, p, by.day, by.amount);
        if (a.principal | a.charges == 0) return Refusal.NothingPaid;
        if (a.lateDays + a.charges != 0 || a.carry != p.carry) {
            p.lateDays += a.lateDays;
            p.chargesSettled += a.charges;
            p.carry = a.carry;
            _store(p);
        }
        p.settled += a.principal;
        if (a.discount != 0) p.discounted = true;
        step.closed = a.closed;
        step.settled = a;
        return Refusal.None;
    }

    function _takeBack(Terms calldata t, Recorded calldata receipt, Step memory step) private pure returns (Refusal) {
        if (!receipt.known || receipt.returned) return Refusal.ReceiptUnknown;
        Position memory p = step.position;
        if (receipt.discount != 0) p.discounted = false;
        p.settled -= receipt.principal;
        p.lateDays -= receipt.lateDays;
        p.chargesSettled -= receipt.charges;
        _store(p);
        step.closed = Money.openPrincipal(t, p) == 0 && Money.charges(t, p, 0, 0) == 0;
        return Refusal.None;
    }

    function _credit(Terms calldata t, uint256 amount, Step memory step) private pure returns (Refusal) {
        Position memory p = step.position;
        uint256 open = Money.openPrincipal(t, p);
        if (amount == 0 || amount > open) return Refusal.AmountOutOfRange;
        step.closed = amount == open && Money.charges(t, p, 0, 0) == 0;
        p.credited += amount;
        p.settled += amount;
        return Refusal.None;
    }

    function _debit(Terms calldata t, uint256 amount, Step memory step) private pure returns (Refusal) {
        uint256 limit = t.amount < Money.MAX_AMOUNT ? Money.MAX_AMOUNT - t.amount : 0;
        if (amount == 0 || amount > limit) return Refusal.AmountOutOfRange;
        step.amount += amount;
        return Refusal.None;
    }

    function _waive(uint256 amount, Step memory step) private pure returns (Refusal) {
        Quote memory q = step.due;
        if (amount == 0 || amount > q.charges) return Refusal.AmountOutOfRange;
        step.position.chargesSettled += amount;
        _store(step.position);
        step.closed = q.open == 0 && amount == q.charges;
        return Refusal.None;
    }

    /// @dev What does not fit its bits is lost as it would be in the word.
    function _store(Position memory p) private pure {
        Words.unpackDetail(Words.packDetail(p), p);
    }
}
