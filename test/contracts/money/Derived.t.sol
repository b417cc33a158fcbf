// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Allocation, Position, Quote, Terms} from "../../../contracts/types/Types.sol";
import {LibraryHarness} from "../mocks/LibraryHarness.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";

/// @notice Terms that the ledger derives: a tidy form that changes nothing that is ever due, and shares that add up.
contract DerivedTest is AgreementWorld {
    LibraryHarness private libraries;

    function setUp() public override {
        super.setUp();
        libraries = LibraryHarness(_deploy("LibraryHarness", ""));
    }

    // ----------------------------------------------------------------------------------------------------- tidy, cases

    function test_what_parties_would_agree_stays_as_it_is() public view {
        _tidies([uint256(10), 200, 20, 100], [uint256(10), 200, 20, 100]);
        _tidies([uint256(10), 200, 0, 0], [uint256(10), 200, 0, 0]);
        _tidies([uint256(0), 0, 0, 0], [uint256(0), 0, 0, 0]);
        _tidies([uint256(10), 200, 30, 100], [uint256(10), 200, 30, 100]);
    }

    function test_no_discount_lasts_beyond_the_due_day() public view {
        _tidies([uint256(31), 200, 0, 0], [uint256(30), 200, 0, 0]);
        _tidies([uint256(10), 200, 31, 100], [uint256(10), 200, 30, 100]);
        _tidies([uint256(10), 200, type(uint32).max, 100], [uint256(10), 200, 30, 100]);
    }

    function test_a_first_tier_that_the_second_makes_pointless_goes() public view {
        _tidies([uint256(10), 100, 20, 100], [uint256(20), 100, 0, 0]);
        _tidies([uint256(10), 100, 20, 101], [uint256(20), 101, 0, 0]);
        _tidies([uint256(10), 100, 10, 101], [uint256(10), 101, 0, 0]);
        _tidies([uint256(10), 100, 10, 100], [uint256(10), 100, 0, 0]);
        _tidies([uint256(0), 0, 20, 100], [uint256(20), 100, 0, 0]);
        _tidies([uint256(10), 0, 20, 100], [uint256(20), 100, 0, 0]);
        _tidies([uint256(40), 100, 50, 101], [uint256(30), 101, 0, 0]);
    }

    function test_a_second_tier_that_the_first_makes_pointless_goes() public view {
        _tidies([uint256(10), 200, 10, 100], [uint256(10), 200, 0, 0]);
        _tidies([uint256(20), 200, 10, 100], [uint256(20), 200, 0, 0]);
        _tidies([uint256(20), 200, 10, 200], [uint256(20), 200, 0, 0]);
        _tidies([uint256(31), 200, 32, 100], [uint256(30), 200, 0, 0]);
        _tidies([uint256(20), 200, 10, 0], [uint256(20), 200, 0, 0]);
    }

    function test_no_day_is_left_without_a_sum() public view {
        _tidies([uint256(10), 0, 20, 0], [uint256(0), 0, 0, 0]);
        _tidies([uint256(20), 0, 10, 0], [uint256(0), 0, 0, 0]);
        _tidies([uint256(10), 200, 20, 0], [uint256(10), 200, 0, 0]);
    }

    function test_sealed_tiers_in_the_wrong_order_both_stay() public view {
        _tidies([uint256(20), 100, 10, 200], [uint256(20), 100, 10, 200]);
    }

    function test_sealed_sums_stay_however_large() public view {
        uint256 most = type(uint96).max;
        _tidies([uint256(10), most, 20, most - 1], [uint256(10), most, 20, most - 1]);
        _tidies([uint256(10), most, 20, most], [uint256(20), most, 0, 0]);
    }

    function test_a_sealed_day_without_a_sum_stands_in_no_tiers_way() public view {
        _tidies([uint256(20), 0, 10, 200], [uint256(10), 200, 0, 0]);
        Terms memory t = _with([uint256(20), 0, 10, 200]);
        t.discountOnParts = true;
        _true(libraries.tidy(t).discountOnParts, "its parts still earn it");
    }

    function test_discounts_on_parts_need_a_discount() public view {
        Terms memory t = _with([uint256(0), 0, 0, 0]);
        t.discountOnParts = true;
        _false(libraries.tidy(t).discountOnParts, "none is left");
        t.slidingRate = 1;
        _true(libraries.tidy(t).discountOnParts, "a sliding one");
        t = _with([uint256(10), 1, 0, 0]);
        t.discountOnParts = true;
        _true(libraries.tidy(t).discountOnParts, "a first tier");
        t = _with([uint256(10), 0, 20, 1]);
        t.discountOnParts = true;
        _true(libraries.tidy(t).discountOnParts, "a second that stands in front");
        t.discountOnParts = false;
        _false(libraries.tidy(t).discountOnParts, "and are not invented");
    }

    // ------------------------------------------------------------------------------------------------ tidy, properties

    function test_fuzz_a_tidy_form_changes_nothing_that_is_ever_due(
        Terms memory t,
        Position memory p,
        uint256 day,
        uint256 cash
    ) public view {
        _close(t);
        _within(p);
        day = day % 3 == 0 ? day % 2 ** 32 : day % 40;
        cash = cash % 5 == 0 ? cash : cash % 2 ** 97;
        (Quote memory before, Allocation memory paid) = lens.reckon(t, p, day, cash);
        (Quote memory after_, Allocation memory same) = lens.reckon(libraries.tidy(t), p, day, cash);
        _eq(keccak256(abi.encode(after_)), keccak256(abi.encode(before)), "due");
        _eq(keccak256(abi.encode(same)), keccak256(abi.encode(paid)), "paid");
    }

    function test_fuzz_a_tidy_form_is_that_of_the_manual_and_stays(Terms memory t) public view {
        _close(t);
        Terms memory expected = _copyOf(t);
        _tidy(expected);
        // Whatever order sealed tiers had, they keep it as long as both count.
        Terms memory once = libraries.tidy(t);
        _eq(keccak256(abi.encode(once)), keccak256(abi.encode(expected)), "tidy");
        _eq(keccak256(abi.encode(libraries.tidy(once))), keccak256(abi.encode(once)), "twice");
    }

    function test_fuzz_of_terms_that_may_be_agreed_every_part_and_every_earlier_due_day_may_be(
        uint256 seed,
        uint96 from,
        uint96 amount,
        uint32 dueDay
    ) public view {
        Terms memory t = _agreed(seed);
        lens.validate(t);
        Terms memory part = _copyOf(t);
        part.amount = uint96(_bound(amount, 1, t.amount));
        uint256 first = _bound(from, 0, t.amount - part.amount);
        part.discount1 = libraries.share(t.discount1, first, first + part.amount, t.amount);
        part.discount2 = libraries.share(t.discount2, first, first + part.amount, t.amount);
        part.fixedSum = libraries.share(t.fixedSum, first, first + part.amount, t.amount);
        lens.validate(libraries.tidy(part));
        t.dueDay = uint32(_bound(dueDay, 1, t.dueDay));
        lens.validate(libraries.tidy(t));
    }

    // ---------------------------------------------------------------------------------------------------------- earned

    function test_what_is_earned_is_rounded_half_up_and_at_most_what_is_open() public view {
        _eq(libraries.earned(1, 1, 2, 9), 1, "half up");
        _eq(libraries.earned(1, 1, 3, 9), 0, "down");
        _eq(libraries.earned(2, 1, 3, 9), 1, "up");
        _eq(libraries.earned(20_000, AMOUNT, AMOUNT, AMOUNT), 20_000, "all");
        _eq(libraries.earned(20_000, AMOUNT, AMOUNT, 19_999), 19_999, "no more than is open");
        _eq(libraries.earned(20_000, AMOUNT, AMOUNT, 20_000), 20_000, "just what is open");
        _eq(libraries.earned(type(uint96).max, AMOUNT, AMOUNT, AMOUNT), AMOUNT, "of any sum");
        _eq(libraries.earned(0, AMOUNT, AMOUNT, AMOUNT), 0, "of none");
    }

    function test_an_amount_beyond_the_largest_earns_as_the_largest() public view {
        uint256 beyond = type(uint96).max;
        _eq(libraries.earned(2 ** 90, MOST, beyond, MOST), 2 ** 90, "all of it");
        _eq(libraries.earned(2 ** 90, MOST, uint256(MOST) + 1, MOST), 2 ** 90, "by one");
        _eq(libraries.earned(2 ** 90, MOST, MOST, MOST), 2 ** 90, "the largest");
    }

    /// @dev Where parts earn nothing, what was paid before counts too; what was credited never does.
    function test_fuzz_what_is_earned_is_what_is_quoted(
        uint96 amount,
        uint96 sum,
        uint96 paid,
        uint96 credited
    ) public view {
        Terms memory t = _plainTerms();
        uint256 face = amount < MOST ? amount : MOST;
        if (face == 0) return;
        (t.amount, t.discountDay1, t.discount1) = (amount, t.dueDay, sum);
        uint256 ofPaid = _bound(paid, 0, face);
        uint256 ofCredited = _bound(credited, 0, face - ofPaid);
        uint256 open = face - ofPaid - ofCredited;
        (Quote memory q, ) = lens.reckon(t, Position(ofPaid + ofCredited, ofCredited, 0, 0, 0, false), TODAY, 0);
        _eq(libraries.earned(sum, open + ofPaid, amount, open), q.discount, "discount");
    }

    // ----------------------------------------------------------------------------------------------------------- share

    function test_a_share_is_rounded_half_up_at_both_ends() public view {
        _eq(libraries.share(1, 0, 1, 2), 1, "up to the half");
        _eq(libraries.share(1, 1, 2, 2), 0, "and nothing is left");
        _eq(libraries.share(20_000, 0, 333_333, AMOUNT), 6_667, "a third");
        _eq(libraries.share(20_000, 333_333, 666_666, AMOUNT), 6_666, "the next");
        _eq(libraries.share(20_000, 666_666, AMOUNT, AMOUNT), 6_667, "the last");
        _eq(libraries.share(0, 0, 1, 1), 0, "of nothing");
        _eq(libraries.share(type(uint96).max, 0, MOST, MOST), type(uint96).max, "all of the largest");
    }

    function test_fuzz_shares_add_up_and_exceed_no_part(uint96 sum, uint96 whole, uint96[5] memory cuts) public view {
        whole = uint96(_bound(whole, 5, MOST));
        (uint256 from, uint256 total) = (0, 0);
        for (uint256 i; i <= 5; ++i) {
            uint256 to = i == 5 ? whole : from + (cuts[i] % (whole - from + 1));
            uint256 part = libraries.share(sum, from, to, whole);
            if (sum <= whole) vm.assertLe(part, to - from, "no more than the part");
            // Within one unit of the exact share.
            vm.assertLe(part * whole, uint256(sum) * (to - from) + whole, "above");
            vm.assertGe((part + 1) * whole, uint256(sum) * (to - from), "below");
            (from, total) = (to, total + part);
        }
        _eq(total, sum, "sum");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    /// @dev Due on day 30. Tiers as day, sum, day, sum.
    function _with(uint256[4] memory tiers) private pure returns (Terms memory t) {
        (t.amount, t.dueDay) = (1_000, 30);
        (t.discountDay1, t.discount1) = (uint32(tiers[0]), uint96(tiers[1]));
        (t.discountDay2, t.discount2) = (uint32(tiers[2]), uint96(tiers[3]));
    }

    function _tidies(uint256[4] memory tiers, uint256[4] memory expected) private view {
        Terms memory t = _with(tiers);
        t.discountOnParts = expected[1] != 0;
        bytes32 rest = keccak256(abi.encode(_bare(_copyOf(t))));
        Terms memory tidy = libraries.tidy(t);
        _eq(tidy.discountDay1, expected[0], "first day");
        _eq(tidy.discount1, expected[1], "first sum");
        _eq(tidy.discountDay2, expected[2], "second day");
        _eq(tidy.discount2, expected[3], "second sum");
        _eq(keccak256(abi.encode(_bare(tidy))), rest, "and nothing else");
    }

    /// @dev Without its tiers.
    function _bare(Terms memory t) private pure returns (Terms memory) {
        (t.discountDay1, t.discount1, t.discountDay2, t.discount2) = (0, 0, 0, 0);
        return t;
    }

    function _copyOf(Terms memory t) private pure returns (Terms memory) {
        return abi.decode(abi.encode(t), (Terms));
    }

    /// @dev Often so that days and sums lie close together, which is where tiers meet.
    function _close(Terms memory t) private pure {
        uint256 seed = uint256(t.salt);
        if (seed & 1 == 0) t.dueDay %= 40;
        if (seed & 2 == 0) t.discountDay1 %= 40;
        if (seed & 4 == 0) t.discountDay2 %= 40;
        if (seed & 8 == 0) (t.discount1, t.discount2) = (t.discount1 % 4, t.discount2 % 4);
        if (seed & 16 == 0) t.slidingRate = 0;
        if (seed & 32 == 0) t.amount %= 100;
        if (seed & 64 == 0) t.discountDay2 = t.discountDay1;
        if (seed & 128 == 0) t.discount1 = 0;
    }

    /// @dev As the ledger reaches it.
    function _within(Position memory p) private pure {
        p.settled %= 2 ** 92;
        if (p.lateDays & 1 == 0) p.settled %= 100;
        p.credited = p.settled == 0 ? 0 : p.credited % (p.settled + 1);
        p.lateDays %= 2 ** 112;
        p.chargesSettled %= 2 ** 96;
        p.carry %= 2 ** 48;
    }

    /// @dev Any discounts that parties may agree.
    function _agreed(uint256 seed) private view returns (Terms memory t) {
        t = _terms();
        t.amount = uint96(_bound(_random(seed, 1), 1, _random(seed, 2) % 2 == 0 ? 100 : MOST));
        t.dueDay = uint32(_bound(_random(seed, 3), 2, 2 ** 20 - 1));
        t.fixedSum = uint96(_bound(_random(seed, 4), 0, MOST));
        (t.discountDay1, t.discount1, t.discountDay2, t.discount2) = (0, 0, 0, 0);
        if (_random(seed, 5) % 3 != 0) {
            t.discountDay1 = uint32(_bound(_random(seed, 6), 1, t.dueDay));
            t.discount1 = uint96(_bound(_random(seed, 7), 1, t.amount));
            bool second = _random(seed, 8) % 4 != 0 && t.discountDay1 < t.dueDay && t.discount1 > 1;
            if (second) {
                t.discountDay2 = uint32(_bound(_random(seed, 9), t.discountDay1 + 1, t.dueDay));
                t.discount2 = uint96(_bound(_random(seed, 10), 1, t.discount1 - 1));
            }
        }
        if (_random(seed, 11) % 2 == 0) t.slidingRate = uint32(1 + (_random(seed, 12) % 1_000_000));
        t.discountOnParts = _random(seed, 13) % 2 == 0 && (t.discount1 != 0 || t.slidingRate != 0);
    }

    function _random(uint256 seed, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, index)));
    }
}
