// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../contracts/interfaces/ILedger.sol";
import {
    Clarification,
    ClarificationAction,
    ClarificationReason,
    Consent,
    OpenHeader,
    PaymentOrder,
    Receivable,
    RecordedReceipt,
    Status,
    Terms,
    Verb
} from "../../contracts/types/Types.sol";
import {Currency} from "./mocks/Currencies.sol";
import {ReceiptWorld} from "./support/ReceiptWorld.sol";
import {Typed} from "./support/Typed.sol";
import {TypedAmendments} from "./support/TypedAmendments.sol";
import {TypedReceipts} from "./support/TypedReceipts.sol";
import {IToken} from "./support/World.sol";

/// @notice Faults seen in systems of this kind that need receipts, amendments, answers or parts. Each test bears the
/// name of a fault and would fail if the ledger had it.
contract FaultsOfVerbsTest is ReceiptWorld {
    // --------------------------------------------------------------------------------------------------- once accepted

    function test_the_buyer_rejects_after_the_receivable_was_funded() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _transfer(id, factor.addr);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Accepted, Verb.Reject));
        _reject(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Accepted, Verb.Query));
        _query(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Accepted, Verb.Cancel));
        _cancelAs(factor.addr, r);
        _true(_state(r).status == Status.Accepted && _quote(r).payoff == 980_000, "it is owed");
    }

    function test_an_old_acceptance_revived_after_a_rejection() public {
        Status[3] memory last = [Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < 3; ++i) {
            Receivable memory r = _make(i, _plainTerms());
            r.header.policy = 4;
            bytes32 id = _bring(r, last[i]);
            Consent[] memory consent = _signed(buyer, Typed.acceptance(Typed.hash(r)), 1);
            vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, last[i], Verb.Accept));
            ledger.accept(_openHeader(r), _unopened(), consent);
            vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, last[i], Verb.Accept));
            _accept(r);
        }
    }

    function test_an_old_acceptance_revived_after_an_amendment_of_what_was_rejected() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        Consent[] memory old = _signed(buyer, Typed.acceptance(Typed.hash(r)), 1);
        _reject(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Rejected, Verb.Accept));
        ledger.accept(_openHeader(r), _unopened(), old);
        Receivable memory next = _next(r);
        vm.prank(supplier.addr);
        ledger.amend(r, next, _none(), _none(), _none());
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        ledger.accept(_openHeader(r), _unopened(), old);
        bytes32 digest = _digest(Typed.single(Typed.acceptance(Typed.hash(next)), 1, old[0].deadline));
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, buyer.addr, digest));
        ledger.accept(_openHeader(next), _unopened(), old);
        _true(_state(r).status == Status.Issued, "status");
    }

    function test_an_accepted_part_or_called_line_that_cannot_be_paid() public {
        Terms memory t;
        (t.currency, t.amount, t.dueDay, t.utcOffset) = (address(coin), type(uint96).max, uint32(TODAY + 90), 60);
        (t.discountDay1, t.discount1) = (type(uint32).max, type(uint96).max / 2);
        (t.discountDay2, t.discount2, t.discountOnParts) = (type(uint32).max - 1, type(uint96).max, true);
        (t.lateRate, t.fixedSum, t.allocation) = (type(uint32).max, type(uint96).max, type(uint8).max);
        (t.basis, t.accelerationDays) = (type(uint16).max, 1);
        coin.mint(buyer.addr, 2 ** 120);
        Receivable memory r = _make(1, t);
        (r.header.policy, r.header.line) = (4, 1);
        _acceptedSealed(r);
        Receivable memory earlier = _make(1);
        _accepted(earlier);
        _warp(START + 60 days);
        vm.prank(supplier.addr);
        ledger.accelerate(r, earlier, _none());
        Receivable memory called = _next(r);
        called.terms.dueDay = uint32(TODAY + 60);
        (called.terms.discountDay1, called.terms.discount1) = (called.terms.dueDay, type(uint96).max);
        (called.terms.discountDay2, called.terms.discount2) = (0, 0);
        // The whole of it is discounted today; tomorrow everything is due.
        _eq(_quote(called).payoff, 0, "today");
        _warp(START + 61 days);
        _pay(called, buyer.addr, 5);
        _pay(called, buyer.addr, MAX);
        _true(_state(called).closed, "closed");
    }

    // --------------------------------------------------------------------------------------------------- after a sale

    function test_the_original_creditor_still_records_payments_after_the_sale() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _warp(START + 127 days);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 50_000, TODAY + 127));
        _transfer(id, factor.addr);
        bytes32 state = keccak256(abi.encode(_state(r)));
        _refuses(Verb.RecordReceipt);
        _recordAs(supplier.addr, r, _receipt(2, 5, TODAY));
        _refuses(Verb.ReverseReceipt);
        _reverseAs(supplier.addr, r, recorded);
        _refuses(Verb.Waive);
        _waiveAs(supplier.addr, r, 1);
        _refuses(Verb.WriteOff);
        _writeOffAs(supplier.addr, r);
        _refuses(Verb.Cancel);
        _cancelAs(supplier.addr, r);
        _refuses(Verb.Debit);
        vm.prank(supplier.addr);
        ledger.debit(r, 5, REASON, _none(), _none());
        _refuses(Verb.Split);
        vm.prank(supplier.addr);
        ledger.split(r, new uint96[](2), _none());
        _refuses(Verb.Accelerate);
        vm.prank(supplier.addr);
        ledger.accelerate(r, r, _none());
        _refuses(Verb.Amend);
        vm.prank(supplier.addr);
        ledger.amend(r, _next(r), _none(), _none(), _none());
        _eq(keccak256(abi.encode(_state(r))), state, "state");
    }

    function test_a_receipt_that_the_original_creditor_signed_before_the_sale_recorded_after_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        bytes memory message = TypedReceipts.receipt(Typed.hash(r), supplier.addr, _receipt(1, 5, TODAY));
        Consent[] memory before = _signed(supplier, message, 1);
        _transfer(id, factor.addr);
        _refuses(Verb.RecordReceipt);
        ledger.recordReceipt(id, _openTerms(r), _receipt(1, 5, TODAY), before);
        _eq(_state(r).settled, 0, "settled");
    }

    function test_a_stranger_finances() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        address[3] memory others = [stranger.addr, buyer.addr, factor.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(IToken.NotOwnerNorApproved.selector);
            vm.prank(others[i]);
            token.transferFrom(supplier.addr, others[i], uint256(id));
        }
        _giveMandate(supplier.addr, agent.addr, Verb.Issue);
        vm.expectRevert(IToken.NotOwnerNorApproved.selector);
        vm.prank(agent.addr);
        token.transferFrom(supplier.addr, agent.addr, uint256(id));
        _eq(_state(r).holder, supplier.addr, "holder");
    }

    function test_the_same_invoice_funded_twice() public {
        Receivable memory r = _make(1, _plainTerms());
        r.header.policy = 4;
        bytes32 id = _accepted(r);
        _transfer(id, factor.addr);
        vm.expectRevert(IToken.NotOwnerNorApproved.selector);
        vm.prank(supplier.addr);
        token.transferFrom(factor.addr, stranger.addr, uint256(id));
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyIssued.selector, id));
        _issue(r);
        // By parts: the parts belong to the factor, and the whole is worth nothing any more.
        _split(r, 400_000);
        Receivable memory part = _part(r, 0, 400_000);
        _eq(_state(part).holder, factor.addr, "a part");
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Split, Verb.Pay));
        _pay(r, buyer.addr, MAX);
    }

    function test_a_consent_to_a_sale_replayed_after_a_buy_back() public {
        Receivable memory r = _make(1);
        r.header.policy = 1;
        bytes32 id = _accepted(r);
        bytes memory message = TypedAmendments.transferConsent(Typed.hash(r), supplier.addr, factor.addr);
        Consent[] memory consent = _signed(buyer, message, 1);
        ledger.consentTransfer(_openHeader(r), _unopened(), factor.addr, consent);
        _transfer(id, factor.addr);
        OpenHeader memory opened = _openHeader(r);
        vm.prank(buyer.addr);
        ledger.consentTransfer(opened, _unopened(), supplier.addr, _none());
        _transfer(id, supplier.addr);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, buyer.addr, 1));
        ledger.consentTransfer(opened, _unopened(), factor.addr, consent);
        vm.expectRevert(abi.encodeWithSelector(ILedger.TransferLocked.selector, id));
        vm.prank(supplier.addr);
        token.transferFrom(supplier.addr, factor.addr, uint256(id));
    }

    // ------------------------------------------------------------------------------------------------------- receipts

    function test_a_receipt_reversed_that_never_was() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 500_000);
        _adviseAs(buyer.addr, r, _receipt(2, 500_000, TODAY));
        bytes32 state = keccak256(abi.encode(_state(r)));
        for (uint256 i = 1; i < 3; ++i) {
            vm.expectRevert(_unknownError(id, i));
            _reverseAs(supplier.addr, r, RecordedReceipt(_ref(i), supplier.addr, 500_000, 0, 0, 0));
        }
        RecordedReceipt memory recorded = _record(r, _receipt(3, 5, TODAY));
        _reverseAs(supplier.addr, r, recorded);
        vm.expectRevert(_unknownError(id, 3));
        _reverseAs(supplier.addr, r, recorded);
        _eq(keccak256(abi.encode(_state(r))), state, "state");
    }

    function test_one_bank_entry_recorded_twice() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        vm.expectRevert(_knownError(id, 1));
        _recordAs(supplier.addr, r, _receipt(1, 6, TODAY));
        _reverseAs(supplier.addr, r, recorded);
        vm.expectRevert(_knownError(id, 1));
        _recordAs(supplier.addr, r, _receipt(1, 5, TODAY));
        _eq(_state(r).settled, 0, "settled");
    }

    function test_a_receipt_of_what_was_paid_on_the_chain_already() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, 980_000 - 5);
        vm.expectRevert(_amountOutOfRange(id, 20_006, 5));
        _recordAs(supplier.addr, r, _receipt(1, 20_006, TODAY));
    }

    // ------------------------------------------------------------------------------------------ parts, kept

    function test_a_split_childs_id_taken_beforehand() public {
        Receivable memory r = _make(1, _plainTerms());
        r.header.policy = 4;
        bytes32 id = _accepted(r);
        Receivable memory squatter = _part(r, 0, 1);
        bytes memory fault = abi.encodeWithSelector(ILedger.HeaderInvalid.selector, bytes32("line"), 10_000);
        vm.expectRevert(fault);
        _issue(squatter);
        vm.expectRevert(fault);
        _issueSealed(squatter);
        Receivable memory below = _part(r, 0, 1);
        below.header.line = 9_999;
        _issue(below);
        Receivable memory next = _next(below);
        next.header.line = 10_000;
        vm.expectRevert(abi.encodeWithSelector(ILedger.AmendmentInvalid.selector, bytes32("line"), 10_000));
        vm.prank(supplier.addr);
        ledger.amend(below, next, _none(), _none(), _none());
        _split(r, 400_000);
        _eq(_quote(_part(r, 0, 400_000)).open, 400_000, "the part has its id");
        _true(_state(r).status == Status.Split && _id(r) == id, "the whole");
    }

    function test_payment_blocked_by_a_holder_that_cannot_receive_and_kept_cash_paid_out_twice() public {
        Currency odd = new Currency();
        odd.mint(buyer.addr, 1e9);
        vm.prank(buyer.addr);
        odd.approve(address(ledger), MAX);
        Receivable memory r = _make(1);
        r.terms.currency = address(odd);
        bytes32 id = _accepted(r);
        odd.mint(address(ledger), 980_000);
        odd.setBlocked(supplier.addr, true);
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "paid");
        odd.setBlocked(supplier.addr, false);
        _eq(ledger.claim(id, supplier.addr, address(odd)), 980_000, "claimed");
        vm.expectRevert(abi.encodeWithSelector(ILedger.NothingKept.selector, id, supplier.addr, address(odd)));
        ledger.claim(id, supplier.addr, address(odd));
        _eq(odd.balanceOf(address(ledger)), 980_000, "what lay there already still does");
    }

    // ------------------------------------------------------------------------------------------ attachments

    /// @dev What was attached is in the commitment as the root of the document, so that it cannot go alone or be lost.
    function test_an_attachment_lost_when_given_alone() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        Receivable memory next = _next(r);
        next.document = keccak256("the same invoice, with the delivery note");
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableAmended(
            id,
            supplier.addr,
            supplier.addr,
            address(0),
            0,
            1,
            next.terms,
            next.document,
            0,
            false
        );
        vm.prank(supplier.addr);
        ledger.amend(r, next, _none(), _none(), _none());
        _eq(bytes32(_state(r).commitment), bytes32(bytes30(Typed.hash(next))), "committed to");
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        _accept(r);
        _accept(next);
        next.document = 0;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(next)));
        _pay(next, buyer.addr, MAX);
    }

    // ------------------------------------------------------------------------------------------- open functions

    function test_two_open_functions_that_together_advance_a_credit_state() public {
        Receivable memory r = _make(1, _plainTerms());
        r.header.policy = 5;
        Status[3] memory statuses = [Status.Issued, Status.Queried, Status.Accepted];
        for (uint256 s; s < 3; ++s) {
            r.header.invoice = bytes32(s);
            bytes32 id = _bring(r, statuses[s]);
            bytes[] memory calls = _everything(r, id);
            bytes32 state = keccak256(abi.encode(_state(r)));
            for (uint256 i; i < calls.length; ++i) {
                for (uint256 j; j < calls.length; ++j) {
                    _try(calls[i]);
                    _try(calls[j]);
                    bytes[] memory both = new bytes[](2);
                    (both[0], both[1]) = (calls[i], calls[j]);
                    _try(abi.encodeCall(ledger.multicall, (both)));
                }
            }
            _eq(keccak256(abi.encode(_state(r))), state, "state");
            _eq(coin.balanceOf(buyer.addr), 1e15, "money");
        }
    }

    /// @dev Each verb as a stranger would call it.
    function _everything(Receivable memory r, bytes32 id) private view returns (bytes[] memory calls) {
        Clarification memory c = Clarification(ClarificationReason.UNR, ClarificationAction.NOA, 0);
        Receivable memory next = _next(r);
        calls = new bytes[](20);
        calls[0] = abi.encodeCall(ledger.issue, (r, _none(), _none()));
        calls[1] = abi.encodeCall(ledger.accept, (_openHeader(r), _unopened(), _none()));
        calls[2] = abi.encodeCall(ledger.query, (_openHeader(r), _unopened(), c, _none()));
        calls[3] = abi.encodeCall(ledger.reject, (_openHeader(r), _unopened(), c, _none()));
        calls[4] = abi.encodeCall(ledger.amend, (r, next, _none(), _none(), _none()));
        calls[5] = abi.encodeCall(ledger.pay, (id, _openTerms(r), 0, _none()));
        calls[6] = abi.encodeCall(ledger.advise, (r, _receipt(1, 5, TODAY), _none()));
        calls[7] = abi.encodeCall(ledger.recordReceipt, (id, _openTerms(r), _receipt(1, 5, TODAY), _none()));
        calls[8] = abi.encodeCall(ledger.credit, (id, _openTerms(r), 5, REASON, _none()));
        calls[9] = abi.encodeCall(ledger.debit, (r, 5, REASON, _none(), _none()));
        calls[10] = abi.encodeCall(ledger.waive, (id, _openTerms(r), 5, REASON, _none()));
        calls[11] = abi.encodeCall(ledger.dispute, (r, 5, 1, EVIDENCE, _none()));
        calls[12] = abi.encodeCall(ledger.writeOff, (_openHeader(r), _unopened(), REASON, _none()));
        calls[13] = abi.encodeCall(ledger.cancel, (_openHeader(r), _unopened(), REASON, _none()));
        calls[14] = abi.encodeCall(ledger.consentTransfer, (_openHeader(r), _unopened(), stranger.addr, _none()));
        calls[15] = abi.encodeCall(token.approve, (stranger.addr, uint256(id)));
        calls[16] = abi.encodeCall(token.transferFrom, (supplier.addr, stranger.addr, uint256(id)));
        calls[17] = abi.encodeCall(ledger.claim, (id, supplier.addr, address(coin)));
        calls[18] = abi.encodeCall(ledger.revoke, (Typed.hash(r)));
        calls[19] = abi.encodeCall(ledger.payMany, (new PaymentOrder[](0)));
    }

    function _try(bytes memory call) private {
        vm.prank(stranger.addr);
        (bool ok, ) = address(ledger).call(call);
        ok;
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _refuses(Verb verb) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, factor.addr, supplier.addr, verb));
    }

    function _id(Receivable memory r) private pure returns (bytes32) {
        return Typed.idOf(r.header);
    }

    function _next(Receivable memory r) private pure returns (Receivable memory next) {
        next = abi.decode(abi.encode(r), (Receivable));
        ++next.header.revision;
    }
}
