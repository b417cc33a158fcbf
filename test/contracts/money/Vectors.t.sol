// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Quote, Receivable, Terms} from "../../../contracts/types/Types.sol";
import {World} from "../support/World.sol";

/// @notice The worked examples that flat terms cover, through the ledger. Amounts in hundredths.
contract VectorsTest is World {
    uint256 private constant MAY_15_2026 = 20_588;
    uint256 private constant JUNE_14_2026 = 20_618;
    uint256 private constant AUGUST_20_2026 = 20_685;

    function test_V2_sliding_discount_of_8_percent_45_days_early() public {
        (uint16[2] memory bases, uint256[2] memory discounts) = ([uint16(365), 360], [uint256(98_630), 100_000]);
        for (uint256 i; i < 2; ++i) {
            Terms memory t = _plainTerms();
            (t.amount, t.slidingRate, t.basis) = (10_000_000, 80_000, bases[i]);
            t.dueDay = uint32(TODAY + 45);
            Receivable memory r = _make(i, t);
            _accepted(r);
            _eq(_quote(r).discount, discounts[i], "discount");
            _eq(_pay(r, buyer.addr, MAX), 10_000_000 - discounts[i], "cash");
        }
    }

    function test_V3_and_V5_97_days_late() public {
        (uint16[2] memory bases, uint256[2] memory interests) = ([uint16(365), 360], [uint256(26_974), 27_349]);
        for (uint256 i; i < 2; ++i) {
            _warp(START);
            Receivable memory r = _make(i, _lateTerms(AMOUNT, 101_500, bases[i]));
            _accepted(r);
            _warpTo(AUGUST_20_2026);
            _eq(_quote(r).daysLate, 97, "days");
            _eq(_quote(r).charges, interests[i], "interest");
            _eq(_pay(r, buyer.addr, MAX), AMOUNT + interests[i], "cash");
        }
    }

    /// @dev The flat-rate shadow of V6: interest first, 4,000 after 30 days.
    function test_V6_interest_first_with_a_part_on_the_way() public {
        Receivable memory r = _make(1, _lateTerms(AMOUNT, 101_500, 365));
        _accepted(r);
        _warpTo(JUNE_14_2026);
        _eq(_quote(r).charges, 8_342, "interest to the part");
        _pay(r, buyer.addr, 400_000);
        _eq(_quote(r).open, 608_342, "principal after it");
        _warpTo(AUGUST_20_2026);
        // 83.42 + 6,083.42 x 10.15 % x 67 / 365, rounded once in all.
        _eq(_quote(r).charges + 8_342, 19_677, "interest in all");
    }

    /// @dev The flat-rate shadow of V7: principal first.
    function test_V7_principal_first_with_a_part_on_the_way() public {
        Terms memory t = _lateTerms(AMOUNT, 101_500, 365);
        t.allocation = 1;
        Receivable memory r = _make(1, t);
        _accepted(r);
        _warpTo(JUNE_14_2026);
        _pay(r, buyer.addr, 400_000);
        _eq(_quote(r).open, 600_000, "principal after it");
        _warpTo(AUGUST_20_2026);
        // 10,000 for 30 days and 6,000 for 67.
        _eq(_quote(r).charges, 19_521, "interest in all");
    }

    function test_V8_interest_on_todays_balance_for_all_days_is_not_produced() public {
        for (uint8 allocation; allocation < 2; ++allocation) {
            _warp(START);
            Terms memory t = _lateTerms(AMOUNT, 101_500, 365);
            t.allocation = allocation;
            Receivable memory r = _make(allocation, t);
            _accepted(r);
            _warpTo(JUNE_14_2026);
            _pay(r, buyer.addr, 400_000);
            _warpTo(AUGUST_20_2026);
            uint256 interest = _quote(r).charges + _state(r).chargesSettled;
            _true(interest != 16_184 && interest > 19_000, "interest");
        }
    }

    function test_V9_fixed_sum_beside_interest() public {
        Terms memory t = _lateTerms(500_000, 122_500, 365);
        t.fixedSum = 7_000;
        Receivable memory r = _make(1, t);
        _accepted(r);
        _warpTo(MAY_15_2026 + 101);
        _eq(_quote(r).charges, 23_949, "169.49 + 70.00");
    }

    function test_V10_half_a_permille_a_day() public {
        Receivable memory r = _make(1, _lateTerms(50_000_000, 182_500, 365));
        _accepted(r);
        _warpTo(MAY_15_2026 + 45);
        _eq(_quote(r).charges, 1_125_000, "11,250.00");
    }

    function test_V11_each_of_three_invoices_has_its_fixed_sum() public {
        uint256 sum;
        for (uint256 i; i < 3; ++i) {
            Terms memory t = _lateTerms(AMOUNT, 0, 365);
            t.fixedSum = 4_000;
            _accepted(_make(i, t));
        }
        _warpTo(MAY_15_2026 + 1);
        for (uint256 i; i < 3; ++i) {
            Terms memory t = _lateTerms(AMOUNT, 0, 365);
            t.fixedSum = 4_000;
            sum += _quote(_make(i, t)).charges;
        }
        _eq(sum, 3 * 4_000, "three times 40.00");
    }

    function test_V12_the_three_tax_modes_are_agreed_as_sums() public {
        uint96[3] memory amounts = [uint96(12_058), 12_100, 12_100];
        uint96[3] memory discounts = [uint96(200), 242, 200];
        uint256[3] memory early = [uint256(11_858), 11_858, 11_900];
        for (uint256 i; i < 3; ++i) {
            _warp(START);
            Terms memory t = _plainTerms();
            (t.amount, t.discountDay1, t.discount1) = (amounts[i], uint32(TODAY + 7), discounts[i]);
            Receivable memory r = _make(i, t);
            _accepted(r);
            _warpTo(TODAY + 7);
            _eq(_quote(r).payoff, early[i], "early");
            _warpTo(TODAY + 8);
            _eq(_quote(r).payoff, amounts[i], "late");
        }
    }

    function test_V24_costs_and_interest_before_principal() public {
        Terms memory t = _lateTerms(AMOUNT, 438_000, 365);
        t.fixedSum = 4_000;
        Receivable memory r = _make(1, t);
        _accepted(r);
        _warpTo(MAY_15_2026 + 10);
        _eq(_quote(r).charges, 12_000 + 4_000, "120 + 40");
        _pay(r, buyer.addr, 500_000);
        Quote memory q = _quote(r);
        _true(q.charges == 0 && q.open == 516_000, "4,840 of principal");
    }

    function test_V27_4900_in_time_settles_5000() public {
        Terms memory t = _plainTerms();
        (t.discountDay1, t.discount1, t.discountOnParts) = (uint32(TODAY + 10), 20_000, true);
        Receivable memory r = _make(1, t);
        _accepted(r);
        _eq(_pay(r, buyer.addr, 490_000), 490_000, "cash");
        _eq(_state(r).settled, 500_000, "settled");
        _eq(_quote(r).open, 500_000, "open");
    }

    function test_R12_without_discount_on_parts_4900_settles_4900() public {
        Terms memory t = _plainTerms();
        (t.discountDay1, t.discount1) = (uint32(TODAY + 10), 20_000);
        Receivable memory r = _make(1, t);
        _accepted(r);
        _pay(r, buyer.addr, 490_000);
        _eq(_state(r).settled, 490_000, "settled");
    }

    function test_R13_a_discount_that_was_not_earned_stays_due() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warpTo(TODAY + 21);
        _pay(r, buyer.addr, 980_000);
        _true(_quote(r).open == 20_000 && !_state(r).closed, "short payment");
    }

    function test_R21_rounding_each_day_is_not_produced() public {
        Receivable memory r = _make(1, _lateTerms(500_000, 122_500, 365));
        _accepted(r);
        _warpTo(MAY_15_2026 + 101);
        _eq(_quote(r).charges, 16_949, "not 169.68");
    }

    function _lateTerms(uint96 amount, uint32 rate, uint16 basis) private view returns (Terms memory t) {
        t = _plainTerms();
        (t.amount, t.lateRate, t.basis, t.dueDay) = (amount, rate, basis, uint32(MAY_15_2026));
    }

    /// @dev To noon of a day, which is the same day at UTC+1.
    function _warpTo(uint256 day) private {
        _warp(day * 1 days + 12 hours);
    }
}
