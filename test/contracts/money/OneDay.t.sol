// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Position, Terms} from "../../../contracts/types/Types.sol";
import {MoneyWorld} from "../support/MoneyWorld.sol";

/// @notice Several payments on one day are worth one payment.
contract OneDayTest is MoneyWorld {
    function test_paying_twice_on_one_day_never_costs_more_and_at_most_one_unit_less(
        Terms memory t,
        uint256 credited,
        int16 days_,
        uint256 first
    ) public view {
        Play memory play;
        t = _valid(t);
        play.day = _near(t, days_);
        play.p.settled = play.p.credited = _bound(credited, 0, t.amount - 1);
        uint256 whole = _quote(t, play).payoff;
        _pay(t, play, _bound(first, 0, whole));
        _costs(play.paid + _quote(t, play).payoff, whole);
    }

    function test_paying_in_five_parts_on_one_day_never_costs_more_and_at_most_one_unit_less(
        Terms memory t,
        int16 days_,
        uint96[4] memory parts
    ) public view {
        Play memory play;
        t = _valid(t);
        play.day = _near(t, days_);
        uint256 whole = _quote(t, play).payoff;
        for (uint256 i; i < parts.length; ++i) {
            _pay(t, play, _bound(parts[i], 0, whole / 4));
        }
        _costs(play.paid + _quote(t, play).payoff, whole);
    }

    function test_dust_on_one_day_costs_what_the_whole_costs(Terms memory t, int16 days_, uint96 amount) public view {
        Play memory play;
        t.amount = uint96(_bound(amount, 1, 60));
        t = _valid(t);
        t.fixedSum = t.fixedSum % 20;
        play.day = _near(t, days_);
        uint256 whole = _quote(t, play).payoff;
        for (uint256 i; i < whole && i < 100; ++i) {
            _pay(t, play, 1);
        }
        _costs(play.paid + _quote(t, play).payoff, whole);
    }

    function test_any_position_on_one_day_costs_the_same_in_two_parts(
        Terms memory t,
        Position memory p,
        int16 days_,
        uint256 first
    ) public view {
        Play memory play;
        t = _valid(t);
        (play.p, play.day) = (_storable(p), _near(t, days_));
        play.p.settled = _bound(play.p.settled, 0, t.amount);
        play.p.credited = _bound(play.p.credited, 0, play.p.settled);
        uint256 whole = _quote(t, play).payoff;
        _pay(t, play, _bound(first, 0, whole));
        _costs(play.paid + _quote(t, play).payoff, whole);
    }

    function test_waiting_never_makes_agreed_terms_cheaper(
        Terms memory t,
        Position memory p,
        int16 days_,
        uint32 wait
    ) public view {
        t = _valid(t);
        p = _storable(p);
        p.settled = _bound(p.settled, 0, t.amount);
        p.credited = _bound(p.credited, 0, p.settled);
        uint256 day = _near(t, days_);
        _true(_due(t, p, day).payoff <= _due(t, p, day + wait).payoff, "payoff");
    }

    function _costs(uint256 parts, uint256 whole) private pure {
        _true(parts <= whole, "never more");
        _true(parts + 1 >= whole, "at most one unit less");
    }
}
