// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {Distribution, Source} from "../../../contracts/types/FactoringTypes.sol";
import {OpenTerms, Receivable} from "../../../contracts/types/Types.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @notice A payment of the debtor, shared out in its own transaction: R54.
contract SettleTest is SettlingWorld {
    // --------------------------------------------------------------------------------------------------------- R54

    function test_R54_to_the_cent_of_what_the_buyer_pays_after_a_credit_note() public {
        Receivable memory r = _soldAsInR54(1);
        _eq(_fundsOf(r), 8_000_000, "advance");
        _creditSold(r, 300_000);
        _warp(START + 60 days);
        _eq(_feesOf(r), 156_667, "1,066.67 and 500.00");
        vm.expectEmit(address(desk));
        emit IFactoringDesk.DealPaid(
            _id(r),
            Source.Payment,
            Distribution(8_000_000, 156_667, 1_543_333),
            uint32(TODAY + 60),
            0
        );
        _eq(_pay(r, buyer.addr, MAX), 9_700_000, "97,000.00");
        _got(8_156_667, 1_543_333);
        _outstanding(r, 0, 0);
        _true(_state(r).closed, "closed");
    }

    function test_the_commission_is_of_what_was_open_at_the_sale() public {
        Receivable memory r = _ready(1);
        _pay(r, buyer.addr, 400_000);
        _sell(_single(r));
        _outstanding(r, 480_000, 3_000);
    }

    // ----------------------------------------------------------------------------------------- early, late and short

    function test_a_payment_on_the_day_of_the_sale_costs_no_fee() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, MAX);
        _got(8_050_000, 1_950_000);
    }

    function test_an_early_payment_costs_the_days_that_the_funds_were_in_use() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 10 days);
        _pay(r, buyer.addr, MAX);
        _got(8_000_000 + 17_778 + 50_000, 10_000_000 - 8_067_778);
    }

    function test_a_late_payment_costs_the_days_after_the_due_date_too() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 90 days);
        _pay(r, buyer.addr, MAX);
        _got(8_000_000 + 160_000 + 50_000, 1_790_000);
    }

    function test_a_short_payment_releases_nothing_and_leaves_the_gap_due() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _pay(r, buyer.addr, 8_100_000);
        _got(8_100_000, 0);
        _outstanding(r, 0, 56_667);
        _look();
        _warp(START + 80 days);
        _pay(r, buyer.addr, MAX);
        _got(56_667, 1_900_000 - 56_667);
    }

    function test_a_payment_of_exactly_what_is_due_leaves_nothing_and_releases_nothing() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _pay(r, buyer.addr, 8_156_666);
        _outstanding(r, 0, 1);
        _pay(r, buyer.addr, 1);
        _outstanding(r, 0, 0);
        _got(8_156_667, 0);
    }

    function test_a_payment_of_one_unit_repays_one_unit() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, 1);
        _got(1, 0);
        _outstanding(r, 7_999_999, 50_000);
    }

    // ------------------------------------------------------------------------------------------------------ in parts

    function test_parts_repay_the_advance_first_and_end_its_fee_by_their_days() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 30 days);
        _pay(r, buyer.addr, 3_000_000);
        _got(3_000_000, 0);
        _warp(START + 60 days);
        _pay(r, buyer.addr, MAX);
        // 30,000.00 for 30 days and 50,000.00 for 60: 200.00 and 666.67.
        _got(8_000_000 + 86_667 + 50_000, 10_000_000 - 8_136_667);
    }

    function test_several_payments_of_a_day_come_to_what_one_would() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        uint256[4] memory parts = [uint256(7_999_999), 100_000, 1, 56_667];
        for (uint256 i; i < 4; ++i) _pay(r, buyer.addr, parts[i]);
        _got(8_156_667, 0);
        _pay(r, buyer.addr, MAX);
        _got(8_156_667, 1_843_333);
    }

    function test_after_the_deal_is_repaid_all_that_comes_is_the_sellers() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _pay(r, buyer.addr, 9_000_000);
        _got(8_156_667, 843_333);
        _look();
        _warp(START + 400 days);
        _outstanding(r, 0, 0);
        _pay(r, buyer.addr, 600_000);
        _pay(r, buyer.addr, MAX);
        _got(0, 1_000_000);
    }

    function test_a_second_payer_finds_it_closed_and_keeps_its_money() public {
        Receivable memory r = _soldAsInR54(1);
        _fund(stranger.addr);
        _pay(r, buyer.addr, MAX);
        OpenTerms memory opened = _openTerms(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyClosed.selector, _id(r)));
        vm.prank(stranger.addr);
        ledger.pay(_id(r), opened, MAX, _none());
        _eq(coin.balanceOf(stranger.addr), 1e15, "the stranger's purse");
        _got(8_050_000, 1_950_000);
    }

    function test_a_second_payer_pays_no_more_than_what_is_left() public {
        Receivable memory r = _soldAsInR54(1);
        _fund(stranger.addr);
        _pay(r, buyer.addr, 9_999_999);
        _eq(_pay(r, stranger.addr, 10_000_000), 1, "clamped");
        _got(8_050_000, 1_950_000);
    }

    // ----------------------------------------------------------------------------------------- discount and interest

    function test_a_discount_is_taken_off_the_sellers_reserve() public {
        Receivable memory r = _soldWith(1, _terms());
        _warp(START + 10 days);
        _eq(_pay(r, buyer.addr, MAX), 980_000, "two percent off");
        // 8,000.00 for 10 days at 8 % on 360: 17.78.
        _got(800_000 + 1_778 + 5_000, 980_000 - 806_778);
    }

    function test_late_interest_and_the_fixed_sum_pass_through_the_waterfall() public {
        Receivable memory r = _soldWith(1, _terms());
        _warp(START + 60 days);
        uint256 charges = _quote(r).charges;
        // 10.15 % of 10,000.00 for 30 days of 365, and 40.00.
        _eq(charges, 8_342 + 4_000, "charges");
        _pay(r, buyer.addr, MAX);
        _got(800_000 + 10_667 + 5_000, AMOUNT + charges - 815_667);
        _outstanding(r, 0, 0);
    }

    function test_charges_alone_repay_the_advance() public {
        Receivable memory r = _soldWith(1, _terms());
        _warp(START + 60 days);
        _pay(r, buyer.addr, 12_342);
        _eq(_quote(r).charges, 0, "the charges are paid");
        _got(12_342, 0);
        _eq(_fundsOf(r), 800_000 - 12_342, "and repaid of the advance");
    }

    function test_what_a_discount_covers_whole_is_settled_and_shares_out_nothing() public {
        Receivable memory r = _make(1, _terms());
        r.terms.discount1 = AMOUNT;
        _accepted(r);
        _sell(_single(r));
        _look();
        _eq(_pay(r, buyer.addr, MAX), 0, "nothing moves");
        _true(_state(r).closed, "closed");
        _got(0, 0);
        _outstanding(r, 800_000, 5_000);
    }

    // ---------------------------------------------------------------------------------------------------------- days

    function test_a_day_of_the_fee_begins_at_midnight_of_the_factor() public {
        Receivable memory r = _soldAsInR54(1);
        // The factor is an hour ahead of UTC.
        _warp((TODAY + 1) * 1 days - 1 hours - 1);
        _eq(_feesOf(r), 50_000, "the last second of the day of the sale");
        _warp((TODAY + 1) * 1 days - 1 hours);
        _eq(_feesOf(r), 51_778, "the first of the next");
    }

    function test_a_payment_of_one_deal_touches_no_other() public {
        (Receivable memory a, Receivable memory b) = (_soldAsInR54(1), _soldAsInR54(2));
        _pay(a, buyer.addr, MAX);
        _outstanding(a, 0, 0);
        _outstanding(b, 8_000_000, 50_000);
    }

    function test_who_is_not_the_ledger_tells_of_no_payment() public {
        Receivable memory r = _soldAsInR54(1);
        coin.mint(address(desk), 9_000_000);
        address[3] memory callers = [stranger.addr, factor.addr, supplier.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_notCaller(callers[i], address(ledger)));
            vm.prank(callers[i]);
            desk.onReceivablePaid(_id(r), address(coin), 9_000_000);
        }
        _outstanding(r, 8_000_000, 50_000);
    }
}
