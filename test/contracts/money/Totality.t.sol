// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Allocation, Position, Quote, Terms} from "../../../contracts/types/Types.sol";
import {MoneyWorld} from "../support/MoneyWorld.sol";

/// @notice The engine is total: any opened words and any position have a meaning, and no payment can fail on them.
contract TotalityTest is MoneyWorld {
    function test_any_terms_and_any_position_have_a_quote_and_an_allocation(
        Terms memory t,
        Position memory p,
        uint256 day,
        uint256 maxCash
    ) public view {
        _checkAllocation(t, _storable(p), day, maxCash);
    }

    function test_any_terms_and_any_position_near_the_due_day_have_an_allocation(
        Terms memory t,
        Position memory p,
        int16 days_,
        uint96 maxCash
    ) public view {
        p = _storable(p);
        p.settled = _bound(p.settled, 0, t.amount > MAX_AMOUNT ? MAX_AMOUNT : t.amount);
        p.credited = _bound(p.credited, 0, p.settled);
        _checkAllocation(t, p, _near(t, days_), maxCash);
    }

    function test_agreed_terms_have_an_allocation_for_any_position(
        Terms memory t,
        Position memory p,
        int16 days_,
        uint96 maxCash
    ) public view {
        t = _valid(t);
        lens.validate(t);
        p = _storable(p);
        p.settled = _bound(p.settled, 0, t.amount);
        p.credited = _bound(p.credited, 0, p.settled);
        _checkAllocation(t, p, _near(t, days_), maxCash);
    }

    function test_whoever_gives_the_payoff_closes_and_one_unit_less_does_not(
        Terms memory t,
        Position memory p,
        int16 days_,
        uint256 maxCash
    ) public view {
        p = _storable(p);
        uint256 day = _near(t, days_);
        Quote memory q = _due(t, p, day);
        (, Allocation memory a) = lens.reckon(t, p, day, _bound(maxCash, q.payoff, type(uint256).max));
        _true(a.closed && a.cash == q.payoff && a.principal == q.open && a.charges == q.charges, "all");
        if (q.payoff == 0) return;
        (, a) = lens.reckon(t, p, day, q.payoff - 1);
        _false(a.closed, "closed");
    }

    function test_any_instant_is_a_day(Terms memory t, uint256 instant) public view {
        uint256 day = libraries.localDay(t, instant);
        if (instant > uint256(type(int256).max) - 2 ** 24) return;
        int256 local = int256(instant) + 60 * int256(t.utcOffset);
        if (local < 0) _eq(day, 0, "before 1970");
        else _true(int256(day) * 86_400 <= local && local < (int256(day) + 1) * 86_400, "day");
    }

    function _checkAllocation(Terms memory t, Position memory p, uint256 day, uint256 maxCash) private view {
        (Quote memory q, Allocation memory a) = lens.reckon(t, p, day, maxCash);
        _eq(q.payoff, q.open - q.discount + q.charges, "payoff");
        _true(a.cash == a.principal - a.discount + a.charges, "cash");
        _true(a.cash <= maxCash && a.cash <= q.payoff, "at most what is given and what is due");
        _true(a.principal <= q.open && a.discount <= a.principal && a.charges <= q.charges, "at most what is open");
        _true(q.discount <= q.open, "discount");
        if (day > t.dueDay) _eq(q.discount + a.discount, 0, "no discount after the due day");
        else _eq(q.daysLate + a.lateDays, 0, "not late until the due day");
        _eq(a.lateDays, a.principal * q.daysLate, "late days");
        _true(a.closed == (a.principal == q.open && a.charges == q.charges), "closed");
        _true(p.settled + a.principal <= MAX_AMOUNT, "settled fits 92 bits");
        _true(p.chargesSettled + a.charges <= type(uint96).max, "charges fit 96 bits");
        _true(a.carry < 2 ** 48, "carry fits 48 bits");
        uint256 least = maxCash < q.payoff ? maxCash : q.payoff;
        if (!t.discountOnParts) _eq(a.cash, least, "everything that is given");
    }
}
