// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IReceivables} from "../interfaces/IReceivables.sol";
import {Allocation, Position, Quote, Terms} from "../types/Types.sol";

/// @title The money engine: discounts, late interest and the order in which a payment settles them
/// @notice Pure and total: no terms and no position make `quote` or `allocate` revert. Every result is rounded once,
/// half up, from an exact numerator (R25); nothing is accrued, so the number of payments never matters.
library Money {
    /// @dev Amounts fill 92 bits of the token's slot; larger opened values count as this.
    uint256 internal constant MAX_AMOUNT = 2 ** 92 - 1;
    uint256 internal constant MAX_CHARGES = type(uint96).max;
    /// @dev 2,870 years; keeps `amount x days` within the 112 bits of `lateDays`.
    uint256 internal constant MAX_DAYS_LATE = 2 ** 20 - 1;
    uint256 internal constant PARTS_PER_MILLION = 1_000_000;
    uint256 internal constant MAX_GRACE_DAYS = 365;
    uint256 private constant CARRY_BITS = 48;
    uint256 private constant ONE_HALF = 2 ** 47;
    uint8 private constant PRINCIPAL_FIRST = 1;

    /// @notice Refuses terms that no party should newly agree; the field is named.
    function validate(Terms calldata t) internal pure {
        require(uint160(t.currency) != 0, IReceivables.TermsInvalid("currency", 0));
        require(t.amount != 0 && t.amount <= MAX_AMOUNT, IReceivables.TermsInvalid("amount", t.amount));
        require(t.dueDay != 0 && t.dueDay <= MAX_DAYS_LATE, IReceivables.TermsInvalid("dueDay", t.dueDay));
        require(t.utcOffset >= -720 && t.utcOffset <= 840, IReceivables.TermsInvalid("utcOffset", uint16(t.utcOffset)));
        require((t.discountDay1 == 0) == (t.discount1 == 0), IReceivables.TermsInvalid("discountDay1", t.discountDay1));
        require((t.discountDay2 == 0) == (t.discount2 == 0), IReceivables.TermsInvalid("discountDay2", t.discountDay2));
        require(t.discountDay1 <= t.dueDay, IReceivables.TermsInvalid("discountDay1", t.discountDay1));
        require(t.discount1 <= t.amount, IReceivables.TermsInvalid("discount1", t.discount1));
        if (t.discountDay2 != 0) {
            require(t.discountDay2 > t.discountDay1 && t.discountDay2 <= t.dueDay, IReceivables.TermsInvalid("discountDay2", t.discountDay2));
            require(t.discount2 < t.discount1, IReceivables.TermsInvalid("discount2", t.discount2));
        }
        require(t.slidingRate <= PARTS_PER_MILLION, IReceivables.TermsInvalid("slidingRate", t.slidingRate));
        require(t.lateRate <= PARTS_PER_MILLION, IReceivables.TermsInvalid("lateRate", t.lateRate));
        require(t.basis == 360 || t.basis == 365, IReceivables.TermsInvalid("basis", t.basis));
        require(t.graceDays <= MAX_GRACE_DAYS, IReceivables.TermsInvalid("graceDays", t.graceDays));
        require(t.allocation <= PRINCIPAL_FIRST, IReceivables.TermsInvalid("allocation", t.allocation));
    }

    /// @notice The local calendar day of an instant. @param instant Unix seconds. @return Days since 1970-01-01.
    function localDay(Terms calldata t, uint256 instant) internal pure returns (uint256) {
        int256 local = int256(instant) + int256(t.utcOffset) * 60;
        return local < 0 ? 0 : uint256(local) / 1 days;
    }

    /// @notice What is due if everything is paid on a day. @param day Local calendar day, days since 1970-01-01.
    function quote(Terms calldata t, Position memory p, uint256 day) internal pure returns (Quote memory q) {
        (q, ) = _quote(t, p, day);
    }

    /// @notice What a payment of at most `maxCash` settles on a day: everything if it reaches the payoff, else charges
    /// or principal first as agreed. A part earns a discount only where discount on parts is agreed; whoever settles
    /// the whole while the discount lasts earns it on everything that was paid (R12).
    function allocate(
        Terms calldata t,
        Position memory p,
        uint256 day,
        uint256 maxCash
    ) internal pure returns (Allocation memory a) {
        (Quote memory q, uint256 carry) = _quote(t, p, day);
        uint256 net = q.open - q.discount;
        uint256 cash = _min(maxCash, q.payoff);
        uint256 toPrincipal = t.allocation == PRINCIPAL_FIRST ? _min(cash, net) : cash - _min(cash, q.charges);
        a.charges = cash - toPrincipal;
        if (toPrincipal == net) {
            (a.principal, a.discount, a.carry) = (q.open, q.discount, carry);
        } else if (t.discountOnParts) {
            (a.principal, a.discount, a.carry) = _partFor(t, p, day, toPrincipal);
        } else {
            (a.principal, a.carry) = (toPrincipal, p.carry);
        }
        a.cash = a.principal - a.discount + a.charges;
        a.lateDays = a.principal * q.daysLate;
    }

    /// @notice Principal that is neither paid, discounted nor credited.
    function openPrincipal(Terms calldata t, Position memory p) internal pure returns (uint256) {
        uint256 amount = _min(t.amount, MAX_AMOUNT);
        return amount > p.settled ? amount - p.settled : 0;
    }

    /// @notice Days that count as late: from the day after the due date, the day itself included (R16), and none
    /// within grace.
    function daysLate(Terms calldata t, uint256 day) internal pure returns (uint256) {
        if (day <= t.dueDay) return 0;
        uint256 late = day - t.dueDay;
        return late > t.graceDays ? _min(late, MAX_DAYS_LATE) : 0;
    }

    /// @notice Interest and fixed sum not yet settled. Interest is rate x (settled principal x its days late + open
    /// principal x days late) / basis, rounded half up once.
    function charges(Terms calldata t, Position memory p, uint256 open, uint256 late) internal pure returns (uint256) {
        uint256 principalDays = p.lateDays + open * late;
        if (principalDays == 0) return 0;
        uint256 year = PARTS_PER_MILLION * _basis(t);
        uint256 total = _min((t.lateRate * principalDays + year / 2) / year + t.fixedSum, MAX_CHARGES);
        return total > p.chargesSettled ? total - p.chargesSettled : 0;
    }

    function _quote(
        Terms calldata t,
        Position memory p,
        uint256 day
    ) private pure returns (Quote memory q, uint256 carry) {
        q.open = openPrincipal(t, p);
        q.daysLate = daysLate(t, day);
        q.charges = charges(t, p, q.open, q.daysLate);
        (q.discount, carry) = _discountOnRest(t, p, q.open, day);
        q.payoff = q.open - q.discount + q.charges;
    }

    /// @dev Discount for settling all that is open on a day, and the carry afterwards. What was credited was never
    /// owed and earns none (R10).
    function _discountOnRest(
        Terms calldata t,
        Position memory p,
        uint256 open,
        uint256 day
    ) private pure returns (uint256 discount, uint256 carry) {
        (uint256 share, uint256 whole) = _discountShare(t, day);
        if (share == 0) return (0, p.carry);
        if (t.discountOnParts) return _grant(p.carry, open, share, whole);
        uint256 amount = _min(t.amount, MAX_AMOUNT);
        uint256 base = amount > p.credited ? amount - p.credited : 0;
        return (_min((2 * base * share + whole) / (2 * whole), open), p.carry);
    }

    /// @dev The larger of tier and sliding discount as a fraction of the amount (they never stack, R15); none when late.
    function _discountShare(Terms calldata t, uint256 day) private pure returns (uint256 share, uint256 whole) {
        if (day > t.dueDay) return (0, 1);
        whole = _min(t.amount, MAX_AMOUNT);
        if (whole == 0) return (0, 1);
        if (day <= t.discountDay1) share = t.discount1;
        if (day <= t.discountDay2 && t.discount2 > share) share = t.discount2;
        share = _min(share, whole);
        if (t.slidingRate != 0) {
            uint256 year = PARTS_PER_MILLION * _basis(t);
            uint256 sliding = _min(t.slidingRate * (t.dueDay - day), year);
            if (sliding * whole > share * year) return (sliding, year);
        }
    }

    /// @dev Grants whole units of the discount earned on `principal` and carries the rest, rounded up to 2^-48, so that
    /// splitting a payment never costs more. The stored carry is offset by one half: units are granted half up.
    function _grant(
        uint256 carry,
        uint256 principal,
        uint256 share,
        uint256 whole
    ) private pure returns (uint256 discount, uint256 carried) {
        uint256 earned = (((principal * share) << CARRY_BITS) + whole - 1) / whole + (carry ^ ONE_HALF);
        discount = earned >> CARRY_BITS;
        carried = (earned & (2 ** CARRY_BITS - 1)) ^ ONE_HALF;
        if (discount > principal) discount = principal;
    }

    /// @dev The principal that `cash` settles where a part earns its discount: the most whose net does not exceed it.
    function _partFor(
        Terms calldata t,
        Position memory p,
        uint256 day,
        uint256 cash
    ) private pure returns (uint256 principal, uint256 discount, uint256 carry) {
        (uint256 share, uint256 whole) = _discountShare(t, day);
        if (share == 0 || cash == 0) return (cash, 0, p.carry);
        principal = (((cash << CARRY_BITS) + (p.carry ^ ONE_HALF)) * whole) / ((whole - share) << CARRY_BITS);
        (discount, carry) = _grant(p.carry, principal, share, whole);
    }

    function _basis(Terms calldata t) private pure returns (uint256) {
        return t.basis == 360 ? 360 : 365;
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
