// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Consent, Receipt, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld, TypedAmendments} from "../support/TypedAmendments.sol";

/// @notice What an amendment changes and what it leaves.
contract AmendTest is AgreementWorld {
    // ---------------------------------------------------------------------------------------------------------- effect

    function test_before_acceptance_its_supplier_amends_alone() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        Receivable memory next = _otherTerms(r);
        ReceivableView memory s = _state(r);
        _announceAmended(next, [supplier.addr, supplier.addr, address(0)], false);
        _amendAs(supplier.addr, r, next);
        s.commitment = bytes30(Typed.hash(next));
        _eq(_stateHash(r), keccak256(abi.encode(s)), "state");
        _eq(_word(id, LEDGER_SLOT), ((uint256(Typed.hash(next)) >> 16) << 16) | uint256(Status.Issued), "ledger word");
        _eq(_tokenWord(id), uint160(supplier.addr), "token word");
    }

    function test_what_was_queried_or_rejected_is_issued_again() public {
        Status[2] memory answered = [Status.Queried, Status.Rejected];
        for (uint256 i; i < 2; ++i) {
            Receivable memory r = _make(i);
            bytes32 id = _reach(r, answered[i]);
            Receivable memory next = _otherTerms(r);
            _announceAmended(next, [supplier.addr, supplier.addr, address(0)], false);
            _amendAs(supplier.addr, r, next);
            _eq(_flags(id), uint256(Status.Issued), "flags");
            _accept(next);
            _true(_state(r).status == Status.Accepted, "accepted");
        }
    }

    function test_after_acceptance_it_stays_accepted_as_the_next_revision() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Receivable memory next = _otherTerms(r);
        _announceAmended(next, [supplier.addr, supplier.addr, buyer.addr], false);
        _agree(r, next);
        _eq(_flags(id), uint256(Status.Accepted), "flags");
        _eq(bytes32(_state(r).commitment), bytes32(bytes30(Typed.hash(next))), "commitment");
        _eq(_pay(next, buyer.addr, MAX), next.terms.amount, "cash");
    }

    function test_R59_three_parties_amend_what_was_assigned() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _transfer(id, factor.addr);
        Receivable memory next = _otherTerms(r);
        _announceAmended(next, [factor.addr, supplier.addr, buyer.addr], false);
        _amendAllAs(buyer.addr, r, next, factor, 1);
        _true(_state(r).holder == factor.addr && _state(r).status == Status.Accepted, "state");
    }

    function test_a_holder_that_is_the_buyer_consents_as_both() public {
        Receivable memory r = _make(1);
        _transfer(_accepted(r), buyer.addr);
        Receivable memory next = _otherTerms(r);
        Consent[] memory second = _amendment(supplier, r, next, 1);
        _announceAmended(next, [buyer.addr, supplier.addr, buyer.addr], false);
        vm.prank(buyer.addr);
        ledger.amend(r, next, _none(), second, _none());
    }

    function test_the_event_names_who_consented_for_each() public {
        Receivable memory r = _make(1);
        _transfer(_accepted(r), factor.addr);
        _giveMandate(factor.addr, agent.addr, Verb.Amend);
        _giveMandate(supplier.addr, relayer.addr, Verb.Amend);
        Receivable memory next = _otherTerms(r);
        bytes memory ofHolder = TypedAmendments.amendment(Typed.hash(r), Typed.hash(next), factor.addr);
        Consent[] memory first = _signed(agent, ofHolder, 1);
        Consent[] memory third = _amendment(buyer, r, next, 1);
        _announceAmended(next, [agent.addr, relayer.addr, buyer.addr], false);
        vm.prank(relayer.addr);
        ledger.amend(r, next, first, _none(), third);
    }

    function test_an_amendment_may_change_every_term_and_the_document() public {
        Receivable memory r = _make(1);
        _issue(r);
        Receivable memory next = _otherTerms(r);
        next.terms.currency = address(978);
        (next.terms.utcOffset, next.terms.salt) = (-300, keccak256("another salt"));
        (next.terms.slidingRate, next.terms.discountOnParts) = (120_000, true);
        (next.terms.graceDays, next.terms.basis, next.terms.allocation) = (5, 360, 1);
        (next.terms.accelerationDays, next.document, next.header.policy) = (10, keccak256("another document"), 6);
        _announceAmended(next, [supplier.addr, supplier.addr, address(0)], false);
        _amendAs(supplier.addr, r, next);
        _eq(_quote(next).open, next.terms.amount, "open");
    }

    function test_the_old_terms_are_open_no_more() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _agree(r, _otherTerms(r));
        vm.expectRevert(_mismatch(r));
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_mismatch(r));
        _disputeOf(r, 1);
        vm.expectRevert(_mismatch(r));
        _amendAs(supplier.addr, r, _otherTerms(r));
    }

    // -------------------------------------------------------------------------------------------------- what it leaves

    function test_what_was_paid_and_how_late_stays() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 60 days);
        _pay(r, buyer.addr, 300_000);
        _credit(r, 1_000);
        uint256 detail = _word(id, DETAIL_SLOT);
        ReceivableView memory s = _state(r);
        _true(s.lateDays != 0 && s.chargesSettled != 0, "late");
        Receivable memory next = _otherTerms(r);
        _agree(r, next);
        s.commitment = bytes30(Typed.hash(next));
        _eq(_stateHash(r), keccak256(abi.encode(s)), "state");
        _eq(_word(id, DETAIL_SLOT), detail, "detail word");
        _eq(_quote(next).open, next.terms.amount - s.settled, "open");
    }

    function test_disputed_credited_written_off_and_advised_stay() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _disputeOf(r, 700);
        _credit(r, 400);
        _writeOffAs(supplier.addr, r);
        vm.prank(buyer.addr);
        ledger.advise(r, Receipt(BANK_REF, 500, uint32(TODAY)), _none());
        Receivable memory next = _otherTerms(r);
        _agree(r, next);
        uint256 flags = DISPUTED_FLAG | CREDITED_FLAG | WRITTEN_OFF_FLAG | ONE_ADVICE;
        _eq(_flags(id), flags | uint256(Status.Accepted), "flags");
        _true(_state(r).disputed == 700 && _state(r).credited == 400, "amounts");
        vm.prank(buyer.addr);
        ledger.advise(next, Receipt(BANK_REF, 0, 0), _none());
        _eq(_flags(id), (flags | uint256(Status.Accepted)) - ONE_ADVICE, "the advice is taken back as it was given");
    }

    function test_what_was_kept_for_a_holder_stays_claimable() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _keepForSupplier(id, 77);
        Receivable memory next = _next(r);
        next.terms.currency = address(978);
        _agree(r, next);
        _eq(ledger.claim(id, supplier.addr, address(coin)), 77, "claimed in the currency that was paid");
    }

    function test_a_carried_discount_stays() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        _accepted(r);
        _pay(r, buyer.addr, 333);
        uint256 carry = _state(r).carry;
        _true(carry != 0, "carried");
        Receivable memory next = _next(r);
        next.terms.dueDay += 1;
        _agree(r, next);
        _eq(_state(r).carry, carry, "carry");
    }

    function test_what_was_paid_since_is_disputed_no_more() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _disputeOf(r, 800_000);
        _pay(r, buyer.addr, 500_000);
        Receivable memory next = _plain(r, AMOUNT + 300_000);
        _announceAmended(next, [supplier.addr, supplier.addr, buyer.addr], 500_000, false);
        _agree(r, next);
        _true(_state(r).disputed == 500_000 && _flags(id) & DISPUTED_FLAG != 0, "what was open before it");
        vm.expectRevert(_outOf(id, 300_001, 300_000));
        _disputeOf(next, 300_001);
    }

    function test_where_all_that_was_disputed_is_paid_nothing_is_disputed_any_more() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        bytes32 id = _accepted(r);
        _disputeOf(r, 800_000);
        _warp(START + 127 days);
        _pay(r, buyer.addr, AMOUNT);
        Receivable memory next = _next(r);
        next.terms.amount += 5;
        _announceAmended(next, [supplier.addr, supplier.addr, buyer.addr], 0, false);
        _agree(r, next);
        _true(_state(r).disputed == 0 && _flags(id) == uint256(Status.Accepted), "neither amount nor flag");
    }

    function test_what_was_disputed_beyond_the_new_amount_is_disputed_up_to_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _disputeOf(r, 900_000);
        Receivable memory next = _otherTerms(r);
        next.terms.amount = 500_000;
        _agree(r, next);
        vm.expectRevert(_outOf(id, 1, 0));
        _disputeOf(next, 1);
    }

    function test_a_part_of_a_split_may_be_amended_and_stays_a_part() public {
        Receivable memory r = _splittable(1);
        _reach(r, Status.Split);
        Receivable memory part = _partsOf(r, _halves(r))[0];
        bytes32 id = _id(part);
        Receivable memory next = _otherTerms(part);
        _agree(part, next);
        _eq(_flags(id), PART_FLAG | uint256(Status.Accepted), "flags");
        _eq(_quote(next).open, next.terms.amount, "open");
    }

    // ---------------------------------------------------------------------------------------------- policy, transferee

    function test_the_lock_follows_the_policy() public {
        uint8[6] memory policies = [0, 1, 2, 4, 5, 6];
        uint256 number;
        for (uint256 i; i < 6; ++i) {
            for (uint256 j; j < 6; ++j) {
                Receivable memory r = _make(++number);
                r.header.policy = policies[i];
                bytes32 id = _issue(r);
                Receivable memory next = _next(r);
                next.header.policy = policies[j];
                _announceAmended(next, [supplier.addr, supplier.addr, address(0)], false);
                _amendAs(supplier.addr, r, next);
                _eq(_tokenWord(id), uint160(supplier.addr) | (j % 3 == 0 ? 0 : GUARDED_BIT), "token word");
                _eq(_flags(id), uint256(Status.Issued) | (j % 3 == 0 ? 0 : LOCKED_FLAG), "ledger word");
            }
        }
    }

    function test_a_pending_transfer_is_void() public {
        Receivable memory r = _make(1);
        r.header.policy = 1;
        bytes32 id = _accepted(r);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _agree(r, _otherTerms(r));
        _eq(_transfereeOf(id), address(0), "transferee");
        vm.expectRevert(abi.encodeWithSelector(ILedger.TransferLocked.selector, id));
        vm.prank(supplier.addr);
        token.transferFrom(supplier.addr, factor.addr, uint256(id));
    }

    function test_a_receivable_that_was_locked_and_is_freed_goes_to_anyone() public {
        Receivable memory r = _make(1);
        r.header.policy = 2;
        bytes32 id = _accepted(r);
        Receivable memory next = _next(r);
        next.header.policy = 0;
        _agree(r, next);
        _transfer(id, factor.addr);
        _eq(_state(r).holder, factor.addr, "holder");
    }

    // ------------------------------------------------------------------------------------------------- what was signed

    function test_what_was_signed_about_the_old_revision_is_void() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Consent[] memory payment = _signed(buyer, Typed.payment(Typed.hash(r), MAX), 11);
        Consent[] memory credit = _signed(supplier, Typed.credit(Typed.hash(r), supplier.addr, 5, REASON), 12);
        Receivable memory other = _plain(r, 1);
        (Consent[] memory ofHolder, Consent[] memory ofBuyer) = (
            _amendment(supplier, r, other, 13),
            _amendment(buyer, r, other, 14)
        );
        Receivable memory next = _otherTerms(r);
        _agree(r, next);
        vm.expectRevert(_mismatch(r));
        ledger.pay(id, _openTerms(r), MAX, payment);
        vm.expectRevert(_badSignature(buyer.addr, Typed.payment(Typed.hash(next), MAX), payment[0]));
        ledger.pay(id, _openTerms(next), MAX, payment);
        bytes memory message = Typed.credit(Typed.hash(next), supplier.addr, 5, REASON);
        vm.expectRevert(_badSignature(supplier.addr, message, credit[0]));
        ledger.credit(id, _openTerms(next), 5, REASON, credit);
        vm.expectRevert(_mismatch(r));
        ledger.amend(r, other, ofHolder, _none(), ofBuyer);
        other.header.revision = 2;
        message = TypedAmendments.amendment(Typed.hash(next), Typed.hash(other), supplier.addr);
        vm.expectRevert(_badSignature(supplier.addr, message, ofHolder[0]));
        ledger.amend(next, other, ofHolder, _none(), ofBuyer);
    }

    function test_an_acceptance_of_the_old_revision_does_not_accept_the_new_one() public {
        Receivable memory r = _make(1);
        _issue(r);
        Consent[] memory consent = _signed(buyer, Typed.acceptance(Typed.hash(r)), 1);
        Receivable memory next = _otherTerms(r);
        _amendAs(supplier.addr, r, next);
        vm.expectRevert(_mismatch(r));
        ledger.accept(_openHeader(r), _unopened(), consent);
        vm.expectRevert(_badSignature(buyer.addr, Typed.acceptance(Typed.hash(next)), consent[0]));
        ledger.accept(_openHeader(next), _unopened(), consent);
    }

    function test_nobody_goes_back_to_an_older_revision() public {
        Receivable memory r = _make(1);
        _issue(r);
        Receivable memory next = _otherTerms(r);
        _amendAs(supplier.addr, r, next);
        vm.expectRevert(_notAmendable("revision", 0));
        _amendAs(supplier.addr, next, r);
    }

    function test_two_amendments_signed_of_one_revision_take_effect_once() public {
        Receivable memory r = _make(1);
        _issue(r);
        (Receivable memory a, Receivable memory b) = (_plain(r, 5), _plain(r, 6));
        Consent[] memory first = _amendment(supplier, r, a, 1);
        Consent[] memory second = _amendment(supplier, r, b, 2);
        ledger.amend(r, a, first, _none(), _none());
        vm.expectRevert(_mismatch(r));
        ledger.amend(r, b, second, _none(), _none());
        _eq(_quote(a).open, 5, "open");
    }
}
