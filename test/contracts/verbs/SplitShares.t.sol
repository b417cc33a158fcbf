// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Position, Quote, Receivable, Terms} from "../../../contracts/types/Types.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";

/// @notice The parts together owe what the whole owed: every agreed sum exactly, and every payoff within a unit for
/// each part, since each rounds for itself.
contract SplitSharesTest is AgreementWorld {
    /// @dev The day after which nothing new happens to any of these terms.
    uint256 private constant LAST = TODAY + 130;

    /// @dev What a test of one whole and its parts looks at.
    struct Play {
        Receivable whole;
        Position position;
        Receivable[] parts;
    }

    // ------------------------------------------------------------------------------------------------ sums and payoffs

    function test_R69_parts_owe_together_what_the_whole_owed_on_every_day() public {
        Play memory play = _split(_make(1), 0, 0, _thirds(AMOUNT));
        // 20,000, 10,000 and 4,000 of 1,000,000, a third each.
        _eq(play.parts[0].terms.discount1, 6_667, "rounded up");
        _eq(play.parts[1].terms.discount1, 6_666, "the second");
        _eq(play.parts[2].terms.discount1, 6_667, "the rest");
        _everyDay(play);
    }

    function test_what_was_paid_in_part_keeps_its_discount_on_every_day() public {
        _everyDay(_split(_make(1), 123_457, 34_567, _thirds(AMOUNT - 123_457 - 34_567)));
    }

    function test_discounts_on_parts_and_sliding_ones_and_grace_on_every_day() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        _everyDay(_split(r, 98_000, 0, _thirds(900_000)));
        r = _make(2);
        r.terms.slidingRate = 360_000;
        _everyDay(_split(r, 0, 50_001, _thirds(949_999)));
        r = _make(3);
        (r.terms.graceDays, r.terms.basis, r.terms.allocation) = (15, 360, 1);
        _everyDay(_split(r, 0, 0, _thirds(AMOUNT)));
    }

    function test_the_smallest_parts_have_their_share_of_every_sum() public {
        Receivable memory r = _make(1);
        (r.terms.amount, r.terms.discount1, r.terms.discount2, r.terms.fixedSum) = (100, 50, 25, 7);
        uint96[] memory amounts = new uint96[](100);
        for (uint256 i; i < 100; ++i) amounts[i] = 1;
        Play memory play = _split(r, 0, 0, amounts);
        _sums(play, 50, 25);
        for (uint256 i; i < 100; ++i) {
            Terms memory t = play.parts[i].terms;
            _true(t.discount1 <= 1 && t.discount2 <= 1 && t.fixedSum <= 1, "no share exceeds its part");
        }
    }

    function test_many_parts_earn_at_most_half_a_unit_each_more_than_the_whole() public {
        Receivable memory r = _make(1);
        (r.terms.discount1, r.terms.discount2) = (50, 49);
        // Cut so that the two sums are rounded up by turns.
        uint96[] memory amounts = new uint96[](99);
        (uint256 from, uint256 n) = (0, 0);
        for (uint256 k; k < 49; ++k) {
            uint256 first = ((2 * k + 1) * AMOUNT) / 100 + 1;
            uint256 second = ((2 * k + 1) * AMOUNT) / 98 + 1;
            (amounts[n], amounts[n + 1]) = (uint96(first - from), uint96(second - first));
            (from, n) = (second, n + 2);
        }
        amounts[n] = uint96(AMOUNT - from);
        Play memory play = _split(r, 0, 0, amounts);
        _sums(play, 50, 49);
        uint256 sum;
        for (uint256 i; i < 99; ++i) sum += _quote(play.parts[i]).discount;
        _true(sum > 50 && sum <= 50 + 49, "more than the whole, and half a unit for each part at most");
    }

    function test_the_largest_sums_add_up() public {
        Receivable memory r = _make(1);
        (r.terms.amount, r.terms.discount1, r.terms.discount2, r.terms.fixedSum) = (MOST, MOST, MOST - 1, MOST);
        Play memory play = _split(r, 0, 0, _thirds(MOST));
        _sums(play, MOST, MOST - 1);
        _everyDay(play);
    }

    function test_paying_every_part_costs_what_paying_the_whole_does() public {
        for (uint256 i; i < 6; ++i) {
            uint256 day = TODAY + [uint256(0), 11, 20, 30, 31, 127][i];
            _warp(START);
            Play memory play = _split(_make(i), 0, 0, _thirds(AMOUNT));
            Receivable memory twin = _splittable(100 + i);
            _accepted(twin);
            _warp(day * 1 days + 10 hours);
            uint256 cash;
            for (uint256 j; j < 3; ++j) cash += _pay(play.parts[j], buyer.addr, MAX);
            _near(cash, _pay(twin, buyer.addr, MAX), 3);
        }
    }

    // ----------------------------------------------------------------------------------------------------- tidy terms

    function test_the_terms_of_a_part_are_terms_that_may_be_agreed() public {
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (1, AMOUNT - 1);
        Play memory play = _split(_make(1), 0, 0, amounts);
        Terms memory t = play.parts[0].terms;
        _true(t.discount1 | t.discount2 | t.discountDay1 | t.discountDay2 == 0, "no share, no day");
        _valid(play);
    }

    function test_a_second_tier_whose_share_is_as_large_stands_alone() public {
        Receivable memory r = _make(1);
        (r.terms.discount1, r.terms.discount2) = (3, 2);
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (AMOUNT / 2 + 1, AMOUNT / 2 - 1);
        Play memory play = _split(r, 0, 0, amounts);
        // 1.500003 and 1.000002; then what is left of 3 and of 2.
        Terms memory t = play.parts[1].terms;
        _true(t.discountDay1 == TODAY + 20 && t.discount1 == 1, "the later day of the same sum");
        _true(t.discountDay2 == 0 && t.discount2 == 0, "alone");
        _valid(play);
    }

    function test_discounts_on_parts_end_where_no_discount_is_left() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (1, AMOUNT - 1);
        Play memory play = _split(r, 0, 0, amounts);
        _true(!play.parts[0].terms.discountOnParts && play.parts[1].terms.discountOnParts, "on parts");
        _valid(play);
        r = _make(2);
        (r.terms.discountOnParts, r.terms.slidingRate) = (true, 1_000);
        play = _split(r, 0, 0, amounts);
        _true(play.parts[0].terms.discountOnParts, "a sliding discount is left");
        _valid(play);
    }

    function test_a_sealed_amount_beyond_the_largest_is_split_with_its_discount() public {
        Receivable memory r = _make(1);
        r.header.policy = SPLITTABLE;
        r.terms.amount = type(uint96).max;
        (r.terms.discount1, r.terms.discountDay2, r.terms.discount2) = (2 ** 90, 0, 0);
        _acceptedSealed(r);
        uint256 before = _quote(r).payoff;
        _eq(before, uint256(MOST) - 2 ** 90, "the sum that was agreed is off");
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (2 ** 91, 2 ** 91 - 1);
        Receivable memory seen = _copy(r);
        seen.terms.amount = MOST;
        Receivable[] memory parts = _partsOf(r, seen.terms, amounts);
        _splitAs(supplier.addr, r, amounts);
        _eq(_quote(parts[0]).payoff + _quote(parts[1]).payoff, before, "payoff");
    }

    function test_sealed_terms_in_any_disorder_are_split_into_parts_that_owe_the_same() public {
        Receivable memory r = _make(1);
        (r.terms.discountDay1, r.terms.discountDay2) = (uint32(TODAY + 20), uint32(TODAY + 10));
        (r.terms.discount1, r.terms.discount2) = (10_000, 20_000);
        _everyDay(_splitSealed(r));
        r = _make(2);
        (r.terms.discountDay1, r.terms.discountDay2) = (type(uint32).max, uint32(TODAY + 31));
        _everyDay(_splitSealed(r));
        r = _make(3);
        (r.terms.discount1, r.terms.discount2) = (type(uint96).max, AMOUNT + 1);
        _everyDay(_splitSealed(r));
        r = _make(4);
        (r.terms.discountDay1, r.terms.discountDay2) = (uint32(TODAY + 20), uint32(TODAY + 10));
        (r.terms.discount1, r.terms.discountOnParts) = (0, true);
        Play memory play = _splitSealed(r);
        _everyDay(play);
        Receivable memory part = play.parts[0];
        _pay(part, buyer.addr, 100_000);
        vm.assertGe(_state(part).settled, 101_000, "a part that is paid in part still earns its part");
    }

    // ---------------------------------------------------------------------------------------------------------- fuzzed

    function test_fuzz_parts_share_every_sum_and_owe_what_the_whole_owed(
        uint256 seed,
        uint8 count,
        bool onParts,
        uint64 paid,
        uint64 credited
    ) public {
        Receivable memory r = _make(1);
        r.terms = _randomTerms(seed, onParts);
        bool loses = r.terms.slidingRate != 0 && !onParts;
        r.header.policy = SPLITTABLE;
        _accepted(r);
        uint256 cash = loses ? 0 : _bound(paid, 0, _quote(r).payoff / 2);
        if (cash != 0) _pay(r, buyer.addr, cash);
        uint256 credit = _bound(credited, 0, _quote(r).open / 3);
        if (credit != 0) _credit(r, credit);
        Play memory play = _splitNow(r, _cut(_quote(r).open, 2 + (count % 5), seed));
        _sumsOf(play);
        _valid(play);
        uint256[8] memory days_ = [
            TODAY,
            r.terms.discountDay1,
            r.terms.discountDay1 + 1,
            r.terms.discountDay2,
            r.terms.discountDay2 + 1,
            r.terms.dueDay,
            r.terms.dueDay + 1,
            TODAY + (seed % 3_000)
        ];
        for (uint256 i; i < 8; ++i) _sameOn(play, days_[i]);
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    /// @dev Issues, accepts, pays that principal, credits and splits.
    function _split(
        Receivable memory r,
        uint256 cash,
        uint256 credited,
        uint96[] memory amounts
    ) private returns (Play memory) {
        r.header.policy = SPLITTABLE;
        _accepted(r);
        if (cash != 0) _pay(r, buyer.addr, cash);
        if (credited != 0) _credit(r, credited);
        return _splitNow(r, amounts);
    }

    function _splitSealed(Receivable memory r) private returns (Play memory) {
        r.header.policy = SPLITTABLE;
        _acceptedSealed(r);
        return _splitNow(r, _thirds(AMOUNT));
    }

    /// @dev Every part could be agreed as it is.
    function _valid(Play memory play) private view {
        for (uint256 i; i < play.parts.length; ++i) lens.validate(play.parts[i].terms);
    }

    /// @dev Splits, and opens each part as the ledger committed to it.
    function _splitNow(Receivable memory r, uint96[] memory amounts) private returns (Play memory play) {
        ReceivableView memory s = _state(r);
        play.whole = r;
        play.position = Position(s.settled, s.credited, s.lateDays, s.chargesSettled, s.carry, s.discounted);
        play.parts = _partsOf(r, _wholeOf(r, s.settled - s.credited, s.credited), amounts);
        _splitAs(supplier.addr, r, amounts);
        for (uint256 i; i < amounts.length; ++i) _eq(_quote(play.parts[i]).open, amounts[i], "open");
    }

    function _everyDay(Play memory play) private view {
        for (uint256 day = TODAY; day <= LAST; ++day) _sameOn(play, day);
    }

    function _sameOn(Play memory play, uint256 day) private view {
        (Quote memory whole, ) = lens.reckon(play.whole.terms, play.position, day, 0);
        Position memory none;
        Quote memory sum;
        for (uint256 i; i < play.parts.length; ++i) {
            (Quote memory q, ) = lens.reckon(play.parts[i].terms, none, day, 0);
            sum.open += q.open;
            sum.discount += q.discount;
            sum.charges += q.charges;
            sum.payoff += q.payoff;
            _eq(q.daysLate, whole.daysLate, "days late");
        }
        _eq(sum.open, whole.open, "open");
        _near(sum.discount, whole.discount, play.parts.length);
        _near(sum.charges, whole.charges, play.parts.length);
        _near(sum.payoff, whole.payoff, play.parts.length);
    }

    function _near(uint256 a, uint256 b, uint256 within) private pure {
        vm.assertLe(a > b ? a - b : b - a, within, "difference");
    }

    /// @dev The sums of tiers that the rest still earns, from the manual alone.
    function _sumsOf(Play memory play) private pure {
        (Terms memory t, Position memory p) = (play.whole.terms, play.position);
        Terms memory whole = _wholeOf(play.whole, p.settled - p.credited, p.credited);
        vm.assertLe(whole.discount1, t.discount1, "no more than was agreed");
        _sums(play, whole.discount1, whole.discount2);
    }

    function _sums(Play memory play, uint256 discount1, uint256 discount2) private pure {
        uint256[4] memory sum;
        for (uint256 i; i < play.parts.length; ++i) {
            Terms memory t = play.parts[i].terms;
            sum[0] += t.amount;
            sum[1] += _tierOn(t, play.whole.terms.discountDay1);
            sum[2] += _tierOn(t, play.whole.terms.discountDay2);
            sum[3] += t.fixedSum;
            _true(t.discount1 <= t.amount && t.discount2 <= t.amount, "no discount exceeds its part");
        }
        _eq(sum[0], play.whole.terms.amount - play.position.settled, "amount");
        vm.assertGe(sum[1], discount1, "first discount");
        vm.assertLe(sum[1], discount1 + play.parts.length / 2, "and at most half a unit more for each part");
        _eq(sum[2], discount2, "second discount");
        _eq(sum[3], play.whole.terms.fixedSum, "fixed sum");
    }

    /// @dev The largest sum that still stands on a day.
    function _tierOn(Terms memory t, uint256 day) private pure returns (uint256 sum) {
        if (day <= t.discountDay1) sum = t.discount1;
        if (day <= t.discountDay2 && t.discount2 > sum) sum = t.discount2;
    }

    function _thirds(uint256 open) private pure returns (uint96[] memory amounts) {
        amounts = new uint96[](3);
        amounts[0] = amounts[1] = uint96(open / 3);
        amounts[2] = uint96(open - 2 * (open / 3));
    }

    /// @dev Random parts of at least one unit.
    function _cut(uint256 open, uint256 count, uint256 seed) private pure returns (uint96[] memory amounts) {
        amounts = new uint96[](count);
        for (uint256 i; i + 1 < count; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            amounts[i] = uint96(1 + (seed % (open - (count - i - 1))) / (seed % 3 == 0 ? 1 : 2));
            open -= amounts[i];
        }
        amounts[count - 1] = uint96(open);
    }

    /// @dev Valid terms of 100 to 10^14 units, due in 30 days.
    function _randomTerms(uint256 seed, bool onParts) private view returns (Terms memory t) {
        t = _terms();
        t.amount = uint96(100 + (_random(seed, 1) % (10 ** (3 + (_random(seed, 2) % 12)))));
        t.discount1 = uint96(2 + (_random(seed, 3) % (_random(seed, 4) % 4 == 0 ? t.amount - 1 : t.amount / 20)));
        t.discount2 = uint96(1 + (_random(seed, 5) % (t.discount1 - 1)));
        t.fixedSum = uint96(_random(seed, 6) % 10_000);
        t.lateRate = uint32(_random(seed, 7) % 1_000_001);
        if (_random(seed, 8) % 3 == 0) t.slidingRate = uint32(_random(seed, 9) % 1_000_001);
        if (_random(seed, 10) % 2 == 0) t.basis = 360;
        t.graceDays = uint16(_random(seed, 11) % 20);
        t.discountOnParts = onParts;
    }

    function _random(uint256 seed, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }
}
