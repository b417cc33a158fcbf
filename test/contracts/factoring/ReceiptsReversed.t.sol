// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {DealReceipt, Recipient, Source} from "../../../contracts/types/FactoringTypes.sol";
import {OpenTerms, Receipt, Receivable, Verb} from "../../../contracts/types/Types.sol";
import {SettlingWorld} from "./SettlingWorld.sol";

/// @notice What the bank took back: the deal is as if it had never come, but for what the seller has got of it.
contract ReceiptsReversedTest is SettlingWorld {
    function setUp() public override {
        super.setUp();
        _enrich(supplier.addr);
    }

    function _isKnownNoMore(Receivable memory r, Taken memory taken) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptUnknown.selector, _id(r), taken.recorded.bankRef));
        _reverseAs(factor.addr, r, taken);
    }

    // ------------------------------------------------------------------------------------------------- as it was

    function test_a_reversed_receipt_of_the_factor_is_due_again_with_what_the_seller_got() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        Taken memory taken = _take(r, _receipt(1, 10_000_000, TODAY + 60), Recipient.Factor);
        _look();
        _warp(START + 70 days);
        vm.expectEmit(address(desk));
        emit IFactoringDesk.DealReceiptReversed(_id(r), _ref(1), taken.receipt);
        _reverseAs(factor.addr, r, taken);
        _got(0, 0);
        // 1,244.44 of fee for 70 days, 500.00 of commission, and 18,433.33 that the seller got.
        _outstanding(r, 8_000_000, 124_444 + 50_000 + 1_843_333);
        _false(_state(r).closed, "the buyer owes it again");
        _pay(r, buyer.addr, MAX);
        _got(10_000_000, 0);
        _outstanding(r, 0, 17_777);
        _isKnownNoMore(r, taken);
    }

    function test_a_reversed_receipt_that_the_seller_turned_over_goes_back_to_it() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _look();
        Taken memory taken = _take(r, _receipt(1, 10_000_000, TODAY + 60), Recipient.SellerTurnedOver);
        _reverseAs(factor.addr, r, taken);
        _got(0, 0);
        _outstanding(r, 8_000_000, 156_667);
        _isKnownNoMore(r, taken);
    }

    function test_a_reversed_receipt_that_the_seller_kept_moves_nothing() public {
        Receivable memory r = _soldAsInR54(1);
        Receipt memory receipt = _receipt(1, 6_000_000, TODAY);
        _adviseOf(r, receipt);
        Taken memory taken = _take(r, receipt, Recipient.SellerKept);
        _reverseAs(factor.addr, r, taken);
        _got(0, 0);
        _outstanding(r, 8_000_000, 50_000);
        _eq(_quote(r).open, 10_000_000, "the buyer owes all of it");
        _isKnownNoMore(r, taken);
    }

    /// @dev Whoever has no reference gives none; nothing else is different.
    function test_a_receipt_with_an_empty_bank_reference_is_reversed_like_any_other() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        Taken memory taken = _take(r, Receipt(0, 10_000_000, uint32(TODAY + 60)), Recipient.Factor);
        _outstanding(r, 0, 0);
        _reverseAs(factor.addr, r, taken);
        _outstanding(r, 8_000_000, 156_667 + 1_843_333);
    }

    function test_of_several_receipts_each_is_reversed_alone_and_in_any_order() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        Taken memory a = _take(r, _receipt(1, 3_000_000, TODAY + 20), Recipient.Factor);
        Taken memory b = _take(r, _receipt(2, 2_000_000, TODAY + 60), Recipient.SellerTurnedOver);
        Taken memory c = _take(r, _receipt(3, 1_000_000, TODAY + 50), Recipient.Factor);
        _outstanding(r, 2_000_000, 50_000 + _fee(3_000_000 * 20 + 4_000_000 * 60 + 1_000_000 * 50));
        _reverseAs(factor.addr, r, a);
        _outstanding(r, 5_000_000, 50_000 + _fee(7_000_000 * 60 + 1_000_000 * 50));
        _reverseAs(factor.addr, r, c);
        _outstanding(r, 6_000_000, 156_667);
        _reverseAs(factor.addr, r, b);
        _outstanding(r, 8_000_000, 156_667);
    }

    /// @dev At 8 % on 360 days, rounded half up.
    function _fee(uint256 fundDays) private pure returns (uint256) {
        return (80_000 * fundDays + 180e6) / 360e6;
    }

    function test_a_receipt_after_one_payment_repaid_all_is_the_sellers_and_comes_back_from_it() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        _pay(r, buyer.addr, 9_000_000);
        Taken memory taken = _take(r, _receipt(1, 1_000_000, TODAY + 60), Recipient.Factor);
        _eq(taken.receipt.toSeller, 1_000_000, "all of it");
        _reverseAs(factor.addr, r, taken);
        _outstanding(r, 0, 1_000_000);
        _warp(START + 90 days);
        _look();
        _pay(r, buyer.addr, MAX);
        _got(1_000_000, 0);
        _outstanding(r, 0, 0);
    }

    function test_a_payment_after_a_reversal_counts_from_its_own_day() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        Taken memory taken = _take(r, _receipt(1, 8_000_000, TODAY + 10), Recipient.Factor);
        _outstanding(r, 0, 17_778 + 50_000);
        _reverseAs(factor.addr, r, taken);
        _pay(r, buyer.addr, MAX);
        _got(8_156_667, 1_843_333);
    }

    /// @dev Whatever came before, and whatever the receipt: who records and reverses is where it was, but that what the
    /// seller has got of the factor's money is due. The test's own words for it, not the waterfall's.
    function testFuzz_a_receipt_and_its_reversal_leave_the_deal_as_it_was(
        uint256 paid,
        uint256 cash,
        uint256 valueDay,
        uint16 wait,
        bool bySeller
    ) public {
        Receivable memory r = _soldAsInR54(1);
        uint256 days_ = _bound(wait, 0, 300);
        _warp(START + days_ * 1 days);
        paid = _bound(paid, 0, 9_999_999);
        if (paid != 0) _pay(r, buyer.addr, paid);
        cash = _bound(cash, 1, 10_000_000 - paid);
        valueDay = bySeller ? TODAY + days_ : _bound(valueDay, TODAY - 10, TODAY + days_);
        (uint256 funds, uint256 fees) = (_fundsOf(r), _feesOf(r));
        bytes32 state = keccak256(abi.encode(_quote(r)));
        _look();
        Recipient to = bySeller ? Recipient.SellerTurnedOver : Recipient.Factor;
        Taken memory taken = _take(r, _receipt(1, cash, valueDay), to);
        DealReceipt memory d = taken.receipt;
        _eq(d.toFunds + d.toFees + d.toSeller, cash, "shared out to the unit");
        _reverseAs(factor.addr, r, taken);
        uint256 keeps = bySeller ? 0 : d.toSeller;
        _outstanding(r, funds, fees + keeps);
        _eq(coin.balanceOf(supplier.addr) - before.seller, keeps, "what the seller keeps");
        _eq(before.factor - coin.balanceOf(factor.addr), keeps, "is the factor's");
        _eq(keccak256(abi.encode(_quote(r))), state, "the buyer owes as before");
    }

    // ----------------------------------------------------------------------------------------------- what is refused

    function test_a_receipt_that_never_was_is_not_reversed() public {
        Receivable memory r = _soldAsInR54(1);
        Taken memory taken;
        taken.recorded = _recordedAs(r, _receipt(1, 500, TODAY));
        _isKnownNoMore(r, taken);
    }

    function test_a_receipt_is_reversed_only_as_it_was_taken_in() public {
        Receivable memory r = _soldAsInR54(1);
        _warp(START + 60 days);
        Taken memory taken = _take(r, _receipt(1, 10_000_000, TODAY + 60), Recipient.Factor);
        DealReceipt memory d = taken.receipt;
        for (uint256 i; i < 5; ++i) {
            taken.receipt = DealReceipt(d.source, d.toFunds, d.toFees, d.toSeller, d.day);
            if (i == 0) taken.receipt.source = Source.SellerReceipt;
            if (i == 1) taken.receipt.toFunds += 1;
            if (i == 2) taken.receipt.toFees -= 1;
            if (i == 3) taken.receipt.toSeller -= 1;
            if (i == 4) taken.receipt.day -= 1;
            vm.expectRevert(_receiptUnknown(r, _ref(1)));
            _reverseAs(factor.addr, r, taken);
        }
        taken.receipt = d;
        _reverseAs(factor.addr, r, taken);
    }

    function test_nobody_but_the_factor_and_its_agent_reverses() public {
        Receivable memory r = _soldAsInR54(1);
        Taken memory taken = _take(r, _receipt(1, 500, TODAY), Recipient.Factor);
        address[4] memory others = [supplier.addr, buyer.addr, stranger.addr, agent.addr];
        for (uint256 i; i < 4; ++i) {
            vm.expectRevert(_notCaller(others[i], factor.addr));
            _reverseAs(others[i], r, taken);
        }
        _giveMandate(factor.addr, agent.addr, Verb.ReverseReceipt);
        _reverseAs(agent.addr, r, taken);
        _outstanding(r, 8_000_000, 50_000);
    }

    function test_a_receipt_that_the_supplier_recorded_before_the_sale_is_not_the_factors_to_reverse() public {
        Receivable memory r = _ready(1);
        Taken memory taken;
        taken.recorded = _recordedAs(r, _receipt(1, 500, TODAY));
        taken.recorded.holder = supplier.addr;
        OpenTerms memory opened = _openTerms(r);
        vm.prank(supplier.addr);
        ledger.recordReceipt(_id(r), opened, _receipt(1, 500, TODAY), _none());
        _sell(_single(r));
        vm.expectRevert(
            abi.encodeWithSelector(ILedger.NotAuthorised.selector, supplier.addr, address(desk), Verb.ReverseReceipt)
        );
        _reverseAs(factor.addr, r, taken);
    }

    function test_a_receipt_of_an_earlier_deal_is_not_reversed_in_a_later_one() public {
        Receivable memory r = _soldAsInR54(1);
        Taken memory taken = _take(r, _receipt(1, 1_000_000, TODAY), Recipient.Factor);
        _repayAs(supplier.addr, r, MAX);
        _reassignAs(factor.addr, r);
        vm.expectRevert(_noDeal(r));
        _reverseAs(factor.addr, r, taken);
        _sell(_single(r, _conditions(77)));
        vm.expectRevert(_receiptUnknown(r, _ref(1)));
        _reverseAs(factor.addr, r, taken);
        _outstanding(r, 7_200_000, 45_000);
    }

    function test_while_a_receipt_stands_only_the_factor_gives_the_receivable_back() public {
        Receivable memory r = _soldAsInR54(1);
        _take(r, _receipt(1, 9_000_000, TODAY), Recipient.Factor);
        address[3] memory others = [supplier.addr, buyer.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IFactoringDesk.ReceiptsReversible.selector, _id(r)));
            _reassignAs(others[i], r);
        }
        _look();
        _pay(r, buyer.addr, MAX);
        _got(0, 1_000_000);
        _reassignAs(factor.addr, r);
        _eq(token.ownerOf(uint256(_id(r))), supplier.addr, "the seller holds it");
    }
}
