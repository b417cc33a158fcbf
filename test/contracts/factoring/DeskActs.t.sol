// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {
    Consent,
    OpenHeader,
    OpenTerms,
    Outcome,
    Receipt,
    Receivable,
    Status,
    Verb
} from "../../../contracts/types/Types.sol";
import {TypedAmendments} from "../support/TypedAmendments.sol";
import {Typed} from "../support/Typed.sol";
import {FactoringWorld} from "./FactoringWorld.sol";

/// @notice Who may do what to a receivable that a desk holds: the factor alone, the seller alone, both together.
contract DeskActsTest is FactoringWorld {
    Receivable private r;
    bytes32 private id;

    function setUp() public override {
        super.setUp();
        r = _sold(1);
        id = _id(r);
    }

    function _deniedOnLedger(address actor, Verb verb) private view returns (bytes memory) {
        return _unauthorised(address(desk), actor, verb);
    }

    // --------------------------------------------------------------------------------- the factor alone, by its
    // mandate

    function test_the_factor_writes_off_what_its_desk_holds() public {
        _writeOffAs(factor.addr, r);
        _true(_state(r).writtenOff, "written off");
    }

    function test_the_factor_debits_with_the_buyer() public {
        bytes memory message = TypedAmendments.debit(Typed.hash(r), buyer.addr, 1_000, REASON);
        Consent[] memory buyers = _signed(buyer, message, 5);
        vm.prank(factor.addr);
        ledger.debit(r, 1_000, REASON, _none(), buyers);
        Receivable memory raised = _next(r);
        raised.terms.amount += 1_000;
        _eq(bytes32(_state(r).commitment), bytes32(bytes30(Typed.hash(raised))), "raised");
        _eq(_fundsOf(r), ADVANCE, "the deal as it was");
    }

    function test_the_factor_acts_by_signature_too() public {
        OpenHeader memory opened = _openHeader(r);
        bytes32 kind = Typed.typeHash(
            "WriteOff(Receivable receivable,address holder,bytes32 reason,uint256 nonce,uint256 deadline)"
        );
        Consent[] memory consent = _signed(factor, abi.encode(kind, Typed.hash(r), address(desk), REASON), 5);
        vm.prank(relayer.addr);
        ledger.writeOff(opened, _unopened(), REASON, consent);
        _true(_state(r).writtenOff, "written off");
    }

    function test_an_agent_of_the_factor_writes_off_with_the_desks_mandate_and_not_without() public {
        vm.expectRevert(_deniedOnLedger(agent.addr, Verb.WriteOff));
        _writeOffAs(agent.addr, r);
        vm.prank(factor.addr);
        desk.giveMandate(agent.addr, _mandate(1 << uint8(Verb.WriteOff), UNCAPPED, address(0)));
        _writeOffAs(agent.addr, r);
        _true(_state(r).writtenOff, "written off");
    }

    // -------------------------------------------------------------------------------------- nobody alone, on the
    // ledger

    function _noneCredits(address actor) private {
        vm.expectRevert(_deniedOnLedger(actor, Verb.Credit));
        _creditAs(actor, r, 1);
    }

    function test_neither_factor_nor_seller_credits_alone() public {
        _noneCredits(factor.addr);
        _noneCredits(supplier.addr);
    }

    function test_the_original_creditor_records_no_payments_after_the_sale() public {
        OpenTerms memory opened = _openTerms(r);
        Receipt memory receipt = Receipt(BANK_REF, AMOUNT, uint32(TODAY));
        address[2] memory both = [supplier.addr, factor.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(_deniedOnLedger(both[i], Verb.RecordReceipt));
            vm.prank(both[i]);
            ledger.recordReceipt(id, opened, receipt, _none());
        }
        _eq(_state(r).settled, 0, "nothing settled");
    }

    function test_neither_factor_nor_seller_cancels_or_waives_alone() public {
        OpenHeader memory header = _openHeader(r);
        OpenTerms memory terms = _openTerms(r);
        address[2] memory both = [supplier.addr, factor.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(_deniedOnLedger(both[i], Verb.Cancel));
            vm.prank(both[i]);
            ledger.cancel(header, _unopened(), REASON, _none());
            vm.expectRevert(_deniedOnLedger(both[i], Verb.Waive));
            vm.prank(both[i]);
            ledger.waive(id, terms, 1, REASON, _none());
        }
    }

    function test_neither_factor_nor_seller_splits_what_the_desk_holds() public {
        Receivable memory whole = _make(2, _plainTerms());
        whole.header.policy = SPLITTABLE;
        _accepted(whole);
        _sell(_single(whole));
        address[2] memory both = [supplier.addr, factor.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(_deniedOnLedger(both[i], Verb.Split));
            _splitAs(both[i], whole, _halves(whole));
        }
    }

    function test_R59_supplier_and_buyer_change_nothing_without_the_desk() public {
        Receivable memory amended = _otherTerms(r);
        Consent[] memory suppliers = _amendment(supplier, r, amended, 5);
        Consent[] memory buyers = _amendment(buyer, r, amended, 6);
        vm.expectRevert(_deniedOnLedger(supplier.addr, Verb.Amend));
        vm.prank(supplier.addr);
        ledger.amend(r, amended, _none(), suppliers, buyers);
        Consent[] memory holders = _amendment(supplier, r, amended, 7);
        vm.expectRevert(_deniedOnLedger(supplier.addr, Verb.Amend));
        ledger.amend(r, amended, holders, suppliers, buyers);
    }

    function test_nobody_moves_a_token_out_of_a_desk() public {
        address[3] memory all = [supplier.addr, factor.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert();
            vm.prank(all[i]);
            token.transferFrom(address(desk), all[i], uint256(id));
        }
        _true(_isSold(r), "still the desk's");
    }

    // -------------------------------------------------------------------------------------------------- both together

    function _creditCall(uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(ledger.credit, (id, _openTerms(r), amount, REASON, _none()));
    }

    function _actAs(address sender, bytes memory call) private returns (bool) {
        vm.prank(sender);
        return desk.act(id, call);
    }

    function test_what_one_proposes_the_other_does() public {
        address[2][2] memory orders = [[supplier.addr, factor.addr], [factor.addr, supplier.addr]];
        for (uint256 i; i < 2; ++i) {
            bytes memory call = _creditCall(1_000 + i);
            vm.expectEmit(address(desk));
            emit IFactoringDesk.ActProposed(id, orders[i][0], call);
            _false(_actAs(orders[i][0], call), "proposed");
            vm.expectEmit(address(desk));
            emit IFactoringDesk.ActDone(id, orders[i][1], keccak256(call));
            _true(_actAs(orders[i][1], call), "done");
        }
        _eq(_state(r).credited, 2_001, "credited");
    }

    function test_one_side_alone_proposes_as_often_as_it_likes_and_does_nothing() public {
        bytes memory call = _creditCall(1_000);
        for (uint256 i; i < 3; ++i) _false(_actAs(supplier.addr, call), "the seller's");
        _eq(_state(r).credited, 0, "credited");
    }

    function test_what_is_done_is_proposed_anew_for_another_time() public {
        bytes memory call = _creditCall(1_000);
        _actAs(supplier.addr, call);
        _actAs(factor.addr, call);
        _false(_actAs(factor.addr, call), "proposed");
        _eq(_state(r).credited, 1_000, "once");
    }

    function test_another_act_is_another_proposal() public {
        _actAs(supplier.addr, _creditCall(1_000));
        _false(_actAs(factor.addr, _creditCall(1_001)), "another sum");
        _eq(_state(r).credited, 0, "credited");
    }

    function test_a_proposal_stands_for_thirty_days() public {
        bytes memory call = _creditCall(1_000);
        _actAs(supplier.addr, call);
        _warp(clock + 30 days + 1);
        _false(_actAs(factor.addr, call), "too late");
        _warp(clock + 30 days);
        _true(_actAs(supplier.addr, call), "in time");
    }

    function test_a_proposal_of_an_earlier_deal_is_none_of_this() public {
        bytes memory call = _creditCall(1_000);
        _actAs(factor.addr, call);
        _boughtBack(r);
        _sell(_single(r, _conditions()));
        _false(_actAs(supplier.addr, call), "proposed anew");
        _eq(_state(r).credited, 0, "credited");
    }

    function test_nobody_else_proposes() public {
        bytes memory call = _creditCall(1_000);
        address[2] memory others = [buyer.addr, stranger.addr];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(_notCaller(others[i], factor.addr));
            _actAs(others[i], call);
        }
    }

    function test_an_agent_of_the_factor_with_a_mandate_to_credit_stands_for_it() public {
        bytes memory call = _creditCall(1_000);
        _giveMandate(factor.addr, agent.addr, Verb.Credit);
        _actAs(agent.addr, call);
        _true(_actAs(supplier.addr, call), "done");
    }

    function test_an_agent_of_the_factor_consents_to_nothing_that_its_mandate_does_not_name() public {
        bytes memory waiver = abi.encodeCall(ledger.waive, (_id(r), _openTerms(r), 1, REASON, _none()));
        Receivable memory amended = _otherTerms(r);
        bytes memory amendment = abi.encodeCall(ledger.amend, (r, amended, _none(), _none(), _none()));
        bytes[3] memory calls = [_creditCall(1_000), waiver, amendment];
        Verb[3] memory verbs = [Verb.Credit, Verb.Waive, Verb.Amend];
        for (uint256 i; i < 3; ++i) {
            _giveMandate(factor.addr, agent.addr, verbs[i]);
            for (uint256 j; j < 3; ++j) {
                if (i != j) vm.expectRevert(_notCaller(agent.addr, factor.addr));
                bool done = _actAs(agent.addr, calls[j]);
                _true(!done, "proposed at most");
            }
        }
    }

    function test_when_nothing_is_outstanding_the_seller_alone_does() public {
        _pay(r, buyer.addr, ADVANCE + COMMISSION);
        _true(_actAs(supplier.addr, _creditCall(1_000)), "done");
        _eq(_state(r).credited, 1_000, "credited");
    }

    function test_R59_supplier_buyer_and_factor_amend_together() public {
        Receivable memory amended = _otherTerms(r);
        bytes memory call = abi.encodeCall(
            ledger.amend,
            (r, amended, _none(), _amendment(supplier, r, amended, 5), _amendment(buyer, r, amended, 6))
        );
        _actAs(factor.addr, call);
        _true(_actAs(supplier.addr, call), "done");
        _eq(bytes32(_state(r).commitment), bytes32(bytes30(Typed.hash(amended))), "amended");
    }

    function test_charges_are_waived_and_disputes_conceded_together() public {
        Receivable memory late = _make(2, _terms());
        _accepted(late);
        _sell(_single(late));
        _disputeOf(late, 1_000);
        _warp(clock + 40 days);
        _together(_id(late), abi.encodeCall(ledger.waive, (_id(late), _openTerms(late), 1, REASON, _none())));
        _eq(_state(late).chargesSettled, 1, "waived");
        _together(_id(late), abi.encodeCall(ledger.resolve, (late, 1_000, Outcome.Conceded, EVIDENCE, _none())));
        _eq(_state(late).credited, 1_000, "conceded");
    }

    function _together(bytes32 about, bytes memory call) private {
        vm.prank(factor.addr);
        desk.act(about, call);
        vm.prank(supplier.addr);
        _true(desk.act(about, call), "done");
    }

    // ------------------------------------------------------------------------------------------- what is no act of
    // these

    function _actInvalid(bytes memory call) private view returns (bytes memory) {
        return abi.encodeWithSelector(IFactoringDesk.ActInvalid.selector, id, bytes4(call));
    }

    function test_an_act_is_one_of_four() public {
        bytes[5] memory calls = [
            abi.encodeCall(ledger.cancel, (_openHeader(r), _unopened(), REASON, _none())),
            abi.encodeCall(ledger.recordReceipt, (id, _openTerms(r), Receipt(BANK_REF, 1, uint32(TODAY)), _none())),
            abi.encodeWithSignature("transferFrom(address,address,uint256)", address(desk), supplier.addr, uint256(id)),
            abi.encodeWithSignature("setApprovalForAll(address,bool)", supplier.addr, true),
            abi.encodeCall(ledger.multicall, (new bytes[](0)))
        ];
        for (uint256 i; i < calls.length; ++i) {
            vm.expectRevert(_actInvalid(calls[i]));
            _actAs(supplier.addr, calls[i]);
        }
    }

    function test_an_act_is_about_the_receivable_that_it_names() public {
        Receivable memory other = _sold(2);
        bytes[2] memory calls = [
            abi.encodeCall(ledger.credit, (_id(other), _openTerms(other), 1, REASON, _none())),
            abi.encodeCall(ledger.resolve, (other, 1, Outcome.Conceded, EVIDENCE, _none()))
        ];
        for (uint256 i; i < 2; ++i) {
            vm.expectRevert(_actInvalid(calls[i]));
            _actAs(supplier.addr, calls[i]);
        }
    }

    function testFuzz_bytes_are_no_act(bytes calldata call) public {
        vm.expectRevert();
        _actAs(supplier.addr, call);
    }

    function test_what_the_ledger_refuses_is_not_done_and_stays_proposed() public {
        bytes memory call = _creditCall(uint256(AMOUNT) + 1);
        _actAs(supplier.addr, call);
        vm.expectRevert(_outOf(id, uint256(AMOUNT) + 1, AMOUNT));
        _actAs(factor.addr, call);
        _true(_state(r).status == Status.Accepted, "as it was");
    }

    function test_what_the_desk_does_not_hold_is_not_acted_on() public {
        bytes memory call = _creditCall(1);
        _boughtBack(r);
        vm.expectRevert(_noDeal(r));
        _actAs(supplier.addr, call);
    }
}
