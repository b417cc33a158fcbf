// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../interfaces/ILedger.sol";
import {Allocation, Position, Quote, Terms} from "../types/Types.sol";

/// @title The money engine: discounts, late interest and the order in which a payment settles them
/// @notice Pure and total: no opened terms and no position that the ledger reaches make `quote` or `allocate` revert.
/// Every result is rounded once, half up, from an exact numerator (R25); nothing is accrued, so the number of
/// payments never matters.
///
/// Arithmetic is unchecked, since a check that fails would block a debtor. It cannot overflow: amounts have 92 bits,
/// rates 32, days late 20, carry 48, charges 96, the year 29; the longest product, cash x 2^48 x whole, has 233.
library Money {
    /// @dev Amounts fill 92 bits of the token's word; a larger opened value counts as this.
    uint256 internal constant MAX_AMOUNT = 2 ** 92 - 1;
    uint256 internal constant MAX_CHARGES = type(uint96).max;
    /// @dev 2,870 years; keeps principal x days within the 112 bits of `lateDays`.
    uint256 internal constant MAX_DAYS_LATE = 2 ** 20 - 1;
    /// @dev In the year 4840.
    uint256 internal constant MAX_DUE_DAY = 2 ** 20 - 1;
    uint256 internal constant MAX_GRACE_DAYS = 365;
    uint256 internal constant MAX_ACCELERATION_DAYS = 365;
    uint256 internal constant PARTS_PER_MILLION = 1_000_000;
    uint8 internal constant PRINCIPAL_FIRST = 1;
    uint256 private constant CARRY_BITS = 48;
    uint256 private constant ONE_HALF = 2 ** 47;

    /// @notice Refuses terms that no party should newly agree, naming the field. Reads every field, and with it refuses
    /// every word that is no value of its field.
    function validate(Terms calldata t) internal pure {
        (bytes32 field, uint256 value) = _invalid(t);
        require(field == 0, ILedger.TermsInvalid(field, value));
    }

    function _invalid(Terms calldata t) private pure returns (bytes32 field, uint256 value) {
        (uint256 amount, uint256 dueDay) = (t.amount, t.dueDay);
        if (t.currency == address(0)) return ("currency", 0);
        if (amount == 0 || amount > MAX_AMOUNT) return ("amount", amount);
        if (dueDay == 0 || dueDay > MAX_DUE_DAY) return ("dueDay", dueDay);
        if (t.utcOffset < -720 || t.utcOffset > 840) return ("utcOffset", uint16(t.utcOffset));
        if (t.slidingRate > PARTS_PER_MILLION) return ("slidingRate", t.slidingRate);
        if (t.lateRate > PARTS_PER_MILLION) return ("lateRate", t.lateRate);
        if (t.basis != 360 && t.basis != 365) return ("basis", t.basis);
        if (t.graceDays > MAX_GRACE_DAYS) return ("graceDays", t.graceDays);
        if (t.fixedSum > MAX_AMOUNT) return ("fixedSum", t.fixedSum);
        if (t.allocation > PRINCIPAL_FIRST) return ("allocation", t.allocation);
        if (t.accelerationDays > MAX_ACCELERATION_DAYS) return ("accelerationDays", t.accelerationDays);
        return _invalidDiscount(t, amount, dueDay);
    }

    /// @dev Two tiers at most: the first the larger and the sooner, a sum and a day each or neither.
    function _invalidDiscount(
        Terms calldata t,
        uint256 amount,
        uint256 dueDay
    ) private pure returns (bytes32 field, uint256 value) {
        (uint256 day1, uint256 sum1, uint256 day2, uint256 sum2) = (
            t.discountDay1,
            t.discount1,
            t.discountDay2,
            t.discount2
        );
        if (day1 > dueDay || (day1 == 0) != (sum1 == 0)) return ("discountDay1", day1);
        if (sum1 > amount) return ("discount1", sum1);
        if (day2 > dueDay || (day2 == 0) != (sum2 == 0)) return ("discountDay2", day2);
        if (day2 != 0 && day2 <= day1) return ("discountDay2", day2);
        if (day2 != 0 && sum2 >= sum1) return ("discount2", sum2);
        if (t.discountOnParts && sum1 == 0 && t.slidingRate == 0) return ("discountOnParts", 1);
    }

    /// @notice The local calendar day of an instant. @param instant Unix seconds. @return Days since 1970-01-01.
    function localDay(Terms calldata t, uint256 instant) internal pure returns (uint256) {
        unchecked {
            int256 local = int256(instant) + int256(t.utcOffset) * 60;
            return local < 0 ? 0 : uint256(local) / 1 days;
        }
    }

    /// @notice What is due if everything is paid on a day. @param day Local calendar day, days since 1970-01-01.
    function quote(Terms calldata t, Position memory p, uint256 day) internal pure returns (Quote memory q) {
        (q, ) = _quote(t, p, day);
    }

    /// @notice What a payment of at most `maxCash` settles on a day: everything if it reaches the payoff, else charges
    /// or principal first as agreed. A part earns a discount only where discount on parts is agreed; whoever settles
    /// the whole while the discount lasts earns it on everything that was paid, unless one stands already: our reading
    /// of R12 and R31.
    function allocate(
        Terms calldata t,
        Position memory p,
        uint256 day,
        uint256 maxCash
    ) internal pure returns (Allocation memory a) {
        unchecked {
            (Quote memory q, uint256 carry) = _quote(t, p, day);
            uint256 net = q.open - q.discount;
            uint256 cash = _min(maxCash, q.payoff);
            uint256 toPrincipal = t.allocation == PRINCIPAL_FIRST ? _min(cash, net) : cash - _min(cash, q.charges);
            a.charges = cash - toPrincipal;
            if (toPrincipal == net) {
                (a.principal, a.discount, a.carry) = (q.open, q.discount, carry);
            } else if (t.discountOnParts) {
                (a.principal, a.discount, a.carry) = _part(t, p, day, toPrincipal);
            } else {
                (a.principal, a.carry) = (toPrincipal, p.carry);
            }
            a.cash = a.principal - a.discount + a.charges;
            a.lateDays = a.principal * q.daysLate;
            a.closed = a.principal == q.open && a.charges == q.charges;
        }
    }

    /// @notice Principal that is neither paid, discounted nor credited.
    function openPrincipal(Terms calldata t, Position memory p) internal pure returns (uint256) {
        unchecked {
            uint256 amount = _min(t.amount, MAX_AMOUNT);
            return amount > p.settled ? amount - p.settled : 0;
        }
    }

    /// @notice Interest and fixed sum not yet settled. Interest is rate x (settled principal x its days late + open
    /// principal x days late) / basis, rounded half up once; the fixed sum is due as soon as anything is late.
    function charges(Terms calldata t, Position memory p, uint256 open, uint256 late) internal pure returns (uint256) {
        unchecked {
            uint256 principalDays = p.lateDays + open * late;
            if (principalDays == 0) return 0;
            uint256 year = _year(t);
            uint256 total = _min((t.lateRate * principalDays + year / 2) / year + t.fixedSum, MAX_CHARGES);
            return total > p.chargesSettled ? total - p.chargesSettled : 0;
        }
    }

    function _quote(
        Terms calldata t,
        Position memory p,
        uint256 day
    ) private pure returns (Quote memory q, uint256 carry) {
        unchecked {
            q.open = openPrincipal(t, p);
            carry = p.carry;
            if (day > t.dueDay) q.daysLate = _daysLate(t, day - t.dueDay);
            else (q.discount, carry) = _discountOnRest(t, p, q.open, day);
            q.charges = charges(t, p, q.open, q.daysLate);
            q.payoff = q.open - q.discount + q.charges;
        }
    }

    /// @dev Lateness counts from the day after the due date, the day itself included (R16), and not within grace.
    function _daysLate(Terms calldata t, uint256 late) private pure returns (uint256) {
        return late > t.graceDays ? _min(late, MAX_DAYS_LATE) : 0;
    }

    /// @dev Discount for settling all that is open on a day, and the carry afterwards. What was credited was never
    /// owed and earns none (R10).
    function _discountOnRest(
        Terms calldata t,
        Position memory p,
        uint256 open,
        uint256 day
    ) private pure returns (uint256, uint256) {
        unchecked {
            (uint256 share, uint256 whole) = _discountShare(t, day);
            if (share == 0) return (0, p.carry);
            if (t.discountOnParts) return _grant(p.carry, open, share, whole);
            if (p.discounted) return (0, p.carry);
            uint256 paid = p.settled > p.credited ? p.settled - p.credited : 0;
            return (_min((2 * (open + paid) * share + whole) / (2 * whole), open), p.carry);
        }
    }

    /// @dev The larger of tier and sliding discount as a fraction of the amount (they never stack, R15). Called in time
    /// only: no discount outlives the due day, whatever was opened.
    function _discountShare(Terms calldata t, uint256 day) private pure returns (uint256 share, uint256 whole) {
        unchecked {
            if (day <= t.discountDay1) share = t.discount1;
            if (day <= t.discountDay2 && t.discount2 > share) share = t.discount2;
            whole = _min(t.amount, MAX_AMOUNT);
            share = _min(share, whole);
            if (t.slidingRate != 0) {
                uint256 year = _year(t);
                uint256 sliding = _min(t.slidingRate * (t.dueDay - day), year);
                if (sliding * whole > share * year) return (sliding, year);
            }
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
        unchecked {
            uint256 earned = (((principal * share) << CARRY_BITS) + whole - 1) / whole + (carry ^ ONE_HALF);
            discount = _min(earned >> CARRY_BITS, principal);
            carried = (earned & (2 ** CARRY_BITS - 1)) ^ ONE_HALF;
        }
    }

    /// @dev The principal that `cash` settles where a part earns its discount: the most whose net does not exceed it.
    function _part(
        Terms calldata t,
        Position memory p,
        uint256 day,
        uint256 cash
    ) private pure returns (uint256 principal, uint256 discount, uint256 carry) {
        unchecked {
            (uint256 share, uint256 whole) = day > t.dueDay ? (0, 1) : _discountShare(t, day);
            if (share == 0 || cash == 0) return (cash, 0, p.carry);
            principal = (((cash << CARRY_BITS) + (p.carry ^ ONE_HALF)) * whole) / ((whole - share) << CARRY_BITS);
            (discount, carry) = _grant(p.carry, principal, share, whole);
        }
    }

    function _year(Terms calldata t) private pure returns (uint256) {
        return PARTS_PER_MILLION * (t.basis == 360 ? 360 : 365);
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
