// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Receivable, RecordedReceipt, Terms} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {Typed} from "../support/Typed.sol";

/// @notice What a discount on the whole was granted for is not discounted again in parts (R12, R36, R69).
contract SplitDiscountTest is ReceiptWorld {
    /// A receipt may have an earlier value day than the split, on which the sliding discount was alive.
    function test_a_sliding_discount_that_stands_does_not_come_again_with_the_parts() public {
        Receivable memory r = _sliding(0);
        _discountedAndOpenedAgain(r, 970_000);
        _warp(START + (r.terms.dueDay - TODAY) * 1 days);
        Receivable memory part = _firstOfTwo(r, 485_000);
        part.terms.slidingRate = 0;
        RecordedReceipt memory late = _record(part, _receipt(2, 485_000, TODAY));
        _true(late.discount == 0 && late.principal == 485_000, "all of it, whatever its value day");
    }

    function test_nor_where_the_due_day_was_called_forth() public {
        Receivable memory overdue = _sliding(0);
        (overdue.terms.dueDay, overdue.terms.slidingRate) = (uint32(TODAY - 40), 0);
        _accepted(overdue);
        Receivable memory r = _sliding(1);
        (r.terms.accelerationDays, r.terms.lateRate, r.terms.fixedSum) = (1, 0, 0);
        _discountedAndOpenedAgain(r, 900_000);
        vm.prank(supplier.addr);
        ledger.accelerate(r, overdue, _none());
        (r.header.revision, r.terms.dueDay) = (1, uint32(TODAY));
        Receivable memory part = _firstOfTwo(r, 450_000);
        part.terms.slidingRate = 0;
        _eq(_record(part, _receipt(2, 450_000, TODAY - 20)).discount, 0, "none on an earlier day");
    }

    function test_one_that_nobody_has_earned_goes_on_in_the_parts() public {
        Receivable memory r = _sliding(0);
        _accepted(r);
        Receivable memory part = _firstOfTwo(r, AMOUNT / 2);
        _true(_quote(part).discount != 0, "their share of it");
    }

    function _sliding(uint32 line) private view returns (Receivable memory r) {
        r = _make(1);
        (r.header.line, r.header.policy) = (line, 4);
        Terms memory t = r.terms;
        (t.discountDay1, t.discount1, t.discountDay2, t.discount2) = (0, 0, 0, 0);
        t.slidingRate = 200_000;
    }

    /// @dev All is settled with a discount, and then the bank takes a receipt back.
    function _discountedAndOpenedAgain(Receivable memory r, uint256 cash) private {
        _accepted(r);
        RecordedReceipt memory first = _record(r, _receipt(1, cash, TODAY));
        _true(_pay(r, buyer.addr, MAX) < AMOUNT - cash, "closed with a discount");
        _reverseAs(supplier.addr, r, first);
        _true(_state(r).discounted && _quote(r).discount == 0, "which stands");
    }

    function _firstOfTwo(Receivable memory r, uint96 half) private returns (Receivable memory part) {
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (half, half);
        vm.prank(supplier.addr);
        ledger.split(r, amounts, _none());
        part = abi.decode(abi.encode(r), (Receivable));
        (part.header.invoice, part.header.line) = (Typed.idOf(r.header), 10_000);
        part.terms.salt = keccak256(abi.encode(r.terms.salt, 0));
        (part.terms.amount, part.terms.fixedSum) = (half, r.terms.fixedSum / 2);
    }
}
