// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAnswers} from "../../../contracts/interfaces/IAnswers.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {
    Clarification,
    Consent,
    OpenHeader,
    Outcome,
    Receipt,
    Receivable,
    Status,
    Terms,
    Verb
} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {AnswerBehaviour} from "./Query.t.sol";

contract RejectTest is AnswerBehaviour {
    function _verb() internal pure override returns (Verb) {
        return Verb.Reject;
    }

    function _after() internal pure override returns (Status) {
        return Status.Rejected;
    }

    function _selector() internal pure override returns (bytes4) {
        return IAnswers.reject.selector;
    }

    function _answer(
        address sender,
        OpenHeader memory o,
        Terms[] memory terms,
        Clarification memory c
    ) internal override {
        vm.prank(sender);
        ledger.reject(o, terms, c, _none());
    }

    function _announce(bytes32 id, Clarification memory c) internal override {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableRejected(id, buyer.addr, c.reason, c.action, c.text);
    }

    // ---------------------------------------------------------------------------------------------- final, R56 and R75

    function test_a_rejection_is_final_for_its_revision() public {
        Receivable memory r = _make(1);
        bytes32 id = _reach(r, Status.Rejected);
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.Accept));
        _accept(r);
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.Query));
        _queryAs(buyer.addr, r, _why());
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.Reject));
        _byBuyer(r, _why());
    }

    function test_the_invoice_line_that_was_rejected_is_not_issued_again() public {
        Receivable memory r = _make(1);
        bytes32 id = _reach(r, Status.Rejected);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyIssued.selector, id));
        _issue(r);
        r.header.revision = 1;
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyIssued.selector, id));
        _issue(r);
    }

    function test_an_old_acceptance_revived_after_a_rejection() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        Consent[] memory single = _signed(buyer, Typed.acceptance(Typed.hash(r)), 1);
        Consent[] memory leaf = _leafOf(r);
        _byBuyer(r, _why());
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(_forbids(id, Status.Rejected, Verb.Accept));
            ledger.accept(_openHeader(r), _unopened(), i == 0 ? single : leaf);
        }
        Receivable memory next = _copy(r);
        next.header.revision = 1;
        vm.prank(supplier.addr);
        ledger.amend(r, next, _none(), _none(), _none());
        _true(_state(r).status == Status.Issued, "issued again");
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(_mismatch(r));
            ledger.accept(_openHeader(r), _unopened(), i == 0 ? single : leaf);
            bytes memory fault = i == 0 ? _invalidSingle(next, single[0]) : _invalidLeaf(next, leaf[0]);
            vm.expectRevert(fault);
            ledger.accept(_openHeader(next), _unopened(), i == 0 ? single : leaf);
        }
        _true(_state(r).status == Status.Issued, "nobody has accepted");
        ledger.accept(_openHeader(next), _unopened(), _signed(buyer, Typed.acceptance(Typed.hash(next)), 2));
        _true(_state(r).status == Status.Accepted, "the new revision is accepted by a new signature");
    }

    function test_what_is_rejected_takes_no_other_verb() public {
        Receivable memory r = _splittable(1);
        r.header.policy = 5;
        bytes32 id = _reach(r, Status.Rejected);
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.Pay));
        _pay(r, buyer.addr, MAX);
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.Credit));
        _creditAs(supplier.addr, r, 1);
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.Dispute));
        _disputeOf(r, 1);
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.Split));
        _splitAs(supplier.addr, r, _halves(r));
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.WriteOff));
        _writeOffAs(supplier.addr, r);
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.ConsentTransfer));
        _consentTransferAs(buyer.addr, r, factor.addr);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AmountOutOfRange.selector, id, 1, 0));
        vm.prank(supplier.addr);
        ledger.resolve(r, 1, Outcome.Conceded, EVIDENCE, _none());
    }

    function test_what_is_rejected_takes_no_receipt_and_no_waiver() public {
        Receivable memory r = _make(1);
        bytes32 id = _reach(r, Status.Rejected);
        Receipt memory receipt = Receipt(BANK_REF, 1, uint32(TODAY));
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.Advise));
        vm.prank(buyer.addr);
        ledger.advise(r, receipt, _none());
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.RecordReceipt));
        vm.prank(supplier.addr);
        ledger.recordReceipt(id, _openTerms(r), receipt, _none());
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.Waive));
        vm.prank(supplier.addr);
        ledger.waive(id, _openTerms(r), 1, REASON, _none());
    }

    function test_what_is_rejected_may_be_cancelled_and_sold() public {
        Receivable memory r = _make(1);
        bytes32 id = _reach(r, Status.Rejected);
        _transfer(id, factor.addr);
        OpenHeader memory opened = _openHeader(r);
        vm.prank(factor.addr);
        ledger.cancel(opened, _unopened(), REASON, _none());
        _true(_state(r).status == Status.Cancelled && _state(r).holder == factor.addr, "state");
    }

    function test_a_buyer_rejects_no_more_once_it_has_accepted() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _transfer(id, factor.addr);
        vm.expectRevert(_forbids(id, Status.Accepted, Verb.Reject));
        _byBuyer(r, _why());
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _leafOf(Receivable memory r) private view returns (Consent[] memory) {
        Consent memory c;
        (c.signer, c.deadline, c.count) = (buyer.addr, clock + 1 days, 1);
        bytes32 root = Typed.leaf(Typed.hash(r));
        c.signature = _sign(buyer.key, _digest(Typed.acceptanceRoot(root, 1, buyer.addr, 0, c.deadline)));
        return _one(c);
    }

    function _invalidSingle(Receivable memory r, Consent memory c) private view returns (bytes memory) {
        return _badSignature(buyer.addr, Typed.acceptance(Typed.hash(r)), c);
    }

    function _invalidLeaf(Receivable memory r, Consent memory c) private view returns (bytes memory) {
        bytes32 root = Typed.leaf(Typed.hash(r));
        bytes32 digest = _digest(Typed.acceptanceRoot(root, 1, buyer.addr, 0, c.deadline));
        return abi.encodeWithSelector(ILedger.SignatureInvalid.selector, buyer.addr, digest);
    }
}
