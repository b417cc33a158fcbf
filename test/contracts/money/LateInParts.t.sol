// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Allocation, Quote, Terms} from "../../../contracts/types/Types.sol";
import {MoneyWorld} from "../support/MoneyWorld.sol";

/// @notice Late interest in parts: the total is that of the exact result, whatever the number of payments and their
/// days. Exact results are fractions, compared by cross-multiplication; nothing here rounds.
contract LateInPartsTest is MoneyWorld {
    struct Part {
        uint16 wait;
        uint96 cash;
    }

    /// @dev A debt in exact fractions: `open / denominator` principal and `interest / denominator` unpaid interest.
    struct Exact {
        uint256 open;
        uint256 interest;
        uint256 denominator;
        uint256 day;
    }

    function test_principal_first_any_parts_at_any_days_cost_the_exact_interest_rounded_once(
        Terms memory t,
        Part[6] memory parts
    ) public view {
        Play memory play;
        t = _late(t);
        (t.allocation, play.day) = (1, t.dueDay);
        for (uint256 i; i < parts.length; ++i) {
            play.day += parts[i].wait;
            Allocation memory a = _pay(t, play, _bound(parts[i].cash, 0, t.amount));
            play.exact += a.principal * _daysLate(t, play.day);
        }
        Quote memory q = _quote(t, play);
        play.exact += q.open * _daysLate(t, play.day);
        uint256 interest = play.paid + q.payoff - t.amount;
        if (play.exact != 0) interest -= t.fixedSum;
        _halfUp(interest, t.lateRate * play.exact, _year(t));
    }

    function test_any_parts_cost_the_interest_of_the_principal_that_they_settled_rounded_once(
        Terms memory t,
        Part[6] memory parts
    ) public view {
        Play memory play;
        t = _late(t);
        play.day = t.dueDay;
        uint256 charges;
        for (uint256 i; i < parts.length; ++i) {
            play.day += parts[i].wait;
            Allocation memory a = _pay(t, play, _bound(parts[i].cash, 0, t.amount));
            charges += a.charges;
            play.exact += a.principal * _daysLate(t, play.day);
        }
        Quote memory q = _quote(t, play);
        play.exact += q.open * _daysLate(t, play.day);
        charges += q.charges;
        if (play.exact != 0) charges -= t.fixedSum;
        _halfUp(charges, t.lateRate * play.exact, _year(t));
    }

    /// @dev Rounding moves at most half a unit of principal; within these rates and times the interest of that half
    /// stays below the other half.
    function test_charges_first_any_parts_at_any_days_cost_the_exact_result_within_one_unit(
        Terms memory t,
        Part[4] memory parts
    ) public view {
        Play memory play;
        t.amount = uint96(_bound(t.amount, 1, 1e15));
        t = _late(t);
        (t.allocation, t.fixedSum, t.graceDays) = (0, 0, 0);
        t.lateRate = uint32(_bound(t.lateRate, 0, 250_000));
        Exact memory e = Exact(t.amount, 0, 1, t.dueDay);
        for (uint256 i; i < parts.length; ++i) {
            play.day = e.day + _bound(parts[i].wait, 0, 250);
            uint256 cash = _pay(t, play, _bound(parts[i].cash, 0, t.amount)).cash;
            _accrue(t, e, play.day);
            if (e.interest + e.open <= cash * e.denominator) return;
            _payExactly(e, cash);
        }
        uint256 payoff = _quote(t, play).payoff;
        _true(_difference(payoff * e.denominator, e.open + e.interest) <= e.denominator, "within one unit");
    }

    function test_the_order_of_allocation_does_not_matter_where_nothing_is_paid_in_between(
        Terms memory t,
        uint16 wait
    ) public view {
        Play memory play;
        t = _late(t);
        (t.allocation, play.day) = (0, t.dueDay + wait);
        uint256 first = _quote(t, play).payoff;
        t.allocation = 1;
        _eq(first, _quote(t, play).payoff, "payoff");
    }

    function test_principal_first_is_free_of_the_order_of_two_parts(
        Terms memory t,
        uint16 wait,
        uint96[2] memory parts
    ) public view {
        (Play memory one, Play memory other) = (_start(), _start());
        t = _late(t);
        (t.allocation, one.day) = (1, uint256(t.dueDay) + wait);
        other.day = one.day;
        (uint256 a, uint256 b) = (_bound(parts[0], 0, t.amount / 2), _bound(parts[1], 0, t.amount / 2));
        _pay(t, one, a);
        _pay(t, one, b);
        _pay(t, other, b);
        _pay(t, other, a);
        one.day = other.day = one.day + 100;
        _eq(_quote(t, one).payoff, _quote(t, other).payoff, "payoff");
    }

    function test_within_grace_nothing_is_charged_and_beyond_it_every_day_is(
        Terms memory t,
        uint96 amount,
        uint16 late
    ) public view {
        Play memory play;
        t.amount = amount;
        t = _late(t);
        play.day = uint256(t.dueDay) + late;
        Quote memory q = _quote(t, play);
        if (late <= t.graceDays) _eq(q.charges + q.daysLate, 0, "forgiven");
        else _eq(q.daysLate, late, "from the due date");
        if (late > t.graceDays) _halfUp(q.charges - t.fixedSum, uint256(t.lateRate) * t.amount * q.daysLate, _year(t));
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _start() private pure returns (Play memory) {}

    function _daysLate(Terms memory t, uint256 day) private pure returns (uint256) {
        uint256 late = day - t.dueDay;
        return late > t.graceDays ? late : 0;
    }

    /// @dev That `rounded` is numerator / denominator, half up, or the most that charges can be.
    function _halfUp(uint256 rounded, uint256 numerator, uint256 denominator) private pure {
        if (numerator / denominator >= 2 ** 95) return;
        _true(2 * rounded * denominator <= 2 * numerator + denominator, "not more than half a unit above");
        _true(2 * rounded * denominator + denominator > 2 * numerator, "less than half a unit below");
    }

    /// @dev Interest of the open principal since the last day; the denominator grows by the year.
    function _accrue(Terms memory t, Exact memory e, uint256 day) private pure {
        uint256 year = _year(t);
        e.interest = e.interest * year + e.open * t.lateRate * (day - e.day);
        e.open *= year;
        e.denominator *= year;
        e.day = day;
    }

    function _payExactly(Exact memory e, uint256 cash) private pure {
        uint256 units = cash * e.denominator;
        uint256 interest = units < e.interest ? units : e.interest;
        e.interest -= interest;
        e.open -= units - interest;
    }
}
