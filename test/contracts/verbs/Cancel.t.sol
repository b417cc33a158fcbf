// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Clarification, ClarificationAction, ClarificationReason} from "../../../contracts/types/Types.sol";
import {OpenHeader, Receivable, RecordedReceipt, Status, Terms, Verb} from "../../../contracts/types/Types.sol";
import {ReceiptWorld} from "../support/ReceiptWorld.sol";
import {Typed} from "../support/Typed.sol";

contract CancelTest is ReceiptWorld {
    function test_what_nobody_accepted_is_taken_back() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        ReceivableView memory s = _state(r);
        uint256 word = _word(id, LEDGER);
        _announce(id, supplier.addr);
        _cancelAs(supplier.addr, r);
        s.status = Status.Cancelled;
        _eq(keccak256(abi.encode(_state(r))), keccak256(abi.encode(s)), "status alone");
        _eq(_word(id, LEDGER), (word & ~uint256(0xf)) | uint256(Status.Cancelled), "word");
        _eq(_tokenWord(id), uint160(supplier.addr), "token word");
    }

    function test_issued_queried_and_rejected_are_cancelled_and_nothing_else() public {
        for (uint256 s = 1; s <= uint256(Status.Split); ++s) {
            Receivable memory r = _make(s, _plainTerms());
            (Status status, bytes32 id) = (Status(s), _bring(r, Status(s)));
            bool allowed = status == Status.Issued || status == Status.Queried || status == Status.Rejected;
            if (!allowed) {
                vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, status, Verb.Cancel));
            }
            _cancelAs(supplier.addr, r);
            _true(_state(r).status == (allowed ? Status.Cancelled : status), "status");
        }
    }

    function test_a_cancelled_id_stays_used_and_no_answer_revives_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _cancelAs(supplier.addr, r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyIssued.selector, id));
        vm.prank(supplier.addr);
        ledger.issue(r, _none(), _none());
        OpenHeader memory opened = _openHeader(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Cancelled, Verb.Accept));
        vm.prank(buyer.addr);
        ledger.accept(opened, _unopened(), _none());
        Clarification memory c = Clarification(ClarificationReason.REF, ClarificationAction.PIN, 0);
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Cancelled, Verb.Query));
        vm.prank(buyer.addr);
        ledger.query(opened, _unopened(), c, _none());
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Cancelled, Verb.Pay));
        _pay(r, buyer.addr, MAX);
    }

    function test_the_token_of_what_is_cancelled_stays_with_its_holder() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _cancelAs(supplier.addr, r);
        _eq(token.ownerOf(uint256(id)), supplier.addr, "holder");
        _transfer(id, factor.addr);
        _eq(token.ownerOf(uint256(id)), factor.addr, "new holder");
    }

    function test_a_holder_that_bought_it_cancels_and_nobody_else() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _transfer(id, factor.addr);
        address[3] memory others = [supplier.addr, buyer.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(ILedger.NotAuthorised.selector, factor.addr, others[i], Verb.Cancel)
            );
            _cancelAs(others[i], r);
        }
        _announce(id, factor.addr);
        _cancelAs(factor.addr, r);
    }

    function test_what_was_received_is_reversed_before() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _warp(START + 127 days);
        RecordedReceipt memory first = _record(r, _receipt(1, 974, TODAY + 127));
        _stands(r, id, 0, 974);
        RecordedReceipt memory second = _record(r, _receipt(2, 5, TODAY));
        _true(second.principal == 5 && second.charges == 0, "principal");
        _stands(r, id, 5, 974);
        _reverseAs(supplier.addr, r, first);
        _stands(r, id, 5, 0);
        _reverseAs(supplier.addr, r, second);
        _cancelAs(supplier.addr, r);
        _true(_state(r).status == Status.Cancelled, "cancelled");
    }

    function test_receipts_stand_after_a_rejection_too() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _reject(r);
        _stands(r, id, 5, 0);
        _reverseAs(supplier.addr, r, recorded);
        _cancelAs(supplier.addr, r);
    }

    function test_a_credit_does_not_hinder_not_even_of_everything() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _credit(r, 400_000);
        RecordedReceipt memory recorded = _record(r, _receipt(1, 5, TODAY));
        _stands(r, id, 5, 0);
        _reverseAs(supplier.addr, r, recorded);
        _credit(r, 600_000);
        _true(_state(r).closed, "closed");
        _cancelAs(supplier.addr, r);
        _true(_state(r).status == Status.Cancelled && _state(r).closed, "cancelled");
    }

    function test_flags_stay_in_the_word() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _writeOffAs(supplier.addr, r);
        _adviseAs(buyer.addr, r, _receipt(1, 5, TODAY));
        _credit(r, 1);
        uint256 word = _word(id, LEDGER);
        _cancelAs(supplier.addr, r);
        _eq(_word(id, LEDGER), (word & ~uint256(0xf)) | uint256(Status.Cancelled), "word");
        _eq(word & 0xfff0, WRITTEN_OFF_FLAG | (1 << 8) | (1 << 9), "flags");
    }

    function test_a_cancelled_receivable_is_left_alone_by_every_verb() public {
        Receivable memory r = _make(1);
        bytes32 id = _bring(r, Status.Cancelled);
        _forbids(id, Verb.Credit);
        _creditAs(supplier.addr, r, 1);
        _forbids(id, Verb.Dispute);
        _disputeAll(r, 1);
        _forbids(id, Verb.Cancel);
        _cancelAs(supplier.addr, r);
        _forbids(id, Verb.WriteOff);
        _writeOffAs(supplier.addr, r);
        _forbids(id, Verb.RecordReceipt);
        _recordAs(supplier.addr, r, _receipt(1, 1, TODAY));
        _forbids(id, Verb.Advise);
        _adviseAs(buyer.addr, r, _receipt(1, 1, TODAY));
    }

    function test_only_what_was_agreed_is_opened() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        r.document = 0;
        vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
        _cancelAs(supplier.addr, r);
    }

    function test_terms_that_are_opened_are_those_of_the_header() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        OpenHeader memory opened = _openHeader(r);
        Terms[] memory terms = new Terms[](1);
        terms[0] = _plainTerms();
        vm.expectRevert(abi.encodeWithSelector(ILedger.TermsMismatch.selector, id, Typed.hash(terms[0])));
        vm.prank(supplier.addr);
        ledger.cancel(opened, terms, REASON, _none());
        terms[0] = r.terms;
        vm.prank(supplier.addr);
        ledger.cancel(opened, terms, REASON, _none());
    }

    function test_what_nobody_issued_is_not_cancelled() public {
        Receivable memory r = _make(1);
        vm.expectRevert(
            abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, Typed.idOf(r.header), Typed.hash(r))
        );
        _cancelAs(supplier.addr, r);
    }

    function test_sealed_terms_are_not_opened_to_cancel() public {
        Receivable memory r = _make(1);
        _issueSealed(r);
        _cancelAs(supplier.addr, r);
        _true(_state(r).status == Status.Cancelled, "cancelled");
    }

    function test_a_part_of_a_split_was_accepted_with_it() public {
        Receivable memory r = _make(1, _plainTerms());
        _bring(r, Status.Split);
        Receivable memory part = _part(r, 0, 400_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                ILedger.StatusForbids.selector,
                Typed.idOf(part.header),
                Status.Accepted,
                Verb.Cancel
            )
        );
        _cancelAs(supplier.addr, part);
    }

    function _stands(Receivable memory r, bytes32 id, uint256 principal, uint256 charges) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.ReceiptsStand.selector, id, principal, charges));
        _cancelAs(supplier.addr, r);
    }

    function _forbids(bytes32 id, Verb verb) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.StatusForbids.selector, id, Status.Cancelled, verb));
    }

    function _announce(bytes32 id, address by) private {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableCancelled(id, by, REASON);
    }
}
