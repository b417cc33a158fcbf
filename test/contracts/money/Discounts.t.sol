// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Allocation, Position, Quote, Terms} from "../../../contracts/types/Types.sol";
import {MoneyWorld} from "../support/MoneyWorld.sol";

/// @notice Discounts on the whole and on parts, against exact fractions (R9-R15).
contract DiscountsTest is MoneyWorld {
    function test_the_last_part_earns_the_tier_of_its_day_on_everything(
        Terms memory t,
        uint96[4] memory parts,
        uint32[4] memory instants
    ) public view {
        Play memory play;
        t = _valid(t);
        (t.discountOnParts, t.slidingRate) = (false, 0);
        for (uint256 i; i < parts.length; ++i) {
            play.day = _bound(instants[i], play.day, t.dueDay);
            Allocation memory a = _pay(t, play, _bound(parts[i], 0, t.amount / 4));
            if (a.closed) return;
            _eq(a.discount, 0, "a part earns nothing");
        }
        (uint256 tier, uint256 open) = (_tier(t, play.day), t.amount - play.paid);
        uint256 total = tier < open ? t.amount - tier : play.paid;
        _eq(play.paid + _quote(t, play).payoff, total, "total");
    }

    function test_the_discount_on_what_was_not_credited_is_exact_and_rounded_once(
        Terms memory t,
        uint256 credited,
        uint32 day
    ) public view {
        Play memory play;
        t = _valid(t);
        (t.discountOnParts, play.day) = (false, _bound(day, 0, t.dueDay));
        play.p.settled = play.p.credited = _bound(credited, 0, t.amount);
        Quote memory q = _quote(t, play);
        (uint256 share, uint256 whole) = _share(t, play.day);
        _true(2 * q.discount * whole <= 2 * q.open * share + whole, "not more than half a unit above");
        _true(2 * q.discount * whole + whole > 2 * q.open * share || q.discount == q.open, "less than half below");
    }

    function test_on_parts_all_discounts_add_up_to_the_exact_sum_rounded_once(
        Terms memory t,
        uint96[4] memory parts,
        uint32[4] memory instants
    ) public view {
        Play memory play;
        t.discountOnParts = true;
        t = _valid(t);
        t.slidingRate = 0;
        for (uint256 i; i < parts.length; ++i) {
            play.day = _bound(instants[i], play.day, t.dueDay);
            Allocation memory a = _pay(t, play, _bound(parts[i], 0, t.amount / 4));
            play.exact += a.principal * _tier(t, play.day);
        }
        // Fractions are rounded up to 2^-48 of a unit, which decides only where the exact sum lies that near to a half.
        uint256 slack = ((uint256(t.amount) * parts.length) >> 47) + 1;
        uint256 granted = 2 * play.discounted * t.amount;
        _true(granted <= 2 * play.exact + t.amount + slack, "not more than half a unit above");
        _true(granted + t.amount + slack >= 2 * play.exact, "not more than half a unit below");
    }

    function test_on_parts_cash_settles_the_most_principal_whose_net_is_not_above_it(
        Terms memory t,
        uint32 day,
        uint96 cash
    ) public view {
        Play memory play;
        t.discountOnParts = true;
        t = _valid(t);
        play.day = _bound(day, 0, t.dueDay);
        Quote memory q = _quote(t, play);
        if (q.discount == 0 || q.payoff < 2) return;
        uint256 given = _bound(cash, 1, q.payoff - 1);
        uint256 principal = _pay(t, play, given).principal;
        (uint256 share, uint256 whole) = _share(t, play.day);
        uint256 most = (2 * given + 1) * whole;
        _true(2 * principal * (whole - share) <= most, "its net is not above the cash");
        _true(2 * (principal + 1) * (whole - share) > most, "one unit more costs more");
    }

    function test_a_discount_is_never_above_what_is_open_and_never_there_after_the_due_day(
        Terms memory t,
        Position memory p,
        int16 days_
    ) public view {
        p = _storable(p);
        uint256 day = _near(t, days_);
        Quote memory q = _due(t, p, day);
        _true(q.discount <= q.open, "not negative");
        if (day > t.dueDay) _eq(q.discount, 0, "none after the due day");
    }

    function test_a_tier_ends_with_its_day(Terms memory t) public view {
        t = _valid(t);
        (t.slidingRate, t.discountOnParts) = (0, false);
        Position memory p;
        if (t.discountDay1 != 0) _eq(_due(t, p, t.discountDay1).discount, t.discount1, "the day is included");
        uint256 last = t.discountDay2 != 0 ? t.discountDay2 : t.discountDay1;
        if (t.discountDay2 != 0) {
            _eq(_due(t, p, t.discountDay1 + 1).discount, t.discount2, "the second follows");
            _eq(_due(t, p, last).discount, t.discount2, "the day is included");
        }
        _eq(_due(t, p, last + 1).discount, 0, "over");
    }

    function test_tier_and_sliding_discount_never_stack(Terms memory t, uint32 day) public view {
        t = _valid(t);
        t.discountOnParts = false;
        Position memory p;
        day = uint32(_bound(day, 0, t.dueDay));
        uint256 both = _due(t, p, day).discount;
        uint32 rate = t.slidingRate;
        t.slidingRate = 0;
        uint256 tier = _due(t, p, day).discount;
        (t.slidingRate, t.discount1, t.discount2) = (rate, 0, 0);
        uint256 sliding = _due(t, p, day).discount;
        _eq(both, tier > sliding ? tier : sliding, "the larger");
    }

    /// @dev The larger of tier and sliding discount as a fraction, from the terms as they read.
    function _share(Terms memory t, uint256 day) private pure returns (uint256 share, uint256 whole) {
        (share, whole) = (_tier(t, day), t.amount);
        (uint256 sliding, uint256 year) = (t.slidingRate * (t.dueDay - day), _year(t));
        if (sliding > year) sliding = year;
        if (sliding * whole > share * year) (share, whole) = (sliding, year);
    }
}
