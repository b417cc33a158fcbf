// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Receivable, Terms} from "../../../contracts/types/Types.sol";
import {World} from "../support/World.sol";

/// @notice The last second of a day and the first of the next, in every time zone (R8), and the edges of each term.
contract BoundariesTest is World {
    uint256 private constant DUE = TODAY + 30;

    function test_the_due_day_ends_at_24_00_of_its_own_time_zone() public {
        int16[5] memory offsets = [int16(0), 840, -720, 345, 60];
        for (uint256 i; i < offsets.length; ++i) {
            _warp(START);
            Receivable memory r = _at(i, offsets[i]);
            uint256 end = uint256(int256((DUE + 1) * 1 days) - int256(offsets[i]) * 60);
            _warp(end - 1);
            _true(_quote(r).charges == 0 && _quote(r).daysLate == 0, "in time");
            _warp(end);
            _true(_quote(r).daysLate == 1 && _quote(r).charges == 4_000 + 278, "one day late");
            _warp(end + 1 days - 1);
            _eq(_quote(r).daysLate, 1, "still one day late");
            _warp(end + 1 days);
            _eq(_quote(r).daysLate, 2, "two days late");
        }
    }

    function test_a_discount_day_is_included_to_its_last_second() public {
        Receivable memory r = _at(1, -720);
        uint256 end = (TODAY + 11) * 1 days + 12 hours;
        _warp(end - 1);
        _eq(_quote(r).discount, 20_000, "first tier");
        _warp(end);
        _eq(_quote(r).discount, 10_000, "second tier");
        _warp(end + 10 days - 1);
        _eq(_quote(r).discount, 10_000, "second tier to its end");
        _warp(end + 10 days);
        _eq(_quote(r).discount, 0, "over");
    }

    function test_a_discount_on_the_due_day_ends_with_it() public {
        Terms memory t = _terms();
        (t.discountDay2, t.utcOffset) = (t.dueDay, 0);
        Receivable memory r = _make(1, t);
        _accepted(r);
        _warp((DUE + 1) * 1 days - 1);
        _eq(_pay(r, buyer.addr, 1), 1, "part");
        _eq(_quote(r).discount, 10_000, "last second");
        _warp((DUE + 1) * 1 days);
        _eq(_quote(r).discount, 0, "over");
    }

    function test_within_grace_nothing_is_charged_and_beyond_it_all_days_are() public {
        Terms memory t = _terms();
        (t.graceDays, t.utcOffset) = (5, 0);
        Receivable memory r = _make(1, t);
        _accepted(r);
        _warp((DUE + 6) * 1 days - 1);
        _true(_quote(r).charges == 0 && _quote(r).daysLate == 0, "the fifth day is forgiven");
        _warp((DUE + 6) * 1 days);
        _true(_quote(r).daysLate == 6 && _quote(r).charges == 4_000 + 1_668, "the sixth day brings six");
    }

    function test_what_is_paid_within_grace_is_never_charged() public {
        Terms memory t = _terms();
        (t.graceDays, t.utcOffset) = (5, 0);
        Receivable memory r = _make(1, t);
        _accepted(r);
        _warp((DUE + 5) * 1 days);
        _pay(r, buyer.addr, 999_999);
        _warp((DUE + 365) * 1 days);
        // 10.15 % on one unit for a year is a tenth of a unit.
        _eq(_quote(r).charges, 4_000, "the fixed sum for the unit that is late");
    }

    function test_a_sliding_discount_is_nothing_on_the_due_day_and_falls_by_the_day() public {
        Terms memory t = _plainTerms();
        (t.slidingRate, t.utcOffset) = (365_000, 0);
        Receivable memory r = _make(1, t);
        _accepted(r);
        for (uint256 left = 30; left > 0; --left) {
            _warp((DUE - left) * 1 days);
            _eq(_quote(r).discount, left * 1_000, "a permille a day");
        }
        _warp(DUE * 1 days);
        _eq(_quote(r).discount, 0, "none");
    }

    function test_the_larger_of_tier_and_sliding_discount_counts() public {
        Terms memory t = _terms();
        (t.slidingRate, t.utcOffset) = (365_000, 0);
        Receivable memory r = _make(1, t);
        _accepted(r);
        _eq(_quote(r).discount, 30_000, "sliding, 30 days early");
        _warp((TODAY + 10) * 1 days);
        _eq(_quote(r).discount, 20_000, "both are 20,000");
        _warp((TODAY + 11) * 1 days);
        _eq(_quote(r).discount, 19_000, "sliding, above the second tier");
        _warp((TODAY + 20) * 1 days);
        _eq(_quote(r).discount, 10_000, "both are 10,000");
    }

    function test_the_fixed_sum_is_due_once() public {
        Receivable memory r = _at(1, 0);
        _warp((DUE + 1) * 1 days);
        _pay(r, buyer.addr, 4_278);
        for (uint256 day = 2; day < 6; ++day) {
            _warp((DUE + day) * 1 days);
            _true(_quote(r).charges <= 279 * (day - 1), "interest only");
        }
    }

    function test_half_a_unit_is_rounded_up_and_less_is_not() public {
        // 36,500 x 0.5 % / 365 is half a unit a day.
        (uint96[2] memory amounts, uint256[2] memory interests) = ([uint96(36_500), 36_499], [uint256(1), 0]);
        for (uint256 i; i < 2; ++i) {
            _warp(START);
            Terms memory t = _plainTerms();
            (t.amount, t.lateRate, t.utcOffset) = (amounts[i], 5_000, 0);
            Receivable memory r = _make(i, t);
            _accepted(r);
            _warp((DUE + 1) * 1 days);
            _eq(_quote(r).charges, interests[i], "interest");
        }
    }

    function test_an_offset_beyond_any_time_zone_still_has_days() public {
        int16[2] memory offsets = [type(int16).min, type(int16).max];
        for (uint256 i; i < 2; ++i) {
            _warp(START);
            Terms memory t = _terms();
            t.utcOffset = offsets[i];
            Receivable memory r = _make(i, t);
            _acceptedSealed(r);
            uint256 end = uint256(int256((DUE + 1) * 1 days) - int256(offsets[i]) * 60);
            _warp(end - 1);
            _eq(_quote(r).daysLate, 0, "in time");
            _warp(end);
            _eq(_quote(r).daysLate, 1, "late");
        }
    }

    function test_before_1970_there_is_one_day() public {
        Terms memory t = _plainTerms();
        t.utcOffset = -720;
        Receivable memory r = _make(1, t);
        bytes32 id = _accepted(r);
        _eq(lens.quote(id, _openTerms(r), 0).payoff, AMOUNT, "payoff");
    }

    function test_far_years_are_days_like_any_other() public {
        // The ends of 32 bits of seconds (2038, 2106), a year that is no leap year (2100) and the year 4000.
        uint256[4] memory days_ = [uint256(24_855), 49_710, 47_541, 741_000];
        for (uint256 i; i < 4; ++i) {
            _warp(START);
            Terms memory t = _terms();
            (t.dueDay, t.utcOffset) = (uint32(days_[i]), 0);
            Receivable memory r = _make(i, t);
            _accepted(r);
            _warp((days_[i] + 1) * 1 days - 1);
            _eq(_quote(r).daysLate, 0, "in time");
            _warp((days_[i] + 1) * 1 days);
            _eq(_quote(r).daysLate, 1, "late");
            _pay(r, buyer.addr, MAX);
        }
    }

    function _at(uint256 number, int16 offset) private returns (Receivable memory r) {
        Terms memory t = _terms();
        t.utcOffset = offset;
        r = _make(number, t);
        _accepted(r);
    }
}
