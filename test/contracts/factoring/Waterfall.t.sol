// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Deal, DealTerms, Discount, Distribution, Price} from "../../../contracts/types/FactoringTypes.sol";
import {Base} from "../support/Base.sol";
import {WaterfallHarness} from "./WaterfallHarness.sol";

/// @notice The waterfall alone: R53 to R55, with figures reckoned by hand, and what holds of any figures.
contract WaterfallTest is Base {
    uint256 private constant SALE_DAY = 20_000;
    uint256 private constant MOST_FUNDS = 2 ** 92 - 1;

    WaterfallHarness private waterfall;

    function setUp() public {
        waterfall = new WaterfallHarness();
    }

    /// @dev 80,000.00 at 8 % on 360 days, and 500.00 of commission.
    function _deal() private pure returns (Deal memory d, DealTerms memory t) {
        (d.funds, d.commission, d.startDay) = (8_000_000, 50_000, SALE_DAY);
        t = DealTerms(address(1), 80_000, 360, 90, 0);
    }

    // ------------------------------------------------------------------------------------------------- R54 and R55

    function test_R54_to_the_cent() public view {
        (Deal memory d, DealTerms memory t) = _deal();
        _eq(waterfall.feesDue(d, t, SALE_DAY + 60), 106_667 + 50_000, "1,066.67 and 500.00");
        (Distribution memory shared, Deal memory after_) = waterfall.take(d, t, 9_700_000, SALE_DAY + 60);
        _eq(shared.toFunds, 8_000_000, "the advance comes back");
        _eq(shared.toFees, 156_667, "fee and commission");
        _eq(shared.toSeller, 1_543_333, "15,433.33 is released");
        _true(waterfall.isRepaid(after_, t, SALE_DAY + 60), "nothing is outstanding");
        _true(waterfall.isRepaid(after_, t, SALE_DAY + 3_600), "and nothing ever will be");
    }

    function test_R54_costs_11_91_percent_a_year_of_the_funds_in_use() public view {
        (Deal memory d, DealTerms memory t) = _deal();
        uint256 cost = waterfall.feesDue(d, t, SALE_DAY + 60);
        _eq((cost * 365 * 10_000 + d.funds * 30) / (d.funds * 60), 1_191, "basis points");
    }

    function test_R55_to_the_cent() public view {
        Discount memory d;
        (d.rate, d.basis) = (80_000, 360);
        _eq(waterfall.discounted(d, 10_000_000, 60), 9_866_667, "98,666.67");
        (d.basis, d.extraDays) = (365, 5);
        _eq(waterfall.discounted(d, 10_000_000, 60), 10_000_000 - 142_466, "65 days of 365: 1,424.66 off");
    }

    function test_a_discount_that_eats_all_leaves_no_price() public view {
        Discount memory d;
        (d.rate, d.basis) = (1_000_000, 360);
        _eq(waterfall.discounted(d, 10_000, 359), 28, "a day before");
        _eq(waterfall.discounted(d, 10_000, 360), 0, "on the day");
        _eq(waterfall.discounted(d, 10_000, 400), 0, "a day after");
    }

    // ------------------------------------------------------------------------------------------------------- price

    function test_the_advance_is_rounded_down_and_the_commission_half_up() public view {
        Price memory p = Price(800_000, 0, 360, 5_000, 0, 0);
        (uint256 advance, uint256 commission) = waterfall.priceOf(p, 99);
        _true(advance == 79 && commission == 0, "79.2 and 0.495");
        (advance, commission) = waterfall.priceOf(p, 100);
        _true(advance == 80 && commission == 1, "80 and 0.5");
        (advance, commission) = waterfall.priceOf(p, 1);
        _true(advance == 0 && commission == 0, "0.8 and 0.005");
    }

    function test_the_commission_is_never_below_the_minimum_fee() public view {
        Price memory p = Price(800_000, 0, 360, 5_000, 2_500, 0);
        (, uint256 commission) = waterfall.priceOf(p, 499_899);
        _eq(commission, 2_500, "2,499.495 is below");
        (, commission) = waterfall.priceOf(p, 499_900);
        _eq(commission, 2_500, "2,499.5 rounds to it");
        (, commission) = waterfall.priceOf(p, 500_100);
        _eq(commission, 2_501, "2,500.5 is above");
    }

    function testFuzz_the_price_of_any_amount(Price memory p, uint256 open) public view {
        (p.advanceRate, p.commissionRate) = (p.advanceRate % 1_000_001, p.commissionRate % 1_000_001);
        open = _bound(open, 1, MOST_FUNDS);
        (uint256 advance, uint256 commission) = waterfall.priceOf(p, open);
        _true(advance <= open, "no more than is open");
        _true(advance * 1e6 <= open * p.advanceRate, "never above the rate");
        _true((advance + 1) * 1e6 > open * p.advanceRate, "nor a unit below");
        if (commission == p.minimumFee) return;
        _true(commission > p.minimumFee, "the least");
        _true(2 * commission * 1e6 <= 2 * open * p.commissionRate + 1e6, "half up: from a half below");
        _true(2 * commission * 1e6 + 1e6 > 2 * open * p.commissionRate, "half up: to less than a half above");
    }

    function testFuzz_the_price_of_any_purchase(Discount memory d, uint256 open, uint16 daysLeft) public view {
        (d.rate, d.basis) = (d.rate % 1_000_001, d.basis % 2 == 0 ? 360 : 365);
        open = _bound(open, 1, MOST_FUNDS);
        uint256 price = waterfall.discounted(d, open, daysLeft);
        uint256 exact = open * d.rate * (uint256(daysLeft) + d.extraDays);
        uint256 year = 1e6 * uint256(d.basis);
        _true(price <= open, "no more than is open");
        if (price == 0) return _true(2 * exact + year >= 2 * open * year, "all is eaten");
        uint256 off = open - price;
        _true(2 * off * year <= 2 * exact + year && 2 * off * year + year > 2 * exact, "half up");
    }

    // --------------------------------------------------------------------------------------------------------- fee

    function test_the_day_of_the_sale_costs_nothing_and_the_next_costs_a_day() public view {
        (Deal memory d, DealTerms memory t) = _deal();
        _eq(waterfall.feesDue(d, t, SALE_DAY), 50_000, "commission alone");
        _eq(waterfall.feesDue(d, t, SALE_DAY + 1), 50_000 + 1_778, "1,777.78 a day");
        _eq(waterfall.feesDue(d, t, SALE_DAY - 30), 50_000, "before the sale nothing was in use");
    }

    function test_a_fee_is_rounded_once_however_often_it_is_paid() public view {
        (Deal memory d, DealTerms memory t) = _deal();
        (d.funds, d.commission) = (100, 0);
        (t.feeRate, t.basis) = (10_000, 365);
        // A hundredth of 100 over a year: a unit in all, and nothing of it before half of the year is over.
        _eq(waterfall.feesDue(d, t, SALE_DAY + 182), 0, "182 days: 0.4986");
        _eq(waterfall.feesDue(d, t, SALE_DAY + 183), 1, "183 days: 0.5014");
        for (uint256 day = 1; day <= 365; ++day) {
            (, d) = waterfall.take(d, t, day == 365 ? 100 : 0, SALE_DAY + day);
        }
        _eq(waterfall.feesDue(d, t, SALE_DAY + 365), 1, "looked at every day, still a unit");
    }

    function test_the_advance_comes_first_and_no_fee_is_taken_on_a_fee() public view {
        (Deal memory d, DealTerms memory t) = _deal();
        (Distribution memory shared, Deal memory after_) = waterfall.take(d, t, 3_000_000, SALE_DAY + 30);
        _true(shared.toFunds == 3_000_000 && shared.toFees == 0 && shared.toSeller == 0, "all to the advance");
        (shared, after_) = waterfall.take(after_, t, 5_000_000, SALE_DAY + 60);
        _true(shared.toFunds == 5_000_000 && shared.toFees == 0, "the rest of it");
        // 30,000.00 for 30 days and 50,000.00 for 60.
        uint256 fee = (3_000_000 * 30 + 5_000_000 * 60) * uint256(80_000);
        fee = (fee + 180e6) / 360e6;
        _eq(waterfall.feesDue(after_, t, SALE_DAY + 60), fee + 50_000, "on what was in use");
        _eq(waterfall.feesDue(after_, t, SALE_DAY + 999), fee + 50_000, "waiting costs nothing more");
    }

    function test_a_short_payment_leaves_a_gap_and_never_a_negative_release() public view {
        (Deal memory d, DealTerms memory t) = _deal();
        (Distribution memory shared, Deal memory after_) = waterfall.take(d, t, 8_100_000, SALE_DAY + 60);
        _true(shared.toFunds == 8_000_000 && shared.toFees == 100_000 && shared.toSeller == 0, "fees in part");
        _eq(waterfall.feesDue(after_, t, SALE_DAY + 90), 56_667, "what is lacking stays due");
    }

    // ---------------------------------------------------------------------------------------------- of any figures

    function _any(Deal memory d, DealTerms memory t) private pure returns (Deal memory, DealTerms memory) {
        d.funds = _bound(d.funds, 0, MOST_FUNDS);
        d.commission = _bound(d.commission, 0, 2 ** 93);
        d.startDay = _bound(d.startDay, 10_000, 40_000);
        d.fundDays = _bound(d.fundDays, 0, 2 ** 110);
        d.feesPaid = _bound(d.feesPaid, 0, 2 ** 100);
        (d.place, d.flags) = (d.place % 2 ** 31, d.flags % 2 ** 13);
        (t.feeRate, t.basis) = (t.feeRate % 1_000_001, t.basis % 2 == 0 ? 360 : 365);
        return (d, t);
    }

    function testFuzz_cash_is_shared_out_to_the_unit_and_nobody_gets_more_than_is_due(
        Deal memory d,
        DealTerms memory t,
        uint256 cash,
        uint16 wait
    ) public view {
        (d, t) = _any(d, t);
        cash = _bound(cash, 0, 2 ** 97);
        uint256 day = d.startDay + wait;
        uint256 fees = waterfall.feesDue(d, t, day);
        (Distribution memory shared, Deal memory after_) = waterfall.take(d, t, cash, day);
        _eq(shared.toFunds + shared.toFees + shared.toSeller, cash, "to the unit");
        _true(shared.toFunds <= d.funds && shared.toFees <= fees, "no more than is due");
        _true(shared.toFees == 0 || shared.toFunds == d.funds, "the advance first");
        _true(shared.toSeller == 0 || shared.toFees == fees, "then the fees");
        _eq(after_.funds + shared.toFunds, d.funds, "funds");
        _eq(waterfall.feesDue(after_, t, day) + shared.toFees, fees, "a payment changes no fee");
    }

    function testFuzz_parts_of_a_day_come_to_what_the_whole_would(
        Deal memory d,
        DealTerms memory t,
        uint96[4] memory parts,
        uint16 wait
    ) public view {
        (d, t) = _any(d, t);
        uint256 day = d.startDay + wait;
        Distribution memory sum;
        Deal memory inParts = d;
        uint256 cash;
        for (uint256 i; i < 4; ++i) {
            Distribution memory shared;
            (shared, inParts) = waterfall.take(inParts, t, parts[i], day);
            sum.toFunds += shared.toFunds;
            sum.toFees += shared.toFees;
            sum.toSeller += shared.toSeller;
            cash += parts[i];
        }
        (Distribution memory atOnce, Deal memory whole) = waterfall.take(d, t, cash, day);
        _eq(keccak256(abi.encode(sum)), keccak256(abi.encode(atOnce)), "shared out alike");
        _eq(keccak256(abi.encode(inParts)), keccak256(abi.encode(whole)), "and the deal is the same");
    }

    function testFuzz_what_is_given_back_was_never_taken(
        Deal memory d,
        DealTerms memory t,
        uint256 cash,
        uint256 day,
        bool sellerKeeps
    ) public view {
        (d, t) = _any(d, t);
        cash = _bound(cash, 0, 2 ** 92);
        day = _bound(day, 0, 60_000);
        (Distribution memory shared, Deal memory after_) = waterfall.take(d, t, cash, day);
        after_ = waterfall.giveBack(after_, shared, day, sellerKeeps);
        if (sellerKeeps) d.commission += shared.toSeller;
        _eq(keccak256(abi.encode(after_)), keccak256(abi.encode(d)), "as before, and due what the seller keeps");
    }

    /// @dev Shares are in the order of recording: who records a later value date first repays funds as of that day.
    function testFuzz_receipts_recorded_out_of_the_order_of_their_value_dates_never_cost_less(
        Deal memory d,
        DealTerms memory t,
        uint96 first,
        uint96 second,
        uint16[2] memory waits
    ) public view {
        (d, t) = _any(d, t);
        (d.fundDays, d.feesPaid) = (0, 0);
        uint256 sooner = d.startDay + waits[0];
        uint256 later = sooner + waits[1];
        (, Deal memory a) = waterfall.take(d, t, first, sooner);
        (, a) = waterfall.take(a, t, second, later);
        (, Deal memory b) = waterfall.take(d, t, second, later);
        (, b) = waterfall.take(b, t, first, sooner);
        _eq(a.funds, b.funds, "the same funds come back");
        _true(b.fundDays >= a.fundDays, "in use no shorter");
        _true(waterfall.feesDue(b, t, later) + b.feesPaid >= waterfall.feesDue(a, t, later) + a.feesPaid, "fees");
    }

    // ------------------------------------------------------------------------------------------------ days and words

    function test_a_day_begins_at_midnight_of_the_factor() public view {
        uint256 midnight = 20_468 * 1 days;
        _eq(waterfall.dayOf(midnight, 0), 20_468, "UTC");
        _eq(waterfall.dayOf(midnight - 1, 0), 20_467, "a second before");
        _eq(waterfall.dayOf(midnight - 8 hours, 480), 20_468, "Beijing");
        _eq(waterfall.dayOf(midnight - 8 hours - 1, 480), 20_467, "a second before in Beijing");
        _eq(waterfall.dayOf(midnight + 12 hours - 1, -720), 20_467, "the last second of the day before, far west");
        _eq(waterfall.dayOf(midnight + 12 hours, -720), 20_468, "far west");
    }

    function testFuzz_a_deal_comes_back_from_its_words(Deal memory d) public view {
        (d.funds, d.commission, d.startDay) = (d.funds % 2 ** 96, d.commission % 2 ** 96, d.startDay % 2 ** 20);
        (d.place, d.flags) = (d.place % 2 ** 31, d.flags % 2 ** 13);
        (d.fundDays, d.feesPaid) = (d.fundDays % 2 ** 128, d.feesPaid % 2 ** 128);
        Deal memory back = waterfall.packed(d);
        _true(back.funds == d.funds && back.commission == d.commission, "money");
        _true(back.startDay == d.startDay && back.place == d.place && back.flags == d.flags, "facts");
        _true(back.fundDays == d.fundDays && back.feesPaid == d.feesPaid, "detail");
    }

    function testFuzz_the_terms_of_a_deal_come_back_from_their_word(DealTerms memory t) public view {
        _eq(keccak256(abi.encode(waterfall.packedTerms(t))), keccak256(abi.encode(t)), "terms");
    }
}
