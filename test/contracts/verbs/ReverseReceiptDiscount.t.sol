// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Receivable, RecordedReceipt} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";

/// @notice A discount on the whole is granted once, whatever the bank takes back (R12, R36).
contract ReverseReceiptDiscountTest is ReceiptWorld {
    function test_the_whole_is_discounted_once_whatever_is_reversed() public {
        Receivable memory r = _make(1);
        _accepted(r);
        RecordedReceipt memory first = _record(r, _receipt(1, 970_000, TODAY));
        uint256 cash = _pay(r, buyer.addr, MAX);
        _eq(cash, 10_000, "100.00 close it, with 200.00 of discount");
        _true(!_state(r).discountSpent, "not spent yet");
        _reverseAs(supplier.addr, r, first);
        _true(_quote(r).open == 970_000 && _quote(r).discount == 0, "no discount is left");
        RecordedReceipt memory again = _record(r, _receipt(2, 970_000, TODAY));
        _eq(again.discount, 0, "nor for a receipt");
        _true(_state(r).closed && _state(r).discountSpent, "closed at 9,800.00 in all");
        _reverseAs(supplier.addr, r, again);
        _true(_quote(r).discount == 0, "nor after another reversal");
    }

    function test_a_discount_goes_back_with_the_receipt_that_earned_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory first = _record(r, _receipt(1, 970_000, TODAY));
        RecordedReceipt memory rest = _record(r, _receipt(2, 10_000, TODAY));
        _true(rest.principal == 30_000 && rest.discount == 20_000, "the discount on everything");
        _announce(id, rest);
        _reverseAs(supplier.addr, r, rest);
        _true(!_state(r).discountSpent && _quote(r).discount == 20_000, "it is on offer again");
        _reverseAs(supplier.addr, r, first);
        _true(!_state(r).discountSpent && _quote(r).payoff == 980_000, "as if nothing had come");
    }

    function test_parts_earn_no_discount_that_stands() public {
        Receivable memory r = _make(1);
        r.header.policy = 4;
        bytes32 id = _accepted(r);
        RecordedReceipt memory first = _record(r, _receipt(1, 970_000, TODAY));
        _pay(r, buyer.addr, MAX);
        _reverseAs(supplier.addr, r, first);
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (485_000, 485_000);
        Receivable memory part = r;
        vm.prank(supplier.addr);
        ledger.split(r, amounts, _none());
        part.header.invoice = id;
        part.header.line = 10_000;
        part.terms.salt = keccak256(abi.encode(r.terms.salt, 0));
        (part.terms.amount, part.terms.fixedSum) = (485_000, r.terms.fixedSum / 2);
        (part.terms.discountDay1, part.terms.discount1) = (0, 0);
        (part.terms.discountDay2, part.terms.discount2) = (0, 0);
        _eq(_quote(part).payoff, 485_000, "all of it");
    }

    function test_a_receipt_is_not_reversed_with_another_discount() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory all = _record(r, _receipt(1, 980_000, TODAY));
        _eq(all.discount, 20_000, "discount");
        all.discount = 0;
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptUnknown.selector, id, all.bankRef));
        _reverseAs(supplier.addr, r, all);
    }

    function test_the_claim_is_not_eaten_by_one_discount_after_another() public {
        Receivable memory r = _make(1);
        _accepted(r);
        uint256 cash;
        for (uint256 i; i < 49; ++i) {
            uint256 open = _quote(r).open;
            RecordedReceipt memory x = _record(r, _receipt(i, open - 20_001, TODAY));
            cash += _pay(r, buyer.addr, MAX);
            _reverseAs(supplier.addr, r, x);
        }
        cash += _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "closed");
        _eq(cash, 980_000, "one discount of 2 %");
    }

    function _announce(bytes32 id, RecordedReceipt memory a) private {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptReversed(
            id,
            supplier.addr,
            a.bankRef,
            a.principal,
            a.discount,
            a.charges,
            a.lateDays,
            EVIDENCE,
            false,
            false
        );
    }
}
