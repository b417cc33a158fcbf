// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ClaimReason} from "../../../contracts/types/FactoringTypes.sol";
import {OpenHeader, OpenTerms, Receivable} from "../../../contracts/types/Types.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @notice The receivable on its way back to its seller, by a buy-back or because the deal is repaid (反转让).
contract ClaimsBuyBackTest is SettlingWorld {
    function _holds(address holder, Receivable memory r) private view {
        _eq(token.ownerOf(uint256(_id(r))), holder, "holder");
    }

    // ------------------------------------------------------------------------------------------------------ buy-back

    function test_the_seller_buys_back_at_any_time_at_the_price_of_the_day() public {
        uint256[4] memory waits = [uint256(0), 1, 60, 400];
        uint256[4] memory fees = [uint256(0), 1_778, 106_667, 711_111];
        _enrich(supplier.addr);
        for (uint256 i; i < 4; ++i) {
            _warp(START);
            Receivable memory r = _soldAsInR54(i);
            _warp(START + waits[i] * 1 days);
            OpenTerms memory opened = _openTerms(r);
            vm.prank(supplier.addr);
            _eq(desk.buyBack(_id(r), opened), 8_050_000 + fees[i], "price");
            _eq(coin.balanceOf(factor.addr) - before.factor, 8_050_000 + fees[i], "the factor got");
            _holds(supplier.addr, r);
        }
    }

    function test_after_a_buy_back_the_supplier_is_paid_directly_and_rules_alone() public {
        Receivable memory r = _soldAsInR54(1);
        _boughtBack(r);
        _look();
        _pay(r, buyer.addr, 4_000_000);
        _got(0, 4_000_000);
        _credit(r, 1_000_000);
        _pay(r, buyer.addr, MAX);
        _got(0, 9_000_000);
        vm.expectRevert(_noDeal(r));
        desk.dealOf(_id(r), clock);
    }

    function test_a_seller_without_cash_does_not_buy_back() public {
        Receivable memory r = _soldAsInR54(1);
        vm.prank(supplier.addr);
        coin.approve(address(desk), 8_049_999);
        OpenTerms memory opened = _openTerms(r);
        vm.expectRevert();
        vm.prank(supplier.addr);
        desk.buyBack(_id(r), opened);
        _holds(address(desk), r);
        _outstanding(r, 8_000_000, 50_000);
    }

    function test_a_deal_ends_once() public {
        Receivable memory r = _soldAsInR54(1);
        _boughtBack(r);
        vm.expectRevert(_noDeal(r));
        vm.prank(supplier.addr);
        _buyBack(r);
        vm.expectRevert(_noDeal(r));
        _reassignAs(supplier.addr, r);
        vm.expectRevert(_noDeal(r));
        _repayAs(supplier.addr, r, 1);
    }

    // ------------------------------------------------------------------------------------------------- reassignment

    function test_while_something_is_outstanding_nobody_takes_the_receivable_back() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, 8_049_999);
        address[4] memory callers = [supplier.addr, buyer.addr, factor.addr, stranger.addr];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(_stillOutstanding(r, 1));
            _reassignAs(callers[i], r);
        }
        _pay(r, buyer.addr, 1);
        vm.expectEmit(address(desk));
        emit IFactoringDesk.ReceivableReassigned(_id(r), supplier.addr);
        _reassignAs(stranger.addr, r);
        _holds(supplier.addr, r);
    }

    function test_a_fee_that_grows_over_night_is_outstanding() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _pay(r, buyer.addr, 7_999_999);
        _outstanding(r, 1, 156_667);
        _warp(START + 60 days + 3_650_000 days);
        vm.expectRevert(_stillOutstanding(r, 1 + 156_667 + 811));
        _reassignAs(supplier.addr, r);
    }

    function test_after_a_reassignment_the_seller_is_paid_directly() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, 8_050_000);
        _reassignAs(stranger.addr, r);
        _look();
        _pay(r, buyer.addr, MAX);
        _got(0, 1_950_000);
    }

    function test_what_comes_before_the_reassignment_of_a_repaid_deal_is_the_sellers_too() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, 8_050_000);
        _look();
        _pay(r, buyer.addr, 950_000);
        _reassignAs(supplier.addr, r);
        _pay(r, buyer.addr, MAX);
        _got(0, 1_950_000);
    }

    function test_a_closed_receivable_goes_back_all_the_same() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, MAX);
        _reassignAs(supplier.addr, r);
        _holds(supplier.addr, r);
    }

    function test_other_terms_give_nothing_back() public {
        Receivable memory r = _soldAsInR54(1);
        _pay(r, buyer.addr, MAX);
        r.terms.currency = address(token);
        vm.expectRevert();
        _reassignAs(supplier.addr, r);
    }

    function test_where_the_buyer_must_consent_the_seller_is_paid_until_it_does() public {
        Receivable memory r = _make(1, _plainTerms());
        r.header.policy = 1;
        _accepted(r);
        OpenHeader memory opened = _openHeader(r);
        vm.prank(buyer.addr);
        ledger.consentTransfer(opened, _unopened(), address(desk), _none());
        _sell(_single(r));
        _pay(r, buyer.addr, 805_000);
        vm.expectRevert(abi.encodeWithSelector(ILedger.TransferLocked.selector, _id(r)));
        _reassignAs(supplier.addr, r);
        _look();
        _pay(r, buyer.addr, 100_000);
        _got(0, 100_000);
        vm.prank(buyer.addr);
        ledger.consentTransfer(opened, _unopened(), supplier.addr, _none());
        _reassignAs(supplier.addr, r);
        _holds(supplier.addr, r);
        _pay(r, buyer.addr, MAX);
        _got(0, 195_000);
    }

    // --------------------------------------------------------------------------------------------------- sold again

    function test_a_receivable_that_was_bought_back_is_sold_again_by_an_offer_that_names_it() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 10 days);
        _pay(r, buyer.addr, 2_000_000);
        _boughtBack(r);
        _warp(START + 20 days);
        _look();
        _sell(_single(r, _conditions(77)));
        _outstanding(r, 6_400_000, 40_000);
        _warp(START + 30 days);
        // What was of the first deal is not of this one: 64,000.00 for 10 days, 142.22.
        _outstanding(r, 6_400_000, 54_222);
        _pay(r, buyer.addr, MAX);
        Purses memory now_ = _purses();
        _eq(now_.factor, before.factor + 54_222, "the factor got its fees");
        _eq(now_.seller, before.seller + 8_000_000 - 54_222, "the seller the rest");
    }

    function test_a_second_deal_claims_anew() public {
        Receivable memory r = _soldAsInR54(1);
        _chargeBackAs(factor.addr, r, ClaimReason.Warranty, EVIDENCE);
        _boughtBack(r);
        _sell(_single(r, _conditions(77)));
        _expectClaim(r, ClaimReason.Warranty, 8_050_000, EVIDENCE);
        _chargeBackAs(factor.addr, r, ClaimReason.Warranty, EVIDENCE);
    }
}
