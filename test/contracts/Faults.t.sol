// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../contracts/interfaces/ILedger.sol";
import {
    Consent,
    OpenHeader,
    OpenTerms,
    Outcome,
    PaymentOrder,
    Receivable,
    Status,
    Terms,
    Verb
} from "../../contracts/types/Types.sol";
import {Typed} from "./support/Typed.sol";
import {World} from "./support/World.sol";

/// @notice Faults seen in systems of this kind. Each test bears the name of a fault and would fail if the ledger had
/// it.
contract FaultsTest is World {
    // ----------------------------------------------------------------------------------------------- whose money,
    // whose act

    function test_a_standing_allowance_spent_by_a_strangers_payment() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        OpenTerms memory opened = _openTerms(r);
        Consent memory c;
        (c.signer, c.deadline) = (buyer.addr, clock + 1);
        bytes32 digest = _digest(Typed.single(Typed.payment(Typed.hash(r), MAX), 0, c.deadline));
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, buyer.addr, digest));
        vm.prank(stranger.addr);
        ledger.pay(id, opened, MAX, _one(c));
        vm.expectRevert();
        _pay(r, stranger.addr, MAX);
        PaymentOrder[] memory orders = new PaymentOrder[](1);
        orders[0] = PaymentOrder(id, opened, MAX);
        vm.expectRevert();
        vm.prank(supplier.addr);
        ledger.payMany(orders);
        _eq(coin.balanceOf(buyer.addr), 1e15, "the buyer's money");
        _eq(coin.allowance(buyer.addr, address(ledger)), MAX, "the buyer's allowance");
    }

    function test_a_stranger_confirms() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _transfer(id, factor.addr);
        OpenHeader memory opened = _openHeader(r);
        address[3] memory others = [supplier.addr, factor.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, buyer.addr, others[i], Verb.Accept));
            vm.prank(others[i]);
            ledger.accept(opened, _unopened(), _none());
        }
        _true(_state(r).status == Status.Issued, "status");
    }

    function test_an_agent_of_one_party_confirms_for_another() public {
        Receivable memory r = _make(1);
        _issue(r);
        _giveMandate(supplier.addr, agent.addr, Verb.Accept);
        OpenHeader memory opened = _openHeader(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, buyer.addr, agent.addr, Verb.Accept));
        vm.prank(agent.addr);
        ledger.accept(opened, _unopened(), _none());
    }

    function test_a_capped_agent_names_other_terms_than_those_it_accepts() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        vm.prank(buyer.addr);
        directory.giveMandate(agent.addr, _mandate(1 << uint8(Verb.Accept), 1_000, address(coin)));
        Terms[] memory terms = new Terms[](1);
        terms[0] = _terms();
        terms[0].amount = 1_000;
        OpenHeader memory opened = _openHeader(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.TermsMismatch.selector, id, Typed.hash(terms[0])));
        vm.prank(agent.addr);
        ledger.accept(opened, terms, _none());
    }

    function test_an_acceptance_that_was_taken_back_recorded_all_the_same() public {
        Receivable memory r = _make(1);
        _issue(r);
        Consent[] memory consent = _signed(buyer, Typed.acceptance(Typed.hash(r)), 1);
        vm.prank(buyer.addr);
        ledger.spendNonce(1);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, buyer.addr, 1));
        ledger.accept(_openHeader(r), _unopened(), consent);
    }

    // ------------------------------------------------------------------------------------------------------ after a
    // sale

    function test_the_original_creditor_still_records_credits_after_the_sale() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Consent[] memory before = _signed(supplier, Typed.credit(Typed.hash(r), supplier.addr, AMOUNT, REASON), 1);
        _transfer(id, factor.addr);
        bytes memory refused = abi.encodeWithSelector(
            ILedger.NotAuthorised.selector,
            factor.addr,
            supplier.addr,
            Verb.Credit
        );
        vm.expectRevert(refused);
        _creditAs(supplier.addr, r, AMOUNT);
        vm.expectRevert(refused);
        ledger.credit(id, _openTerms(r), AMOUNT, REASON, before);
        _eq(_state(r).credited, 0, "credited");
    }

    function test_a_credit_signed_for_the_old_holder_by_an_agent_of_both_binds_the_new_one() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _giveMandate(supplier.addr, agent.addr, Verb.Credit);
        _giveMandate(factor.addr, agent.addr, Verb.Credit);
        Consent[] memory before = _signed(agent, Typed.credit(Typed.hash(r), supplier.addr, AMOUNT, REASON), 1);
        _transfer(id, factor.addr);
        bytes memory message = Typed.credit(Typed.hash(r), factor.addr, AMOUNT, REASON);
        bytes32 digest = _digest(Typed.single(message, 1, before[0].deadline));
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, agent.addr, digest));
        ledger.credit(id, _openTerms(r), AMOUNT, REASON, before);
    }

    function test_a_concession_signed_for_the_old_holder_binds_the_new_one() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        vm.prank(buyer.addr);
        ledger.dispute(r, 500, 1, EVIDENCE, _none());
        _giveMandate(factor.addr, supplier.addr, Verb.Credit);
        bytes memory message = Typed.resolution(Typed.hash(r), supplier.addr, 500, Outcome.Conceded, EVIDENCE);
        Consent[] memory before = _signed(supplier, message, 1);
        _transfer(id, factor.addr);
        message = Typed.resolution(Typed.hash(r), factor.addr, 500, Outcome.Conceded, EVIDENCE);
        bytes32 digest = _digest(Typed.single(message, 1, before[0].deadline));
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, supplier.addr, digest));
        ledger.resolve(r, 500, Outcome.Conceded, EVIDENCE, before);
    }

    function test_a_mandate_to_resolve_gives_away_what_a_mandate_to_credit_may() public {
        Receivable memory r = _make(1);
        _accepted(r);
        vm.prank(buyer.addr);
        ledger.dispute(r, 500, 1, EVIDENCE, _none());
        _giveMandate(supplier.addr, agent.addr, Verb.Resolve);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, supplier.addr, agent.addr, Verb.Credit));
        vm.prank(agent.addr);
        ledger.resolve(r, 500, Outcome.Conceded, EVIDENCE, _none());
    }

    function test_an_act_replayed_after_a_buy_back() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        bytes memory message = Typed.credit(Typed.hash(r), supplier.addr, 100, REASON);
        Consent[] memory consent = _signed(supplier, message, 1);
        ledger.credit(id, _openTerms(r), 100, REASON, consent);
        _transfer(id, factor.addr);
        _transfer(id, supplier.addr);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, supplier.addr, 1));
        ledger.credit(id, _openTerms(r), 100, REASON, consent);
    }

    function test_a_payment_to_the_old_holder_after_the_sale() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Consent[] memory consent = _signed(buyer, Typed.payment(Typed.hash(r), MAX), 1);
        _transfer(id, factor.addr);
        ledger.pay(id, _openTerms(r), MAX, consent);
        _true(coin.balanceOf(factor.addr) == 980_000 && coin.balanceOf(supplier.addr) == 0, "received");
    }

    // -------------------------------------------------------------------------------------------------------------
    // once

    function test_the_same_invoice_issued_twice() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        Receivable memory again = _make(1);
        again.terms.salt = keccak256("another salt");
        again.terms.amount += 1;
        again.document = keccak256("another document");
        again.header.revision = 1;
        bytes memory fault = abi.encodeWithSelector(ILedger.AlreadyIssued.selector, id);
        vm.expectRevert(fault);
        _issue(again);
        vm.expectRevert(fault);
        _issueSealed(again);
        Receivable[] memory many = new Receivable[](1);
        many[0] = again;
        vm.expectRevert(fault);
        vm.prank(supplier.addr);
        ledger.issueMany(many);
    }

    function test_an_id_taken_beforehand() public {
        Receivable memory r = _make(1);
        vm.expectRevert(
            abi.encodeWithSelector(ILedger.NotAuthorised.selector, supplier.addr, stranger.addr, Verb.Issue)
        );
        vm.prank(stranger.addr);
        ledger.issue(r, _none(), _none());
        Receivable memory own = _make(1);
        own.header.supplier = stranger.addr;
        _issue(own);
        _eq(_issue(r), Typed.idOf(r.header), "the supplier's own id is free");
    }

    function test_a_paid_receivable_paid_again() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        _pay(r, buyer.addr, MAX);
        _warp(START + 200 days);
        _eq(_quote(r).payoff, 0, "nothing is due later either");
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyClosed.selector, id));
        _pay(r, buyer.addr, MAX);
        PaymentOrder[] memory orders = new PaymentOrder[](2);
        orders[0] = orders[1] = PaymentOrder(id, _openTerms(r), MAX);
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _eq(coin.balanceOf(supplier.addr), 980_000, "received");
    }

    function test_a_batch_spoiled_by_whoever_settles_one_of_it_first() public {
        (Receivable memory a, Receivable memory b) = (_make(1), _make(2));
        PaymentOrder[] memory orders = new PaymentOrder[](2);
        orders[0] = PaymentOrder(_accepted(a), _openTerms(a), MAX);
        orders[1] = PaymentOrder(_accepted(b), _openTerms(b), MAX);
        _fund(stranger.addr);
        _pay(a, stranger.addr, MAX);
        _credit(b, 100);
        vm.prank(buyer.addr);
        ledger.payMany(orders);
        _true(_state(a).closed && _state(b).closed, "closed");
    }

    // -------------------------------------------------------------------------------------------------------- interest

    function test_interest_charged_again_after_a_partial_payment() public {
        Receivable memory r = _make(1);
        _accepted(r);
        _warp(START + 127 days);
        uint256 charges = _quote(r).charges;
        _pay(r, buyer.addr, charges + 500_000);
        _eq(_quote(r).charges, 0, "on the day");
        for (uint256 i; i < 5; ++i) {
            _pay(r, buyer.addr, 1);
            _eq(_quote(r).charges, 0, "by more payments");
        }
        _warp(START + 128 days);
        // One day on half of the principal: 5,000.00 x 10.15 % / 365 = 1.39.
        _eq(_quote(r).charges, 139, "the next day");
    }

    function test_interest_computed_on_todays_balance_for_the_whole_overdue_time() public {
        Receivable memory r = _make(1);
        r.terms.fixedSum = 0;
        _accepted(r);
        _warp(START + 60 days);
        // 30 days on 10,000.00, then 67 days on what is left.
        uint256 interest = _quote(r).charges;
        _eq(interest, 8_342, "first");
        _pay(r, buyer.addr, interest + 400_000);
        _warp(START + 127 days);
        _eq(_quote(r).charges, 11_179, "then on 6,000.00");
        _true(_quote(r).charges + interest != 16_184, "not on 6,000.00 for 97 days");
    }

    function test_a_discount_that_outlives_its_day() public {
        Receivable memory r = _make(1);
        r.terms.discountOnParts = true;
        _accepted(r);
        _pay(r, buyer.addr, 9_999);
        _warp(START + 21 days);
        _eq(_quote(r).discount, 0, "over");
        uint256 open = _quote(r).open;
        _eq(_pay(r, buyer.addr, MAX), open, "cash");
    }

    // ---------------------------------------------------------------------------------------------------- sealed terms

    function test_flags_that_contradict_sealed_terms() public {
        for (uint8 policy; policy <= 6; ++policy) {
            if (policy == 3) continue;
            Receivable memory r = _make(policy);
            r.header.policy = policy;
            bytes32 id = _issueSealed(r);
            _true(_state(r).locked == (policy % 4 != 0), "the lock follows the header that was signed");
            r.header.policy = policy == 0 ? 1 : 0;
            OpenHeader memory opened = _openHeader(r);
            vm.expectRevert(abi.encodeWithSelector(ILedger.CommitmentMismatch.selector, id, Typed.hash(r)));
            vm.prank(buyer.addr);
            ledger.accept(opened, _unopened(), _none());
        }
    }

    function test_a_sealed_issue_recorded_with_other_content() public {
        Receivable memory r = _make(1);
        Consent[] memory consent = _signed(supplier, Typed.issuance(Typed.hash(r), keccak256("for the buyer")), 1);
        OpenHeader memory opened = _openHeader(r);
        bytes memory message = Typed.issuance(Typed.hash(r), keccak256("noise"));
        bytes32 digest = _digest(Typed.single(message, 1, consent[0].deadline));
        vm.expectRevert(abi.encodeWithSelector(ILedger.SignatureInvalid.selector, supplier.addr, digest));
        ledger.issueSealed(opened, "noise", consent, _none());
        ledger.issueSealed(opened, "for the buyer", consent, _none());
    }

    function test_an_issue_in_the_open_recorded_as_sealed_or_the_other_way() public {
        Receivable memory r = _make(1);
        Consent[] memory open = _signed(supplier, Typed.issuance(Typed.hash(r), 0), 1);
        Consent[] memory closed = _signed(supplier, Typed.issuance(Typed.hash(r), keccak256("")), 1);
        OpenHeader memory opened = _openHeader(r);
        vm.expectRevert();
        ledger.issueSealed(opened, "", open, _none());
        vm.expectRevert();
        ledger.issue(r, closed, _none());
        ledger.issue(r, open, _none());
    }

    function test_an_accepted_receivable_that_cannot_be_paid() public {
        coin.mint(buyer.addr, 2 ** 100);
        Terms memory t;
        (t.currency, t.amount, t.dueDay, t.utcOffset) = (address(coin), type(uint96).max, 1, type(int16).min);
        (t.discountDay1, t.discount1) = (type(uint32).max, type(uint96).max);
        (t.discountDay2, t.discount2, t.discountOnParts) = (type(uint32).max, type(uint96).max, true);
        (t.slidingRate, t.lateRate) = (type(uint32).max, type(uint32).max);
        (t.graceDays, t.fixedSum, t.allocation) = (0, type(uint96).max, type(uint8).max);
        t.accelerationDays = type(uint16).max;
        Receivable memory r = _make(1, t);
        _acceptedSealed(r);
        _pay(r, buyer.addr, 5);
        _pay(r, buyer.addr, MAX);
        _true(_state(r).closed, "closed");
    }

    // ------------------------------------------------------------------------------------------------- the second
    // address

    function test_the_code_of_the_ledger_used_on_its_own() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        (address adjustments, address amendments) = ledger.codes();
        bytes[4] memory calls = [
            abi.encodeCall(ledger.credit, (id, _openTerms(r), 1, REASON, _none())),
            abi.encodeCall(ledger.dispute, (r, 1, 1, EVIDENCE, _none())),
            abi.encodeCall(ledger.resolve, (r, 1, Outcome.Withdrawn, EVIDENCE, _none())),
            abi.encodeCall(ledger.debit, (r, 1, REASON, _none(), _none()))
        ];
        for (uint256 i; i < calls.length; ++i) {
            address code = i == 3 ? amendments : adjustments;
            _true(code.code.length > 1_000, "there it is");
            vm.prank(i == 0 ? supplier.addr : buyer.addr);
            (bool ok, ) = code.call(calls[i]);
            _false(ok, "done");
        }
        _eq(_state(r).credited, 0, "the ledger is as it was");
    }

    function test_a_verb_that_nobody_wrote() public {
        (bool ok, ) = address(ledger).call(abi.encodeWithSignature("withdrawEverything()"));
        _false(ok, "done");
        (ok, ) = address(ledger).call(hex"12");
        _false(ok, "done");
    }
}
