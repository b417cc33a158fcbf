// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Receivable, RecordedReceipt} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {Typed} from "../support/Typed.sol";
import {TypedAmendments} from "../support/TypedAmendments.sol";

/// @notice A discount on the whole is granted once, whatever the bank takes back (R12, R36).
contract ReverseReceiptDiscountTest is ReceiptWorld {
    function test_the_whole_is_discounted_once_whatever_is_reversed() public {
        Receivable memory r = _make(1);
        _accepted(r);
        RecordedReceipt memory first = _record(r, _receipt(1, 970_000, TODAY));
        uint256 cash = _pay(r, buyer.addr, MAX);
        _eq(cash, 10_000, "100.00 close it, with 200.00 of discount");
        _true(_state(r).discounted, "it stands");
        _reverseAs(supplier.addr, r, first);
        _true(_quote(r).open == 970_000 && _quote(r).discount == 0, "no discount is left");
        RecordedReceipt memory again = _record(r, _receipt(2, 970_000, TODAY));
        _eq(again.discount, 0, "nor for a receipt");
        _true(_state(r).closed && _state(r).discounted, "closed at 9,800.00 in all");
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
        _true(!_state(r).discounted && _quote(r).discount == 20_000, "it is on offer again");
        _reverseAs(supplier.addr, r, first);
        _true(!_state(r).discounted && _quote(r).payoff == 980_000, "as if nothing had come");
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

    function test_a_receipt_of_a_wrong_date_is_corrected_without_losing_the_discount() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 25 days);
        RecordedReceipt memory wrong = _record(r, _receipt(1, AMOUNT, TODAY + 25));
        _true(_state(r).closed && wrong.discount == 0, "too late for a discount");
        _reverseAs(supplier.addr, r, wrong);
        RecordedReceipt memory right = _record(r, _receipt(2, 980_000, TODAY));
        _true(_state(r).closed && right.discount == 20_000, "it came in time");
    }

    function test_receipts_of_wrong_dates_are_corrected_in_any_order() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 25 days);
        RecordedReceipt memory part = _record(r, _receipt(1, 400_000, TODAY + 24));
        RecordedReceipt memory rest = _record(r, _receipt(2, 600_000, TODAY + 25));
        _reverseAs(supplier.addr, r, part);
        _true(!_state(r).discounted, "nobody earned one");
        _reverseAs(supplier.addr, r, rest);
        _true(!_state(r).discounted, "nobody has");
        _eq(_record(r, _receipt(3, 980_000, TODAY)).discount, 20_000, "discount");
    }

    function test_a_discount_that_stands_excludes_another_after_an_amendment_and_a_debit_too() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        _accepted(r);
        RecordedReceipt memory first = _record(r, _receipt(1, 970_000, TODAY));
        _pay(r, buyer.addr, MAX);
        _reverseAs(supplier.addr, r, first);
        Receivable memory amended = abi.decode(abi.encode(r), (Receivable));
        amended.header.revision = 1;
        amended.terms.amount += 500_000;
        _amendBoth(r, amended);
        _eq(_quote(amended).discount, 0, "none beside the one that stands");
    }

    function test_parts_that_earned_a_discount_earn_none_again_as_a_whole() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        _accepted(r);
        RecordedReceipt memory first = _record(r, _receipt(1, 98_000, TODAY));
        RecordedReceipt memory second = _record(r, _receipt(2, 98_000, TODAY));
        _true(_state(r).discounted, "2 % of two parts");
        Receivable memory whole = _revised(r);
        whole.terms.discountOnParts = false;
        _refusesToAmend(r, whole);
        _reverseAs(supplier.addr, r, first);
        _refusesToAmend(r, whole);
        Receivable memory plain = _withoutDiscount(r);
        _amendBoth(r, plain);
        whole.header.revision = 2;
        _refusesToAmend(plain, whole);
        _reverseAs(supplier.addr, plain, second);
        _amendBoth(plain, whole);
        _eq(_quote(whole).discount, 20_000, "nothing paid, nothing discounted");
    }

    /// The parts' discounts take the ledger's word that one stands away from the whole's.
    function test_the_whole_is_not_discounted_again_by_way_of_parts() public {
        Receivable memory whole = _make(1);
        _accepted(whole);
        RecordedReceipt memory first = _record(whole, _receipt(1, 970_000, TODAY));
        _eq(_pay(whole, buyer.addr, MAX), 10_000, "closed with 200.00 of discount");
        _reverseAs(supplier.addr, whole, first);
        Receivable memory parts = _revised(whole);
        parts.terms.discountOnParts = true;
        _amendBoth(whole, parts);
        RecordedReceipt memory part = _record(parts, _receipt(2, 98_000, TODAY));
        _eq(part.discount, 2_000, "2 % of a part");
        _reverseAs(supplier.addr, parts, part);
        Receivable memory again = _revised(parts);
        again.terms.discountOnParts = false;
        _refusesToAmend(parts, again);
    }

    function test_what_was_paid_in_part_gets_no_new_discount_on_the_whole() public {
        Receivable memory r = _withoutDiscount(_make(1));
        _accepted(r);
        _pay(r, buyer.addr, 1);
        Receivable memory tiers = _make(1);
        tiers.header.revision = 2;
        _refusesToAmend(r, tiers);
        Receivable memory sliding = _revised(r);
        sliding.terms.slidingRate = 1;
        _refusesToAmend(r, sliding);
        tiers.terms.discountOnParts = true;
        _amendBoth(r, tiers);
        _eq(_quote(tiers).discount, 20_000, "2 % of 9,999.99, on what is still open");
    }

    function test_what_was_credited_hinders_no_discount_on_the_whole() public {
        Receivable memory r = _withoutDiscount(_make(1));
        _accepted(r);
        vm.prank(supplier.addr);
        ledger.credit(Typed.idOf(r.header), _openTerms(r), 500_000, REASON, _none());
        Receivable memory tiers = _make(1);
        tiers.header.revision = 2;
        _amendBoth(r, tiers);
        _eq(_quote(tiers).discount, 10_000, "2 % of the half that was owed");
    }

    /// The buyer would accept terms that look clean, with interest on a past that it never saw.
    function test_nothing_that_was_late_is_brought_under_terms_that_the_buyer_has_not_accepted() public {
        Receivable memory r = _make(1);
        r.terms.dueDay = 1;
        (r.terms.discountDay1, r.terms.discount1) = (0, 0);
        (r.terms.discountDay2, r.terms.discount2) = (0, 0);
        _issue(r);
        RecordedReceipt memory invented = _record(r, _receipt(1, 500_000, TODAY));
        Receivable memory amended = abi.decode(abi.encode(r), (Receivable));
        (amended.header.revision, amended.terms.dueDay) = (1, uint32(TODAY + 30));
        vm.expectRevert(
            abi.encodeWithSelector(ILedger.AmendmentInvalid.selector, bytes32("lateDays"), invented.lateDays)
        );
        vm.prank(supplier.addr);
        ledger.amend(r, amended, _none(), _none(), _none());
        _reverseAs(supplier.addr, r, invented);
        vm.prank(supplier.addr);
        ledger.amend(r, amended, _none(), _none(), _none());
        _eq(_quote(amended).payoff, AMOUNT, "nothing but the amount");
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

    function _ofHolder(Receivable memory r, Receivable memory amended) private view returns (Consent[] memory) {
        bytes32 both = keccak256(abi.encode(Typed.hash(r), Typed.hash(amended)));
        return
            _signed(
                supplier,
                TypedAmendments.amendment(Typed.hash(r), Typed.hash(amended), supplier.addr),
                uint256(both)
            );
    }

    function _revised(Receivable memory r) private pure returns (Receivable memory revised) {
        revised = abi.decode(abi.encode(r), (Receivable));
        revised.header.revision += 1;
    }

    function _withoutDiscount(Receivable memory r) private pure returns (Receivable memory plain) {
        plain = _revised(r);
        (plain.terms.discount1, plain.terms.discountDay1) = (0, 0);
        (plain.terms.discount2, plain.terms.discountDay2) = (0, 0);
        plain.terms.discountOnParts = false;
    }

    function _refusesToAmend(Receivable memory r, Receivable memory amended) private {
        Consent[] memory ofHolder = _ofHolder(r, amended);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AmendmentInvalid.selector, bytes32("discountOnParts"), 0));
        vm.prank(buyer.addr);
        ledger.amend(r, amended, ofHolder, _none(), _none());
    }

    function _amendBoth(Receivable memory r, Receivable memory amended) private {
        Consent[] memory ofHolder = _ofHolder(r, amended);
        vm.prank(buyer.addr);
        ledger.amend(r, amended, ofHolder, _none(), _none());
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
            false
        );
    }
}
