// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAmendments} from "../../../contracts/interfaces/IAmendments.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {OpenTerms, Receipt, Receivable, RecordedReceipt, Status, Verb} from "../../../contracts/types/Types.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";

/// @notice How far an amendment may go.
contract AmendLimitsTest is AgreementWorld {
    // ---------------------------------------------------------------------------------------------------------- amount

    function test_the_amount_is_no_less_than_what_was_settled() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _pay(r, buyer.addr, 600_000);
        _credit(r, 100_000);
        Receivable memory next = _plain(r, 699_999);
        vm.expectRevert(_notAmendable("amount", 699_999));
        _amendAllAs(buyer.addr, r, next, supplier, 1);
        next = _plain(r, 700_001);
        _announceAmended(next, [supplier.addr, supplier.addr, buyer.addr], false);
        _amendAllAs(buyer.addr, r, next, supplier, 2);
        _eq(_quote(next).open, 1, "open");
    }

    function test_an_amount_of_what_was_settled_closes() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 600_000);
        Receivable memory next = _plain(r, 600_000);
        _announceAmended(next, [supplier.addr, supplier.addr, buyer.addr], true);
        _agree(r, next);
        _eq(_tokenWord(id), CLOSED_BIT | (uint256(600_000) << 160) | uint160(supplier.addr), "token word");
        vm.expectRevert(_closedAlready(id));
        _pay(next, buyer.addr, 1);
    }

    function test_an_amount_of_what_was_settled_does_not_close_while_charges_are_due() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        _pay(r, buyer.addr, 400_000);
        Receivable memory next = _copy(r);
        (next.header.revision, next.terms.amount) = (1, 400_000);
        _announceAmended(next, [supplier.addr, supplier.addr, buyer.addr], false);
        _agree(r, next);
        // Interest on 4,000.00 for 97 days, and 40.00.
        _eq(_quote(next).payoff, 10_790 + 4_000, "payoff");
        _eq(_tokenWord(id) & CLOSED_BIT, 0, "open");
    }

    function test_terms_without_interest_close_what_only_charges_kept_open() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        _accepted(r);
        _warp(START + 127 days);
        _pay(r, buyer.addr, 400_000);
        Receivable memory next = _plain(r, 400_000);
        _announceAmended(next, [supplier.addr, supplier.addr, buyer.addr], true);
        _agree(r, next);
        _true(_state(r).closed, "closed");
    }

    function test_amounts_from_the_least_to_the_most() public {
        Receivable memory r = _make(1);
        _issue(r);
        Receivable memory least = _plain(r, 1);
        _amendAs(supplier.addr, r, least);
        Receivable memory most = _plain(least, MOST);
        _amendAs(supplier.addr, least, most);
        _eq(_quote(most).open, MOST, "open");
        _invalidTerms(most, _plain(most, 0), "amount", 0);
        _invalidTerms(most, _plain(most, MOST + 1), "amount", uint256(MOST) + 1);
    }

    function test_fuzz_an_amount_stands_if_it_is_no_less_than_what_was_settled(
        uint96 paid,
        uint96 credited,
        uint96 amount
    ) public {
        Receivable memory r = _make(1, _plainTerms());
        bytes32 id = _accepted(r);
        paid = uint96(_bound(paid, 0, AMOUNT - 2));
        credited = uint96(_bound(credited, 0, AMOUNT - 1 - paid));
        if (paid != 0) _pay(r, buyer.addr, paid);
        if (credited != 0) _credit(r, credited);
        uint256 settled = uint256(paid) + credited;
        Receivable memory next = _plain(r, uint96(_bound(amount, 1, 2 * uint256(AMOUNT))));
        if (next.terms.amount < settled) {
            vm.expectRevert(_notAmendable("amount", next.terms.amount));
            _amendAllAs(buyer.addr, r, next, supplier, 1);
            return;
        }
        bool closed = next.terms.amount == settled;
        _announceAmended(next, [supplier.addr, supplier.addr, buyer.addr], closed);
        _amendAllAs(buyer.addr, r, next, supplier, 1);
        _eq(_quote(next).open, next.terms.amount - settled, "open");
        _true(_state(r).settled == settled && _state(r).credited == credited, "settled");
        _eq(_tokenWord(id) & CLOSED_BIT, closed ? CLOSED_BIT : 0, "closed");
    }

    // -------------------------------------------------------------------------------------------------------- currency

    function test_the_currency_changes_while_nothing_was_settled() public {
        Receivable memory r = _make(1);
        _accepted(r);
        Receivable memory next = _inEuro(r);
        _agree(r, next);
        vm.expectRevert(abi.encodeWithSelector(ILedger.PaidOffChain.selector, _id(r), address(978)));
        _pay(next, buyer.addr, MAX);
    }

    function test_the_currency_stays_once_anything_was_settled() public {
        for (uint256 i; i < 3; ++i) {
            Receivable memory r = _make(i);
            bytes32 id = _accepted(r);
            if (i == 0) _pay(r, buyer.addr, 1);
            if (i == 1) _credit(r, 1);
            if (i == 2) {
                _warp(START + 127 days);
                OpenTerms memory opened = _openTerms(r);
                vm.prank(supplier.addr);
                ledger.waive(id, opened, 1, REASON, _none());
            }
            Receivable memory next = _inEuro(r);
            vm.expectRevert(_notAmendable("currency", 978));
            _agree(r, next);
            vm.warp(START);
            clock = START;
        }
    }

    function test_the_currency_changes_again_once_every_receipt_was_reversed() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        OpenTerms memory opened = _openTerms(r);
        vm.prank(supplier.addr);
        ledger.recordReceipt(id, opened, Receipt(BANK_REF, 500, uint32(TODAY)), _none());
        vm.expectRevert(_notAmendable("currency", 978));
        _agree(r, _inEuro(r));
        RecordedReceipt memory recorded = RecordedReceipt(BANK_REF, supplier.addr, 500, 0, 0, 0);
        vm.prank(supplier.addr);
        ledger.reverseReceipt(id, opened, recorded, EVIDENCE, _none(), _none());
        _agree(r, _inEuro(r));
        _eq(_quote(_inEuro(r)).open, AMOUNT, "open");
    }

    // ---------------------------------------------------------------------------------------------------------- header

    function test_supplier_buyer_invoice_and_line_stay() public {
        Receivable memory r = _make(1);
        _issue(r);
        Receivable memory next = _next(r);
        next.header.supplier = stranger.addr;
        _invalid(r, next, "supplier", uint160(stranger.addr));
        next = _next(r);
        next.header.buyer = stranger.addr;
        _invalid(r, next, "buyer", uint160(stranger.addr));
        next = _next(r);
        next.header.invoice = REASON;
        _invalid(r, next, "invoice", uint256(REASON));
        next = _next(r);
        next.header.line = 1;
        _invalid(r, next, "line", 1);
    }

    function test_a_policy_is_one_that_says_something() public {
        Receivable memory r = _make(1);
        _issue(r);
        // The least part of 28 is beyond any amount; 9 and 10 may not be split at all.
        uint8[9] memory bad = [3, 7, 8, 9, 10, 15, (28 << 3) | 4, (27 << 3) | 2, 255];
        for (uint256 i; i < bad.length; ++i) {
            Receivable memory next = _next(r);
            next.header.policy = bad[i];
            _invalid(r, next, "policy", bad[i]);
        }
    }

    function test_the_revision_rises_up_to_9999() public {
        Receivable memory r = _make(1);
        r.header.revision = 7;
        _issue(r);
        uint32[5] memory bad = [0, 6, 7, 10_000, type(uint32).max];
        for (uint256 i; i < bad.length; ++i) {
            Receivable memory next = _next(r);
            next.header.revision = bad[i];
            _invalid(r, next, "revision", bad[i]);
        }
        Receivable memory last = _next(r);
        last.header.revision = 9_999;
        _announceAmended(last, [supplier.addr, supplier.addr, address(0)], false);
        _amendAs(supplier.addr, r, last);
        _invalid(last, _next(last), "revision", 10_000);
    }

    function test_the_first_fault_is_named() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _pay(r, buyer.addr, 10);
        Receivable memory next = _plain(r, 9);
        next.terms.currency = address(978);
        (next.header.supplier, next.header.buyer) = (stranger.addr, stranger.addr);
        (next.header.invoice, next.header.line, next.header.policy) = (0, 1, 3);
        (next.header.revision, next.terms.basis) = (0, 1);
        _refused(r, next, abi.encodeWithSelector(ILedger.TermsInvalid.selector, bytes32("basis"), 1));
        next.terms.basis = 365;
        _refused(r, next, _notAmendable("supplier", uint160(stranger.addr)));
        next.header.supplier = supplier.addr;
        _refused(r, next, _notAmendable("buyer", uint160(stranger.addr)));
        next.header.buyer = buyer.addr;
        _refused(r, next, _notAmendable("invoice", 0));
        next.header.invoice = r.header.invoice;
        _refused(r, next, _notAmendable("line", 1));
        next.header.line = 0;
        _refused(r, next, _notAmendable("policy", 3));
        next.header.policy = 0;
        _refused(r, next, _notAmendable("revision", 0));
        next.header.revision = 1;
        _refused(r, next, _notAmendable("amount", 9));
        next.terms.amount = 10;
        _refused(r, next, _notAmendable("currency", 978));
    }

    // ------------------------------------------------------------------------------------------------ status and terms

    function test_what_was_cancelled_or_split_is_not_amended() public {
        Status[2] memory gone = [Status.Cancelled, Status.Split];
        for (uint256 i; i < 2; ++i) {
            Receivable memory r = _splittable(i);
            bytes32 id = _reach(r, gone[i]);
            vm.expectRevert(_forbids(id, gone[i], Verb.Amend));
            _amendAs(supplier.addr, r, _next(r));
        }
    }

    function test_what_is_closed_is_not_amended() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        Receivable memory next = _otherTerms(r);
        next.terms.basis = 1;
        vm.expectRevert(_closedAlready(id));
        _agree(r, next);
        r = _make(2);
        id = _issue(r);
        _credit(r, AMOUNT);
        vm.expectRevert(_closedAlready(id));
        _amendAs(supplier.addr, r, _otherTerms(r));
    }

    function test_what_nobody_issued_is_not_amended() public {
        Receivable memory r = _make(1);
        vm.expectRevert(_mismatch(r));
        _amendAs(supplier.addr, r, _next(r));
    }

    function test_only_terms_that_may_be_newly_agreed_are_agreed() public {
        Receivable memory r = _make(1);
        _issue(r);
        Receivable memory next = _next(r);
        next.terms.dueDay = 0;
        _invalidTerms(r, next, "dueDay", 0);
        next = _next(r);
        next.terms.currency = address(0);
        _invalidTerms(r, next, "currency", 0);
        next = _next(r);
        next.terms.discountDay1 = next.terms.dueDay + 1;
        _invalidTerms(r, next, "discountDay1", next.terms.dueDay + 1);
        next = _next(r);
        next.terms.amount = 19_999;
        _invalidTerms(r, next, "discount1", 20_000);
    }

    function test_sealed_terms_that_nobody_could_issue_are_mended() public {
        Receivable memory r = _make(1);
        (r.terms.basis, r.terms.dueDay) = (7, 0);
        _acceptedSealed(r);
        Receivable memory next = _otherTerms(r);
        _agree(r, next);
        _eq(_quote(next).open, next.terms.amount, "open");
    }

    /// @dev 24 words of the receivable, then header and terms as amended; the last two, salt and document, take any.
    function test_dirty_words_are_refused() public {
        Receivable memory r = _make(1);
        _issue(r);
        Receivable memory next = _next(r);
        bytes memory call = abi.encodeCall(ledger.amend, (r, next, _none(), _none(), _none()));
        for (uint256 word; word < 46; ++word) {
            bytes memory dirty = bytes.concat(call);
            uint256 index = 4 + 32 * word;
            dirty[index] = bytes1(uint8(dirty[index]) ^ 0x80);
            vm.prank(supplier.addr);
            (bool ok, ) = address(ledger).call(dirty);
            _false(ok, string.concat("word ", vm.toString(word)));
        }
        vm.prank(supplier.addr);
        (bool clean, ) = address(ledger).call(call);
        _true(clean, "clean");
    }

    function test_the_code_of_the_verbs_called_directly_finds_nothing_to_amend() public {
        Receivable memory r = _make(1);
        _issue(r);
        (, address amendments) = ledger.codes();
        vm.expectRevert(_mismatch(r));
        vm.prank(supplier.addr);
        IAmendments(amendments).amend(r, _next(r), _none(), _none(), _none());
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _inEuro(Receivable memory r) private pure returns (Receivable memory next) {
        next = _next(r);
        next.terms.currency = address(978);
    }

    function _invalid(Receivable memory r, Receivable memory next, bytes32 field, uint256 value) private {
        vm.expectRevert(_notAmendable(field, value));
        _amendAs(supplier.addr, r, next);
    }

    function _invalidTerms(Receivable memory r, Receivable memory next, bytes32 field, uint256 value) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.TermsInvalid.selector, field, value));
        _amendAs(supplier.addr, r, next);
    }

    function _refused(Receivable memory r, Receivable memory next, bytes memory fault) private {
        vm.expectRevert(fault);
        _agree(r, next);
    }
}
