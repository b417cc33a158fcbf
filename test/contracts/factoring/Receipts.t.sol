// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mandate} from "../../../contracts/interfaces/IDirectory.sol";
import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ClaimReason, Distribution, Recipient, Source} from "../../../contracts/types/FactoringTypes.sol";
import {Receipt, ReceiptStatus, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @notice Money of the debtor that moved outside the chain, and who hands on what of it.
contract ReceiptsTest is SettlingWorld {
    function setUp() public override {
        super.setUp();
        _enrich(supplier.addr);
    }

    // ---------------------------------------------------------------------------------------------- at the factor's

    function test_what_the_factor_received_is_its_advance_and_fees_and_it_hands_on_the_rest() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        vm.expectEmit(address(desk));
        emit IFactoringDesk.DealPaid(
            _id(r),
            Source.FactorReceipt,
            Distribution(8_000_000, 156_667, 1_843_333),
            uint32(TODAY + 60),
            _ref(1)
        );
        _recordAs(factor.addr, r, _receipt(1, 10_000_000, TODAY + 60), Recipient.Factor);
        _eq(coin.balanceOf(supplier.addr) - before.seller, 1_843_333, "the seller got");
        _eq(before.factor - coin.balanceOf(factor.addr), 1_843_333, "from the factor");
        _outstanding(r, 0, 0);
        _true(_state(r).closed, "closed on the ledger");
    }

    function test_a_receipt_of_the_factor_repays_from_its_value_date() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _recordAs(factor.addr, r, _receipt(1, 10_000_000, TODAY + 30), Recipient.Factor);
        _eq(coin.balanceOf(supplier.addr) - before.seller, 10_000_000 - 8_000_000 - 53_333 - 50_000, "30 days");
    }

    function test_a_receipt_from_before_the_sale_costs_the_commission_alone() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _recordAs(factor.addr, r, _receipt(1, 10_000_000, TODAY - 5), Recipient.Factor);
        _eq(coin.balanceOf(supplier.addr) - before.seller, 1_950_000, "no day in use");
    }

    function test_a_short_receipt_moves_nothing_and_lessens_what_is_due() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _recordAs(factor.addr, r, _receipt(1, 8_100_000, TODAY + 60), Recipient.Factor);
        _got(0, 0);
        _outstanding(r, 0, 56_667);
    }

    function test_a_factor_without_cash_records_nothing() public {
        Receivable memory r = _soldAsInR54(1);
        vm.prank(factor.addr);
        coin.approve(address(desk), 1_949_999);
        vm.expectRevert();
        _recordAs(factor.addr, r, _receipt(1, 10_000_000, TODAY), Recipient.Factor);
        _outstanding(r, 8_000_000, 50_000);
        _false(_state(r).closed, "open on the ledger");
    }

    function test_a_receipt_counts_once() public {
        Receivable memory r = _soldAsInR54(1);
        _recordAs(factor.addr, r, _receipt(1, 100, TODAY), Recipient.Factor);
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptKnown.selector, _id(r), _ref(1)));
        _recordAs(factor.addr, r, _receipt(1, 100, TODAY), Recipient.Factor);
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptKnown.selector, _id(r), _ref(1)));
        _recordAs(supplier.addr, r, _receipt(1, 100, TODAY), Recipient.SellerTurnedOver);
    }

    function test_nobody_but_the_factor_and_its_agent_says_what_the_factor_received() public {
        Receivable memory r = _soldAsInR54(1);
        address[4] memory others = [supplier.addr, buyer.addr, stranger.addr, agent.addr];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(_notCaller(others[i], factor.addr));
            _recordAs(others[i], r, _receipt(1, 100, TODAY), Recipient.Factor);
        }
        _giveMandate(factor.addr, agent.addr, Verb.ReverseReceipt);
        vm.expectRevert(_notCaller(agent.addr, factor.addr));
        _recordAs(agent.addr, r, _receipt(1, 100, TODAY), Recipient.Factor);
        _giveMandate(factor.addr, agent.addr, Verb.RecordReceipt);
        _recordAs(agent.addr, r, _receipt(1, 100, TODAY), Recipient.Factor);
        _outstanding(r, 7_999_900, 50_000);
    }

    function test_an_agent_with_a_cap_records_no_receipt() public {
        Receivable memory r = _soldAsInR54(1);
        Mandate memory capped = _mandate(1 << uint8(Verb.RecordReceipt), 1e12, address(coin));
        vm.prank(factor.addr);
        directory.giveMandate(agent.addr, capped);
        vm.expectRevert(_notCaller(agent.addr, factor.addr));
        _recordAs(agent.addr, r, _receipt(1, 100, TODAY), Recipient.Factor);
    }

    // ---------------------------------------------------------------------------------------------- at the seller's

    function test_what_the_seller_turns_over_repays_the_factor_and_the_rest_stays_with_it() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _recordAs(supplier.addr, r, _receipt(1, 10_000_000, TODAY + 60), Recipient.SellerTurnedOver);
        _eq(coin.balanceOf(factor.addr) - before.factor, 8_156_667, "the factor got");
        _eq(before.seller - coin.balanceOf(supplier.addr), 8_156_667, "of the seller, which has the rest in its bank");
        _outstanding(r, 0, 0);
    }

    function test_a_seller_cannot_spare_itself_the_fee_by_a_date_of_its_own() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        for (uint256 day = TODAY; day < TODAY + 60; day += 59) {
            vm.expectRevert(abi.encodeWithSelector(IFactoringDesk.ReceiptDayInvalid.selector, _id(r), day));
            _recordAs(supplier.addr, r, _receipt(1, 10_000_000, day), Recipient.SellerTurnedOver);
        }
        _outstanding(r, 8_000_000, 156_667);
    }

    function test_nobody_but_the_seller_says_what_it_turns_over() public {
        Receivable memory r = _soldAsInR54(1);
        address[3] memory others = [factor.addr, buyer.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_notCaller(others[i], supplier.addr));
            _recordAs(others[i], r, _receipt(1, 100, TODAY), Recipient.SellerTurnedOver);
        }
    }

    function test_a_seller_that_turns_nothing_over_records_nothing() public {
        Receivable memory r = _soldAsInR54(1);
        vm.prank(supplier.addr);
        coin.approve(address(desk), 0);
        vm.expectRevert();
        _recordAs(supplier.addr, r, _receipt(1, 100, TODAY), Recipient.SellerTurnedOver);
        _false(_state(r).settled != 0, "the buyer owes as before");
    }

    // ------------------------------------------------------------------------------------------ kept by the seller

    function test_what_the_seller_kept_is_claimed_from_it_and_hands_on_nothing() public {
        Receivable memory r = _soldAsInR54(1);
        Receipt memory receipt = _receipt(1, 6_000_000, TODAY);
        _adviseOf(r, receipt);
        _expectClaim(r, ClaimReason.Misdirected, 6_000_000, _ref(1));
        _recordAs(factor.addr, r, receipt, Recipient.SellerKept);
        _got(0, 0);
        _outstanding(r, 8_000_000, 50_000);
        _eq(_quote(r).open, 4_000_000, "the buyer owes the rest alone");
    }

    function test_no_more_is_claimed_than_is_outstanding() public {
        Receivable memory r = _soldAsInR54(1);
        Receipt memory receipt = _receipt(1, 10_000_000, TODAY);
        _adviseOf(r, receipt);
        _expectClaim(r, ClaimReason.Misdirected, 8_050_000, _ref(1));
        _recordAs(factor.addr, r, receipt, Recipient.SellerKept);
    }

    function test_a_seller_that_kept_it_pays_by_repaying() public {
        Receivable memory r = _soldAsInR54(1);
        Receipt memory receipt = _receipt(1, 10_000_000, TODAY);
        _adviseOf(r, receipt);
        _recordAs(factor.addr, r, receipt, Recipient.SellerKept);
        _eq(_repayAs(supplier.addr, r, MAX), 8_050_000, "repaid");
        _outstanding(r, 0, 0);
    }

    function test_a_factor_cannot_say_alone_that_the_seller_kept_something() public {
        Receivable memory r = _soldAsInR54(1);
        vm.expectRevert(_claimForbidden(r, "advice"));
        _recordAs(factor.addr, r, _receipt(1, 100, TODAY), Recipient.SellerKept);
        _false(_state(r).settled != 0, "nothing is settled");
    }

    function test_a_factor_cannot_say_more_than_the_buyer_has_advised() public {
        Receivable memory r = _soldAsInR54(1);
        _adviseOf(r, _receipt(1, 100, TODAY));
        vm.expectRevert(_claimForbidden(r, "advice"));
        _recordAs(factor.addr, r, _receipt(1, 8_000_000, TODAY), Recipient.SellerKept);
        vm.expectRevert(_claimForbidden(r, "advice"));
        _recordAs(factor.addr, r, _receipt(1, 100, TODAY - 1), Recipient.SellerKept);
        _recordAs(factor.addr, r, _receipt(1, 100, TODAY), Recipient.SellerKept);
        vm.expectRevert(_claimForbidden(r, "advice"));
        _recordAs(factor.addr, r, _receipt(1, 100, TODAY), Recipient.SellerKept);
    }

    function test_nobody_but_the_factor_says_what_the_seller_kept() public {
        Receivable memory r = _soldAsInR54(1);
        _adviseOf(r, _receipt(1, 100, TODAY));
        address[3] memory others = [supplier.addr, buyer.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_notCaller(others[i], factor.addr));
            _recordAs(others[i], r, _receipt(1, 100, TODAY), Recipient.SellerKept);
        }
    }

    // -------------------------------------------------------------------------------------------------- of no deal

    function test_a_desk_records_nothing_of_what_it_never_bought() public {
        Receivable memory r = _ready(1);
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_noDeal(r));
            _recordAs(factor.addr, r, _receipt(1, 100, TODAY), Recipient(i));
        }
    }

    function test_a_receipt_needs_the_terms_as_they_are() public {
        Receivable memory r = _soldAsInR54(1);
        r.terms.amount += 1;
        vm.expectRevert();
        _recordAs(factor.addr, r, _receipt(1, 100, TODAY), Recipient.Factor);
        r.terms.amount -= 1;
        _recordAs(factor.addr, r, _receipt(1, 100, TODAY), Recipient.Factor);
    }

    function test_an_advice_is_answered_by_what_the_factor_received() public {
        Receivable memory r = _soldAsInR54(1);
        _adviseOf(r, _receipt(1, 500, TODAY));
        _eq(_state(r).advices, 1, "waits");
        _recordAs(factor.addr, r, _receipt(1, 500, TODAY), Recipient.Factor);
        _eq(_state(r).advices, 0, "answered");
        _true(lens.receiptStatusOf(_id(r), _ref(1)) == ReceiptStatus.Recorded, "recorded");
    }
}
