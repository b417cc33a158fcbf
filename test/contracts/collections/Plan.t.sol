// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {PLAN_TEXT, PLAN_TEXT_HASH} from "../../../contracts/types/CollectionTexts.sol";
import {Consent, OpenHeader, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {CollectionWorld} from "./CollectionWorld.sol";
import {TypedCollections} from "./TypedCollections.sol";

/// @notice Creditor and debtor plan how a debt is paid (F04 to F06); nobody else does, and nobody alone.
contract PlanTest is CollectionWorld {
    Receivable internal receivable;

    function setUp() public override {
        super.setUp();
        receivable = _ready(1);
    }

    function _announcePlan(Receivable memory r, address creditor) private {
        vm.expectEmit(address(collections));
        emit ICollections.PlanAgreed(_id(r), creditor, buyer.addr, creditor, buyer.addr, Typed.hash(r), _plan());
    }

    function _isAgreed(Receivable memory r, address creditor) private {
        _announcePlan(r, creditor);
        _planAs(creditor, r);
    }

    function _isRefused(Receivable memory r, address creditor, bytes memory fault) private {
        Consent[] memory consent = _signedPlan(buyer, r, creditor, buyer.addr);
        (bytes32 id, OpenHeader memory opened, bytes32 plan) = (_id(r), _openHeader(r), _plan());
        vm.expectRevert(fault);
        vm.prank(creditor);
        collections.agreePlan(id, opened, creditor, plan, _none(), consent);
    }

    function test_the_text_is_what_its_hash_says() public pure {
        _eq(keccak256(bytes(PLAN_TEXT)), PLAN_TEXT_HASH, "plan");
    }

    function test_both_agree_as_often_as_they_like() public {
        for (uint256 i; i < 3; ++i) _isAgreed(receivable, supplier.addr);
    }

    function test_the_debtor_sends_what_the_creditor_signed() public {
        Consent[] memory consent = _signedPlan(supplier, receivable, supplier.addr, supplier.addr);
        _announcePlan(receivable, supplier.addr);
        vm.prank(buyer.addr);
        collections.agreePlan(_id(receivable), _openHeader(receivable), supplier.addr, _plan(), consent, _none());
    }

    function test_anyone_carries_what_both_signed_and_once() public {
        Consent[] memory first = _signedPlan(supplier, receivable, supplier.addr, supplier.addr);
        Consent[] memory second = _signedPlan(buyer, receivable, supplier.addr, buyer.addr);
        (bytes32 id, OpenHeader memory opened, bytes32 plan) = (_id(receivable), _openHeader(receivable), _plan());
        _announcePlan(receivable, supplier.addr);
        vm.prank(stranger.addr);
        collections.agreePlan(id, opened, supplier.addr, plan, first, second);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, supplier.addr, first[0].nonce));
        vm.prank(stranger.addr);
        collections.agreePlan(id, opened, supplier.addr, plan, first, second);
    }

    function test_neither_side_agrees_alone() public {
        (bytes32 id, OpenHeader memory opened, bytes32 plan) = (_id(receivable), _openHeader(receivable), _plan());
        vm.expectRevert(_unauthorised(buyer.addr, supplier.addr, Verb.AgreePlan));
        vm.prank(supplier.addr);
        collections.agreePlan(id, opened, supplier.addr, plan, _none(), _none());
        vm.expectRevert(_unauthorised(supplier.addr, buyer.addr, Verb.AgreePlan));
        vm.prank(buyer.addr);
        collections.agreePlan(id, opened, supplier.addr, plan, _none(), _none());
    }

    /// @dev R59: what is put off was assigned, and its seller has no say.
    function test_of_what_was_assigned_the_assignee_agrees_and_the_supplier_does_not() public {
        _transfer(_id(receivable), factor.addr);
        _isRefused(receivable, supplier.addr, _notCreditor(_id(receivable), supplier.addr));
        _isAgreed(receivable, factor.addr);
    }

    /// @dev It may act for both, and has said yes twice, but for the creditor alone.
    function test_what_an_agent_of_both_signed_for_one_is_no_word_of_the_other() public {
        _giveMandate(supplier.addr, agent.addr, Verb.AgreePlan);
        _giveMandate(buyer.addr, agent.addr, Verb.AgreePlan);
        Consent[] memory first = _signedPlan(agent, receivable, supplier.addr, supplier.addr);
        Consent[] memory second = _signedPlan(agent, receivable, supplier.addr, supplier.addr);
        bytes memory asked = TypedCollections.plan(receivable, supplier.addr, buyer.addr, _plan());
        bytes32 structHash = Typed.single(asked, second[0].nonce, second[0].deadline);
        bytes32 digest = Typed.digest(address(collections), chain, structHash);
        (bytes32 id, OpenHeader memory opened, bytes32 plan) = (_id(receivable), _openHeader(receivable), _plan());
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, agent.addr, digest));
        collections.agreePlan(id, opened, supplier.addr, plan, first, second);
        _false(collections.isSpent(agent.addr, first[0].nonce), "nothing is half done");
    }

    function test_a_mandate_to_answer_or_to_agree_on_schedules_is_none_to_plan() public {
        _giveMandate(buyer.addr, agent.addr, Verb.AnswerCollection);
        _giveMandate(buyer.addr, agent.addr, Verb.AgreeCollection);
        Consent[] memory consent = _signedPlan(agent, receivable, supplier.addr, buyer.addr);
        (bytes32 id, OpenHeader memory opened, bytes32 plan) = (_id(receivable), _openHeader(receivable), _plan());
        vm.expectRevert(_unauthorised(buyer.addr, agent.addr, Verb.AgreePlan));
        vm.prank(supplier.addr);
        collections.agreePlan(id, opened, supplier.addr, plan, _none(), consent);
    }

    function test_who_collects_for_the_creditor_plans_nothing() public {
        _place(receivable, type(uint8).max);
        _isRefused(receivable, agency.addr, _notCreditor(_id(receivable), agency.addr));
    }

    function test_a_plan_names_its_instalments() public {
        (bytes32 id, OpenHeader memory opened) = (_id(receivable), _openHeader(receivable));
        vm.expectRevert(abi.encodeWithSelector(ICollections.PaymentInvalid.selector, bytes32(0)));
        vm.prank(supplier.addr);
        collections.agreePlan(id, opened, supplier.addr, 0, _none(), _none());
    }

    /// @dev It opens a header of its own, in which a friend is the buyer.
    function test_nobody_exchanges_the_debtor() public {
        OpenHeader memory opened = _openHeader(receivable);
        opened.header.buyer = stranger.addr;
        Receivable memory forged = _copy(receivable);
        forged.header.buyer = stranger.addr;
        (bytes32 id, bytes32 plan) = (_id(receivable), _plan());
        vm.expectRevert(_mismatch(id, forged));
        vm.prank(supplier.addr);
        collections.agreePlan(id, opened, supplier.addr, plan, _none(), _none());
    }

    function test_what_was_signed_before_an_amendment_is_void_after_it() public {
        Consent[] memory consent = _signedPlan(buyer, receivable, supplier.addr, buyer.addr);
        Receivable memory next = _next(receivable);
        next.terms.amount += 1;
        _agree(receivable, next);
        _isRefused(receivable, supplier.addr, _mismatch(_id(receivable), receivable));
        (bytes32 id, OpenHeader memory opened, bytes32 plan) = (_id(next), _openHeader(next), _plan());
        bytes memory asked = TypedCollections.plan(next, supplier.addr, buyer.addr, plan);
        bytes32 structHash = Typed.single(asked, consent[0].nonce, consent[0].deadline);
        bytes32 digest = Typed.digest(address(collections), chain, structHash);
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, buyer.addr, digest));
        vm.prank(supplier.addr);
        collections.agreePlan(id, opened, supplier.addr, plan, _none(), consent);
        _isAgreed(next, supplier.addr);
    }

    function test_where_nothing_can_be_due_nothing_is_planned() public {
        Status[3] memory statuses = [Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < 3; ++i) {
            Receivable memory r = _splittable(10 + i);
            _reach(r, statuses[i]);
            _isRefused(r, supplier.addr, _fault(ICollections.NothingToCollect.selector, r));
        }
        _pay(receivable, buyer.addr, MAX);
        _isRefused(receivable, supplier.addr, _fault(ICollections.NothingToCollect.selector, receivable));
    }

    function test_what_is_issued_or_queried_is_planned_too() public {
        Status[2] memory statuses = [Status.Issued, Status.Queried];
        for (uint256 i; i < 2; ++i) {
            Receivable memory r = _splittable(10 + i);
            _reach(r, statuses[i]);
            _isAgreed(r, supplier.addr);
        }
    }

    function test_a_plan_changes_nothing_that_is_owed() public {
        bytes32 before = _stateHash(receivable);
        _planAs(supplier.addr, receivable);
        _eq(_stateHash(receivable), before, "as it was");
    }
}
