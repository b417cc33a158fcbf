// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mandate} from "../../../contracts/interfaces/IDirectory.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {
    Allocation,
    Consent,
    Position,
    Receivable,
    RecordedReceipt,
    Status,
    Terms,
    Verb
} from "../../../contracts/types/Types.sol";
import {MoneyWorld} from "../support/MoneyWorld.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {AgreementWorld, TypedAmendments} from "../support/TypedAmendments.sol";
import {Typed} from "../support/Typed.sol";
import {Vm} from "../support/Vm.sol";

/// @notice Settling the smallest amounts there are.
contract SmallestSettlementTest is ReceiptWorld {
    function test_no_cash_settles_no_part_however_large_the_discount() public {
        for (uint96 left = 1; left < 4; ++left) {
            Receivable memory r = _make(left, _plainTerms());
            (r.terms.discountDay1, r.terms.discount1) = (uint32(TODAY + 10), (AMOUNT / 4) * (4 - left));
            r.terms.discountOnParts = true;
            bytes32 id = _accepted(r);
            (, Allocation memory a) = lens.reckon(r.terms, _position(r), TODAY, 0);
            _true(a.principal == 0 && a.discount == 0 && a.carry == 0, "nothing");
            vm.expectRevert(abi.encodeWithSelector(ILedger.NothingPaid.selector, id));
            _pay(r, buyer.addr, 0);
        }
    }

    function test_a_discount_of_one_unit_is_earned_on_parts() public view {
        Terms memory t = _plainTerms();
        (t.amount, t.discountDay1, t.discount1, t.discountOnParts) = (4, uint32(TODAY + 10), 1, true);
        Position memory p;
        (, Allocation memory a) = lens.reckon(t, p, TODAY, 1);
        _true(a.principal == 2 && a.discount == 1 && a.cash == 1, "half of it, half up");
    }

    function test_a_carry_stays_when_the_rest_is_paid_late() public {
        Receivable memory r = _make(1);
        (r.terms.discountOnParts, r.terms.amount) = (true, 999_999);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 333);
        uint256 carry = _state(r).carry;
        _true(carry != 0, "a fraction is carried");
        _warp(START + 127 days);
        vm.recordLogs();
        _pay(r, buyer.addr, MAX);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            _true(logs[i].topics[0] != ILedger.DiscountCarried.selector, "nothing new is carried");
        }
        _true(_state(r).closed && _state(r).carry == carry, "carry");
        _eq(_word(id, DETAIL) >> 208, carry, "detail word");
    }

    function test_late_days_and_charges_that_are_equal_are_both_kept() public {
        Receivable memory r = _make(1, _plainTerms());
        (r.terms.amount, r.terms.lateRate) = (365, 1_000_000);
        _accepted(r);
        _warp(START + 31 days);
        _eq(_pay(r, buyer.addr, 2), 2, "one of charges and one of principal");
        Position memory p = _position(r);
        _true(p.settled == 1 && p.lateDays == 1 && p.chargesSettled == 1, "position");
        _eq(_quote(r).charges, 0, "settled charges are not due again");
    }

    function test_a_receipt_of_one_unit_one_day_late_is_reversed_whole() public {
        Receivable memory r = _make(1);
        (r.terms.allocation, r.terms.dueDay) = (1, uint32(TODAY + 30));
        bytes32 id = _accepted(r);
        _warp(START + 31 days);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 1, TODAY + 31));
        _true(recorded.principal == 1 && recorded.lateDays == 1 && recorded.charges == 0, "one unit, one day");
        _reverseAs(supplier.addr, r, recorded);
        Position memory p = _position(r);
        _true(p.settled == 0 && p.lateDays == 0 && p.chargesSettled == 0, "position");
        _eq(_word(id, DETAIL), 0, "detail word");
    }

    function test_a_receipt_of_one_unit_of_charges_is_reversed_whole() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 1, TODAY + 127));
        _true(recorded.principal == 0 && recorded.lateDays == 0 && recorded.charges == 1, "one unit of charges");
        _reverseAs(supplier.addr, r, recorded);
        _eq(_position(r).chargesSettled, 0, "charges");
        _eq(_word(id, DETAIL), 0, "detail word");
    }
}

/// @notice Agreements at the last unit of a limit, and holders of which every bit is set.
contract LastAgreementTest is AgreementWorld {
    address private constant ALL_ONES = address(type(uint160).max);

    function test_the_last_unit_below_the_largest_amount_is_debited() public {
        Receivable memory r = _make(1);
        r.terms.amount = MOST - 1;
        _accepted(r);
        bytes memory message = TypedAmendments.debit(Typed.hash(r), buyer.addr, 1, REASON);
        vm.prank(supplier.addr);
        ledger.debit(r, 1, REASON, _none(), _signed(buyer, message, 1));
        Receivable memory most = _next(r);
        most.terms.amount = MOST;
        _eq(_quote(most).open, MOST, "open");
    }

    function test_a_debit_of_the_largest_amount_is_within_a_cap_and_out_of_range() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Mandate memory m = _mandate(1 << uint8(Verb.Debit), 2 ** 95, address(coin));
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, m);
        uint256 limit = uint256(MOST) - AMOUNT;
        bytes memory message = TypedAmendments.debit(Typed.hash(r), buyer.addr, MOST, REASON);
        Consent[] memory consent = _signed(buyer, message, 1);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AmountOutOfRange.selector, id, uint256(MOST), limit));
        vm.prank(agent.addr);
        ledger.debit(r, MOST, REASON, _none(), consent);
    }

    function test_every_bit_of_a_commitment_that_is_kept_counts() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        bytes32 slot = keccak256(abi.encode(id, LEDGER_SLOT));
        uint256 word = _word(id, LEDGER_SLOT);
        bytes memory fault = abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r));
        for (uint256 bit = 16; bit < 256; ++bit) {
            vm.store(address(ledger), slot, bytes32(word ^ (1 << bit)));
            vm.expectRevert(fault);
            _accept(r);
        }
        vm.store(address(ledger), slot, bytes32(word));
        _accept(r);
        _eq(_flags(id), uint256(Status.Accepted), "accepted");
    }

    function test_no_bit_of_the_holder_is_taken_for_a_flag() public {
        Receivable memory r = _make(1, _plainTerms());
        bytes32 id = _accepted(r);
        _transfer(id, ALL_ONES);
        _true(!_state(r).closed && _state(r).settled == 0 && _state(r).holder == ALL_ONES, "open");
        _true(_state(r).lateDays == 0 && _state(r).chargesSettled == 0 && _state(r).carry == 0, "without detail");
        _eq(_pay(r, buyer.addr, 1_000), 1_000, "payable");
        _eq(coin.balanceOf(ALL_ONES), 1_000, "received");
        _credit(r, 500);
        _disputeOf(r, 200);
        _true(_state(r).settled == 1_500 && !_state(r).closed, "settled");
        _transfer(id, factor.addr);
        _eq(token.ownerOf(uint256(id)), factor.addr, "free");
        _eq(_tokenWord(id), (uint256(1_500) << 160) | uint160(factor.addr), "token word");
    }

    function test_an_amendment_leaves_every_bit_of_the_holder() public {
        Receivable memory r = _make(1);
        r.header.supplier = ALL_ONES;
        bytes32 id = _issue(r);
        Receivable memory next = _otherTerms(r);
        next.header.policy = 2;
        _amendAs(ALL_ONES, r, next);
        _eq(_tokenWord(id), GUARDED_BIT | uint160(ALL_ONES), "locked");
        Receivable memory last = _next(next);
        last.header.policy = 0;
        _amendAs(ALL_ONES, next, last);
        _eq(_tokenWord(id), uint160(ALL_ONES), "free again");
        _eq(token.ownerOf(uint256(id)), ALL_ONES, "holder");
    }
}

/// @notice What a discount still earns at the largest amount.
contract LastShareTest is MoneyWorld {
    function test_an_amount_beyond_the_largest_earns_as_the_largest_to_the_unit() public view {
        uint256[3] memory amounts = [MAX_AMOUNT, MAX_AMOUNT + 1, type(uint96).max];
        for (uint256 i; i < 3; ++i) {
            for (uint256 sum = 2 ** 91 - 1; sum <= 2 ** 91 + 1; ++sum) {
                _eq(libraries.earned(sum, MAX_AMOUNT, amounts[i], MAX_AMOUNT), sum, "earned");
            }
        }
    }
}
