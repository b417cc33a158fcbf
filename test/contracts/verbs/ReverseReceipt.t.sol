// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Consent, OpenTerms, Receivable, RecordedReceipt, Status, Verb} from "../../../contracts/types/Types.sol";
import {Outcome, Quote, ReceiptStatus} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {Typed} from "../support/Typed.sol";
import {TypedReceipts} from "../support/TypedReceipts.sol";

contract ReverseReceiptTest is ReceiptWorld {
    // ------------------------------------------------------------------------------------------------------ reversing

    function test_what_the_bank_took_back_is_open_again_and_leaves_a_tombstone() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        bytes32 state = keccak256(abi.encode(_state(r)));
        uint256 word = _word(id, LEDGER);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 300_000, TODAY));
        _announce(id, recorded);
        _reverseAs(supplier.addr, r, recorded);
        _eq(keccak256(abi.encode(_state(r))), state, "state");
        _eq(_word(id, LEDGER), word, "ledger word");
        _eq(_receiptWord(id, _ref(1)), TOMBSTONE, "tombstone");
        _true(lens.receiptStatusOf(id, _ref(1)) == ReceiptStatus.Reversed, "reversed");
        _eq(_tokenWord(id), uint160(supplier.addr), "token word");
    }

    function test_what_was_closed_is_open_again_with_its_original_due_date() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 980_000, TODAY));
        _true(_state(r).closed, "closed");
        _warp(START + 127 days);
        _announce(id, recorded);
        _reverseAs(supplier.addr, r, recorded);
        Quote memory q = _quote(r);
        // R36: interest runs as if it had never been paid; the discount is gone.
        _true(!_state(r).closed && q.open == AMOUNT && q.discount == 0 && q.charges == 30_974, "as if never paid");
        _eq(_pay(r, buyer.addr, MAX), 1_030_974, "cash");
    }

    function test_late_days_and_charges_go_back() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        RecordedReceipt memory first = _record(r, _receipt(1, 40_000, TODAY + 127));
        RecordedReceipt memory second = _record(r, _receipt(2, 50_000, TODAY + 127));
        _true(first.charges == 30_974 && first.principal == 9_026 && first.lateDays == 9_026 * 97, "first");
        _true(second.charges == 0 && second.principal == 50_000, "second");
        _announce(id, first);
        _reverseAs(supplier.addr, r, first);
        ReceivableView memory s = _state(r);
        _true(s.settled == 50_000 && s.lateDays == 50_000 * 97 && s.chargesSettled == 0, "the second stands");
        _eq(_quote(r).charges, 30_974, "the charges are due again");
        _announce(id, second);
        _reverseAs(supplier.addr, r, second);
        _eq(_word(id, DETAIL), 0, "detail");
        _eq(_tokenWord(id), (1 << 254) | uint160(supplier.addr), "the word was written, and stays known");
    }

    function test_a_receipt_of_charges_alone_is_reversed() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 974, TODAY + 127));
        _true(recorded.principal == 0 && recorded.lateDays == 0 && recorded.charges == 974, "charges");
        _announce(id, recorded);
        _reverseAs(supplier.addr, r, recorded);
        _true(_quote(r).charges == 30_974 && _state(r).settled == 0, "due again");
    }

    function test_a_receipt_that_closed_by_its_charges_opens_again() public {
        Receivable memory r = _make(1);
        r.terms.allocation = 1;
        _accepted(r);
        _warp(START + 127 days);
        _record(r, _receipt(1, AMOUNT, TODAY + 127));
        RecordedReceipt memory recorded = _record(r, _receipt(2, 30_974, TODAY + 127));
        _true(_state(r).closed && recorded.principal == 0, "closed");
        _reverseAs(supplier.addr, r, recorded);
        _true(!_state(r).closed && _quote(r).payoff == 30_974, "open");
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "closed again");
    }

    function test_a_discount_that_was_carried_stays_carried() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 10, TODAY));
        uint256 carry = _state(r).carry;
        _reverseAs(supplier.addr, r, recorded);
        _true(carry != 0 && _state(r).carry == carry && _state(r).settled == 0, "carry");
        _eq(_word(id, DETAIL), carry << 208, "detail");
    }

    function test_a_discount_that_a_part_earned_goes_with_it() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 490_000, TODAY));
        _eq(recorded.principal, 500_000, "V27");
        _reverseAs(supplier.addr, r, recorded);
        _true(_quote(r).open == AMOUNT && _quote(r).payoff == 980_000, "open");
    }

    function test_what_a_reversal_does_not_make_due_stays_closed() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 10_000, TODAY + 127));
        _true(recorded.principal == 0 && recorded.charges == 10_000, "charges alone");
        // A credit counts as if that part had never been owed (R32), so that nothing was ever late.
        _creditAs(supplier.addr, r, AMOUNT);
        _true(_state(r).closed, "closed by the credit");
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptReversed(id, supplier.addr, _ref(1), 0, 0, 10_000, 0, EVIDENCE, true);
        _reverseAs(supplier.addr, r, recorded);
        _true(_quote(r).payoff == 0 && _state(r).closed, "nothing is due and it is closed");
        vm.expectRevert(_closedError(id));
        _pay(r, buyer.addr, MAX);
    }

    function test_what_a_reversal_makes_due_by_a_cent_is_open() public {
        Receivable memory r = _make(1, _plainTerms());
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 1, TODAY));
        _creditAs(supplier.addr, r, AMOUNT - 1);
        _true(_state(r).closed, "closed by the credit");
        _announce(id, recorded);
        _reverseAs(supplier.addr, r, recorded);
        _true(_quote(r).payoff == 1 && !_state(r).closed, "open");
        _eq(_pay(r, buyer.addr, MAX), 1, "cash");
    }

    function test_a_receipt_that_was_advised_leaves_no_advice_behind() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _adviseAs(buyer.addr, r, _receipt(1, 5, TODAY));
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _reverseAs(supplier.addr, r, recorded);
        _eq(_advices(id), 0, "advices");
    }

    // ------------------------------------------------------------------------------------------------------- refusing

    function test_a_receipt_that_never_was_is_not_reversed() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 500_000);
        _unknown(id, r, RecordedReceipt(_ref(1), supplier.addr, 1, 0, 0, 0));
        _unknown(id, r, RecordedReceipt(_ref(1), supplier.addr, 0, 0, 0, 0));
        _unknown(id, r, RecordedReceipt(0, supplier.addr, 0, 0, 0, 0));
    }

    function test_an_advice_is_no_receipt() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 500_000);
        _adviseAs(buyer.addr, r, _receipt(1, 5, TODAY));
        _unknown(id, r, RecordedReceipt(_ref(1), supplier.addr, 5, 0, 0, 0));
    }

    function test_a_receipt_is_reversed_once() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 500_000);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _reverseAs(supplier.addr, r, recorded);
        _unknown(id, r, recorded);
        _unknown(id, r, RecordedReceipt(_ref(1), supplier.addr, 0, 0, 0, 0));
        _eq(_state(r).settled, 500_000, "settled");
    }

    function test_a_receipt_of_another_receivable_is_not_reversed_here() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        _accepted(a);
        bytes32 id = _accepted(b);
        _pay(b, buyer.addr, 500_000);
        _unknown(id, b, _record(a, _receipt(1, 5, TODAY)));
    }

    function test_every_field_has_to_be_what_was_recorded() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 40_000, TODAY + 127));
        recorded.principal += 1;
        _unknown(id, r, recorded);
        recorded.principal -= 2;
        _unknown(id, r, recorded);
        recorded.principal += 1;
        recorded.charges -= 1;
        _unknown(id, r, recorded);
        recorded.charges += 1;
        recorded.lateDays = 0;
        _unknown(id, r, recorded);
        recorded.lateDays = 9_026 * 97;
        recorded.bankRef = _ref(2);
        vm.expectRevert(_unknownError(id, 2));
        _reverseAs(supplier.addr, r, recorded);
        recorded.bankRef = _ref(1);
        _reverseAs(supplier.addr, r, recorded);
    }

    function test_only_the_terms_that_were_agreed_are_opened() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        r.terms.dueDay += 1;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        _reverseAs(supplier.addr, r, recorded);
    }

    function test_neither_buyer_nor_stranger_reverses() public {
        Receivable memory r = _make(1);
        _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _refused(r, recorded, supplier.addr, buyer.addr);
        _refused(r, recorded, supplier.addr, stranger.addr);
    }

    function test_after_a_split_nothing_of_the_parent_is_reversed() public {
        Receivable memory r = _make(1, _plainTerms());
        r.header.policy = 4;
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 300_000, TODAY));
        uint96[] memory amounts = new uint96[](2);
        (amounts[0], amounts[1]) = (300_000, 400_000);
        vm.prank(supplier.addr);
        ledger.split(r, amounts, _none());
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Split, Verb.ReverseReceipt));
        _reverseAs(supplier.addr, r, recorded);
    }

    function test_issued_queried_rejected_and_accepted_may_be_reversed() public {
        for (uint256 s = 1; s <= uint256(Status.Accepted); ++s) {
            Receivable memory r = _make(s);
            _issue(r);
            RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
            if (Status(s) == Status.Queried) _query(r);
            if (Status(s) == Status.Rejected) _reject(r);
            if (Status(s) == Status.Accepted) _accept(r);
            _reverseAs(supplier.addr, r, recorded);
            _true(_state(r).settled == 0 && _state(r).status == Status(s), "reversed");
        }
    }

    function test_in_what_is_cancelled_no_receipt_stands() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptsStand.selector, id, 5, 0));
        _cancelAs(supplier.addr, r);
        _reverseAs(supplier.addr, r, recorded);
        _cancelAs(supplier.addr, r);
        vm.expectRevert(
            abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Cancelled, Verb.ReverseReceipt)
        );
        _reverseAs(supplier.addr, r, recorded);
    }

    // --------------------------------------------------------------------------------------------------- after a sale

    function test_after_the_sale_neither_recorder_nor_holder_reverses_alone() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _transfer(id, factor.addr);
        _refused(r, recorded, factor.addr, supplier.addr);
        _refused(r, recorded, supplier.addr, factor.addr);
        _refused(r, recorded, factor.addr, buyer.addr);
    }

    function test_after_the_sale_the_holder_calls_with_the_consent_of_who_recorded_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _transfer(id, factor.addr);
        Consent[] memory recorder = _consentOf(supplier, r, 1);
        vm.expectEmit(address(ledger));
        emit ILedger.NonceSpent(supplier.addr, 9);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptReversed(id, factor.addr, _ref(1), 5, 0, 0, 0, EVIDENCE, false);
        _reverse(factor.addr, r, recorded, recorder, _none());
        _eq(_state(r).settled, 0, "settled");
    }

    function test_after_the_sale_who_recorded_it_calls_with_the_consent_of_the_holder() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _transfer(id, factor.addr);
        Consent[] memory holder = _consentOf(factor, r, 1);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptReversed(id, factor.addr, _ref(1), 5, 0, 0, 0, EVIDENCE, false);
        _reverse(supplier.addr, r, recorded, _none(), holder);
    }

    function test_after_the_sale_anyone_carries_both_consents_whatever_their_nonces() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _transfer(id, factor.addr);
        _reverse(relayer.addr, r, recorded, _consentOf(supplier, r, 1), _consentOf(factor, r, 1));
        _true(lens.isSpent(supplier.addr, 9) && lens.isSpent(factor.addr, 9), "both nonces");
    }

    function test_after_the_sale_consents_cannot_change_places() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _transfer(id, factor.addr);
        Consent[] memory recorder = _consentOf(supplier, r, 1);
        Consent[] memory holder = _consentOf(factor, r, 1);
        vm.expectRevert(_notAuthorised(factor.addr, supplier.addr));
        _reverse(relayer.addr, r, recorded, holder, recorder);
        vm.expectRevert(_notAuthorised(supplier.addr, factor.addr));
        _reverse(factor.addr, r, recorded, holder, _none());
    }

    function test_a_holder_does_not_escape_the_recorder_by_naming_itself() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _transfer(id, factor.addr);
        recorded.holder = factor.addr;
        vm.expectRevert(_unknownError(id, 1));
        _reverseAs(factor.addr, r, recorded);
    }

    function test_an_agent_of_both_reverses_after_the_sale() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _transfer(id, factor.addr);
        _giveMandate(factor.addr, agent.addr, Verb.ReverseReceipt);
        _refused(r, recorded, supplier.addr, agent.addr);
        _giveMandate(supplier.addr, agent.addr, Verb.ReverseReceipt);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceiptReversed(id, agent.addr, _ref(1), 5, 0, 0, 0, EVIDENCE, false);
        _reverseAs(agent.addr, r, recorded);
    }

    function test_once_it_is_bought_back_its_recorder_reverses_alone() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _transfer(id, factor.addr);
        _transfer(id, supplier.addr);
        _reverseAs(supplier.addr, r, recorded);
        _eq(_state(r).settled, 0, "settled");
    }

    function test_before_a_sale_the_second_consent_is_not_read() public {
        Receivable memory r = _make(1);
        _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        Consent[] memory junk = new Consent[](2);
        _reverse(supplier.addr, r, recorded, junk, _none());
        _eq(_state(r).settled, 0, "settled");
    }

    // ------------------------------------------------------------------------------------------------------ interplay

    function test_a_dispute_is_of_what_is_open_again() public {
        Receivable memory r = _make(1, _plainTerms());
        bytes32 id = _accepted(r);
        _disputeAll(r, 800_000);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 500_000, TODAY));
        _reverseAs(supplier.addr, r, recorded);
        _eq(_state(r).disputed, 800_000, "disputed");
        vm.expectRevert(_amountOutOfRange(id, 800_001, 800_000));
        vm.prank(buyer.addr);
        ledger.resolve(r, 800_001, Outcome.Withdrawn, EVIDENCE, _none());
    }

    function test_what_was_credited_and_waived_in_the_meantime_stays() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 100_000, TODAY + 127));
        _warp(START + 227 days);
        _waiveAs(supplier.addr, r, 77);
        _creditAs(supplier.addr, r, 88);
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "closed");
        ReceivableView memory s = _state(r);
        _reverseAs(supplier.addr, r, recorded);
        ReceivableView memory now_ = _state(r);
        _true(!now_.closed && now_.credited == 88, "open again");
        _eq(now_.settled + recorded.principal, s.settled, "settled");
        _eq(now_.chargesSettled + recorded.charges, s.chargesSettled, "charges");
        _eq(now_.lateDays + recorded.lateDays, s.lateDays, "late days");
        _eq(_quote(r).open, recorded.principal, "what the bank took back is open");
    }

    function test_a_receipt_of_a_part_is_reversed() public {
        Receivable memory r = _make(1, _plainTerms());
        _bring(r, Status.Split);
        Receivable memory part = _part(r, 0, 400_000);
        RecordedReceipt memory recorded = _record(part, _receipt(1, 400_000, TODAY));
        _true(_state(part).closed, "closed");
        _reverseAs(supplier.addr, part, recorded);
        _true(!_state(part).closed && _quote(part).open == 400_000, "open");
    }

    function test_what_was_written_off_stays_so() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _writeOffAs(supplier.addr, r);
        _reverseAs(supplier.addr, r, recorded);
        _true(_word(id, LEDGER) & WRITTEN_OFF_FLAG != 0, "written off");
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _consentOf(Party memory p, Receivable memory r, uint256 ref) private view returns (Consent[] memory) {
        return _signed(p, TypedReceipts.reversal(Typed.hash(r), p.addr, _ref(ref), EVIDENCE), 9);
    }

    function _reverse(
        address sender,
        Receivable memory r,
        RecordedReceipt memory recorded,
        Consent[] memory recorder,
        Consent[] memory holder
    ) private {
        OpenTerms memory opened = _openTerms(r);
        vm.prank(sender);
        ledger.reverseReceipt(Typed.idOf(r.header), opened, recorded, EVIDENCE, recorder, holder);
    }

    function _unknown(bytes32 id, Receivable memory r, RecordedReceipt memory recorded) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptUnknown.selector, id, recorded.bankRef));
        _reverseAs(supplier.addr, r, recorded);
    }

    function _notAuthorised(address party, address actor) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.NotAuthorised.selector, party, actor, Verb.ReverseReceipt);
    }

    function _refused(Receivable memory r, RecordedReceipt memory recorded, address party, address actor) private {
        vm.expectRevert(_notAuthorised(party, actor));
        _reverseAs(actor, r, recorded);
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
