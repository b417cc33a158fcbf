// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Consent, Quote, Receipt, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld, TypedAmendments} from "../support/TypedAmendments.sol";

/// @notice Holder and buyer raise the claim (R32).
contract DebitTest is AgreementWorld {
    uint256 private nonce;

    // ---------------------------------------------------------------------------------------------------------- effect

    function test_R32_a_debit_raises_the_amount_as_the_next_revision_and_changes_nothing_else() public {
        Receivable memory r = _make(1);
        r.header.revision = 6;
        bytes32 id = _accepted(r);
        Receivable memory next = _raised(r, 250_000);
        ReceivableView memory s = _state(r);
        uint256 tokenWord = _tokenWord(id);
        _announce(r, supplier.addr, buyer.addr, 250_000);
        _debit(r, 250_000);
        s.commitment = bytes30(Typed.hash(next));
        _eq(_stateHash(r), keccak256(abi.encode(s)), "state");
        _eq(
            _word(id, LEDGER_SLOT),
            ((uint256(Typed.hash(next)) >> 16) << 16) | uint256(Status.Accepted),
            "ledger word"
        );
        _eq(_tokenWord(id), tokenWord, "token word");
        _eq(_quote(next).open, 1_250_000, "open");
        _eq(_pay(next, buyer.addr, MAX), 1_230_000, "cash: the discount is the sum that it was");
    }

    function test_the_old_amount_is_open_no_more() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _debit(r, 1);
        vm.expectRevert(_mismatch(r));
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_mismatch(r));
        _debit(r, 1);
    }

    function test_debits_add_up() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _debit(r, 1);
        Receivable memory once = _raised(r, 1);
        _announce(once, supplier.addr, buyer.addr, 2);
        _debit(once, 2);
        Receivable memory twice = _raised(once, 2);
        _eq(twice.header.revision, 2, "revision");
        _eq(_quote(twice).open, AMOUNT + 3, "open");
    }

    function test_what_was_sold_is_debited_by_its_holder_and_not_by_its_seller() public {
        Receivable memory r = _make(1);
        _transfer(_accepted(r), factor.addr);
        Consent[] memory ofSupplier = _consentOf(supplier, supplier.addr, r, 5);
        vm.expectRevert(_unauthorised(factor.addr, supplier.addr, Verb.Debit));
        vm.prank(buyer.addr);
        ledger.debit(r, 5, REASON, ofSupplier, _none());
        Consent[] memory ofFactor = _consentOf(factor, factor.addr, r, 5);
        _announce(r, factor.addr, buyer.addr, 5);
        vm.prank(buyer.addr);
        ledger.debit(r, 5, REASON, ofFactor, _none());
    }

    function test_a_holder_that_is_the_buyer_consents_as_both() public {
        Receivable memory r = _make(1);
        _transfer(_accepted(r), buyer.addr);
        _announce(r, buyer.addr, buyer.addr, 5);
        vm.prank(buyer.addr);
        ledger.debit(r, 5, REASON, _none(), _none());
    }

    function test_a_late_debit_bears_interest_from_the_due_date() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        uint256 before = _quote(r).charges;
        _debit(r, AMOUNT);
        // V5 for twice the amount, and the fixed sum once.
        _true(before == 26_974 + 4_000, "before");
        _eq(_quote(_raised(r, AMOUNT)).charges, 53_948 + 4_000, "after");
    }

    function test_what_was_paid_credited_disputed_written_off_and_advised_stays() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 60 days);
        _pay(r, buyer.addr, 300_000);
        _credit(r, 1_000);
        _disputeOf(r, 700);
        _writeOffAs(supplier.addr, r);
        vm.prank(buyer.addr);
        ledger.advise(r, Receipt(BANK_REF, 500, uint32(TODAY)), _none());
        ReceivableView memory s = _state(r);
        (uint256 flags, uint256 detail) = (_flags(id), _word(id, DETAIL_SLOT));
        _debit(r, 99);
        s.commitment = bytes30(Typed.hash(_raised(r, 99)));
        _eq(_stateHash(r), keccak256(abi.encode(s)), "state");
        _eq(_flags(id), flags, "flags");
        _eq(flags, ONE_ADVICE | CREDITED_FLAG | WRITTEN_OFF_FLAG | DISPUTED_FLAG | uint256(Status.Accepted), "all");
        _eq(_word(id, DETAIL_SLOT), detail, "detail word");
    }

    function test_what_a_debit_adds_may_be_disputed() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _disputeOf(r, AMOUNT);
        _debit(r, 50);
        Receivable memory next = _raised(r, 50);
        vm.expectRevert(_outOf(id, 51, 50));
        _disputeOf(next, 51);
        _disputeOf(next, 50);
        _eq(_state(r).disputed, AMOUNT + 50, "disputed");
    }

    function test_what_a_debit_adds_is_not_disputed_from_the_start() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _disputeOf(r, 800_000);
        _pay(r, buyer.addr, 500_000);
        _announce(r, supplier.addr, buyer.addr, 300_000, 500_000);
        _debit(r, 300_000);
        _eq(_state(r).disputed, 500_000, "what was open before it");
        Receivable memory next = _raised(r, 300_000);
        vm.expectRevert(_outOf(id, 300_001, 300_000));
        _disputeOf(next, 300_001);
        _disputeOf(next, 300_000);
        _eq(_state(r).disputed, 800_000, "disputed");
    }

    function test_a_dispute_within_what_is_open_stays_as_it_is() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _disputeOf(r, 500_000);
        _pay(r, buyer.addr, 500_000);
        _announce(r, supplier.addr, buyer.addr, 7, 500_000);
        _debit(r, 7);
        _true(_state(r).disputed == 500_000 && _flags(id) & DISPUTED_FLAG != 0, "disputed");
    }

    function test_where_all_that_was_disputed_is_paid_a_debit_is_not_disputed() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        bytes32 id = _accepted(r);
        _disputeOf(r, 800_000);
        _warp(START + 127 days);
        _pay(r, buyer.addr, AMOUNT);
        _announce(r, supplier.addr, buyer.addr, 5, 0);
        _debit(r, 5);
        _true(_state(r).disputed == 0 && _flags(id) == uint256(Status.Accepted), "neither amount nor flag");
        _disputeOf(_raised(r, 5), 5);
    }

    function test_a_carried_discount_stays() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        _accepted(r);
        _pay(r, buyer.addr, 333);
        uint256 carry = _state(r).carry;
        _true(carry != 0, "carried");
        _debit(r, 7);
        _eq(_state(r).carry, carry, "carry");
    }

    function test_a_part_of_a_split_is_debited_and_stays_a_part() public {
        Receivable memory r = _splittable(1);
        _reach(r, Status.Split);
        Receivable memory part = _partsOf(r, _halves(r))[1];
        _debit(part, 5);
        _eq(_flags(_id(part)), PART_FLAG | uint256(Status.Accepted), "flags");
        _eq(_quote(_raised(part, 5)).open, AMOUNT / 2 + 5, "open");
    }

    function test_the_lock_and_a_consented_transfer_stay() public {
        Receivable memory r = _make(1);
        r.header.policy = 1;
        bytes32 id = _accepted(r);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _debit(r, 5);
        _eq(_tokenWord(id) & GUARDED_BIT, GUARDED_BIT, "locked");
        _transfer(id, factor.addr);
        _eq(_state(r).holder, factor.addr, "holder");
    }

    function test_what_was_kept_for_a_holder_stays_claimable() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _keepForSupplier(id, 77);
        _debit(r, 5);
        _eq(lens.keptFor(supplier.addr, address(coin), id), 77, "kept");
        _eq(ledger.claim(id, supplier.addr, address(coin)), 77, "claimed");
    }

    function test_what_was_signed_about_the_old_amount_is_void() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Consent[] memory payment = _signed(buyer, Typed.payment(Typed.hash(r), MAX), 1_000);
        _debit(r, 5);
        vm.expectRevert(_mismatch(r));
        ledger.pay(id, _openTerms(r), MAX, payment);
        Receivable memory next = _raised(r, 5);
        vm.expectRevert(_badSignature(buyer.addr, Typed.payment(Typed.hash(next), MAX), payment[0]));
        ledger.pay(id, _openTerms(next), MAX, payment);
    }

    // ---------------------------------------------------------------------------------------------------------- limits

    function test_a_debit_of_nought_or_beyond_the_largest_amount_is_out_of_range() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        uint256 limit = uint256(MOST) - AMOUNT;
        _outOfRange(r, id, 0, limit);
        _outOfRange(r, id, limit + 1, limit);
        _outOfRange(r, id, 2 ** 96, limit);
        _outOfRange(r, id, 2 ** 96 + 1, limit);
        _outOfRange(r, id, MAX, limit);
        _announce(r, supplier.addr, buyer.addr, limit);
        _debit(r, limit);
        Receivable memory most = _raised(r, limit);
        _eq(_quote(most).open, MOST, "open");
        _outOfRange(most, id, 1, 0);
    }

    function test_sealed_terms_beyond_the_largest_amount_leave_nothing_to_debit() public {
        Receivable memory r = _make(1);
        r.terms.amount = MOST + 1;
        bytes32 id = _acceptedSealed(r);
        _outOfRange(r, id, 1, 0);
        r = _make(2);
        r.terms.amount = type(uint96).max;
        id = _acceptedSealed(r);
        _outOfRange(r, id, 1, 0);
    }

    function test_the_last_revision_is_9999() public {
        Receivable memory r = _make(1);
        r.header.revision = 9_998;
        _accepted(r);
        _announce(r, supplier.addr, buyer.addr, 1);
        _debit(r, 1);
        Receivable memory last = _raised(r, 1);
        bytes memory fault = _notAmendable("revision", 10_000);
        vm.expectRevert(fault);
        _debit(last, 1);
    }

    function test_no_other_status_is_debited() public {
        Status[5] memory statuses = [Status.Issued, Status.Queried, Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < statuses.length; ++i) {
            Receivable memory r = _splittable(i);
            bytes32 id = _reach(r, statuses[i]);
            vm.expectRevert(_forbids(id, statuses[i], Verb.Debit));
            _debit(r, 1);
        }
    }

    function test_what_is_closed_is_not_debited() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_closedAlready(id));
        _debit(r, 0);
    }

    function test_where_only_charges_are_due_a_debit_opens_principal_anew() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        _accepted(r);
        _warp(START + 127 days);
        _pay(r, buyer.addr, AMOUNT);
        _debit(r, 5);
        _eq(_quote(_raised(r, 5)).open, 5, "open");
    }

    function test_what_nobody_issued_is_not_debited() public {
        Receivable memory r = _make(1);
        vm.expectRevert(_mismatch(r));
        _debit(r, 1);
    }

    function test_consent_is_checked_before_status_and_status_before_amount() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        vm.expectRevert(_unauthorised(supplier.addr, stranger.addr, Verb.Debit));
        vm.prank(stranger.addr);
        ledger.debit(r, 0, REASON, _none(), _none());
        vm.expectRevert(_unauthorised(buyer.addr, supplier.addr, Verb.Debit));
        vm.prank(supplier.addr);
        ledger.debit(r, 0, REASON, _none(), _none());
        vm.expectRevert(_forbids(id, Status.Issued, Verb.Debit));
        _debit(r, 0);
        r = _make(2);
        r.header.revision = 9_999;
        id = _accepted(r);
        _outOfRange(r, id, 0, uint256(MOST) - AMOUNT);
    }

    // ------------------------------------------------------------------------------------------------------ properties

    function test_fuzz_open_rises_by_exactly_the_amount(
        uint96 amount,
        uint96 paid,
        uint96 credited,
        uint16 wait
    ) public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + uint256(wait % 400) * 1 days);
        _pay(r, buyer.addr, _bound(paid, 1, AMOUNT / 2));
        _credit(r, _bound(credited, 1, AMOUNT / 4));
        uint256 by = _bound(amount, 1, uint256(MOST) - AMOUNT);
        (Quote memory before, ReceivableView memory s) = (_quote(r), _state(r));
        _debit(r, by);
        Receivable memory next = _raised(r, by);
        Quote memory q = _quote(next);
        _eq(q.open, before.open + by, "open");
        _true(q.charges >= before.charges, "charges");
        s.commitment = bytes30(Typed.hash(next));
        _eq(_stateHash(r), keccak256(abi.encode(s)), "state");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _raised(Receivable memory r, uint256 amount) private pure returns (Receivable memory next) {
        next = _next(r);
        next.terms.amount += uint96(amount);
    }

    function _consentOf(
        Party memory signer,
        address party,
        Receivable memory r,
        uint256 amount
    ) private returns (Consent[] memory) {
        return _signed(signer, TypedAmendments.debit(Typed.hash(r), party, amount, REASON), ++nonce);
    }

    /// @dev By the buyer, who carries the supplier's signature.
    function _debit(Receivable memory r, uint256 amount) private {
        Consent[] memory ofHolder = _consentOf(supplier, supplier.addr, r, amount);
        vm.prank(buyer.addr);
        ledger.debit(r, amount, REASON, ofHolder, _none());
    }

    function _outOfRange(Receivable memory r, bytes32 id, uint256 amount, uint256 limit) private {
        vm.expectRevert(_outOf(id, amount, limit));
        _debit(r, amount);
    }

    function _announce(Receivable memory r, address by, address buyerBy, uint256 amount) private {
        _announce(r, by, buyerBy, amount, 0);
    }

    function _announce(Receivable memory r, address by, address buyerBy, uint256 amount, uint256 disputed) private {
        (bytes32 id, bytes32 commitment) = (_id(r), Typed.hash(_raised(r, amount)));
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableDebited(id, by, buyerBy, amount, REASON, disputed, commitment);
    }
}
