// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Consent, OpenHeader, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {IToken, World} from "../support/World.sol";

contract IssueTest is World {
    // ---------------------------------------------------------------------------------------------------------- state

    function test_before_it_is_issued_a_receivable_is_unknown() public {
        Receivable memory r = _make(1);
        ReceivableView memory none;
        _eq(keccak256(abi.encode(_state(r))), keccak256(abi.encode(none)), "state");
        vm.expectRevert(IToken.TokenDoesNotExist.selector);
        token.ownerOf(uint256(Typed.idOf(r.header)));
    }

    function test_an_issued_receivable_belongs_to_its_supplier_and_nothing_of_it_is_settled() public {
        Receivable memory r = _make(1);
        bytes32 id = _issue(r);
        _eq(id, Typed.idOf(r.header), "id");
        _eq(token.ownerOf(uint256(id)), supplier.addr, "holder");
        _eq(token.balanceOf(supplier.addr), 1, "balance");
        ReceivableView memory s;
        s.commitment = bytes30(Typed.hash(r));
        (s.status, s.holder) = (Status.Issued, supplier.addr);
        _eq(keccak256(abi.encode(_state(r))), keccak256(abi.encode(s)), "state");
    }

    function test_an_issue_tells_everything_and_hands_over_the_token() public {
        Receivable memory r = _make(1);
        vm.expectEmit(address(ledger));
        emit IToken.Transfer(address(0), supplier.addr, uint256(Typed.idOf(r.header)));
        _announce(r, supplier.addr);
        _issue(r);
    }

    function test_a_receivable_that_is_not_freely_assignable_is_locked() public {
        for (uint8 policy; policy <= 6; ++policy) {
            if (policy == 3) continue;
            Receivable memory r = _make(policy);
            r.header.policy = policy;
            _issue(r);
            _true(_state(r).locked == (policy % 4 != 0), "locked");
            _eq(_state(r).settled, 0, "settled");
        }
    }

    function test_a_policy_that_lets_it_be_split_may_name_the_least_part() public {
        for (uint8 minimum = 1; minimum <= 27; ++minimum) {
            for (uint8 assignability; assignability < 3; ++assignability) {
                Receivable memory r = _make(uint256(minimum) * 4 + assignability);
                r.header.policy = (minimum << 3) | 4 | assignability;
                _issue(r);
                _true(_state(r).locked == (assignability != 0), "locked");
            }
        }
    }

    function test_a_least_part_beyond_any_amount_or_without_leave_to_split_says_nothing() public {
        for (uint256 policy = 7; policy < 256; ++policy) {
            bool says = policy & 3 != 3 && policy & 4 != 0 && policy >> 3 <= 27;
            if (says) continue;
            Receivable memory r = _make(policy);
            r.header.policy = uint8(policy);
            _refusesHeader(r, "policy", policy);
        }
    }

    function test_money_outside_the_chain_may_be_owed() public {
        Receivable memory r = _make(1);
        r.terms.currency = address(978);
        _issue(r);
        _true(_state(r).status == Status.Issued, "status");
    }

    function test_what_is_already_due_may_be_issued() public {
        Receivable memory r = _make(1, _plainTerms());
        r.terms.dueDay = 1;
        _issue(r);
        _true(_state(r).status == Status.Issued, "status");
    }

    // -------------------------------------------------------------------------------------------- accepted in the act

    function test_a_buyer_who_sends_the_issue_accepts_with_it() public {
        Receivable memory r = _make(1);
        Consent[] memory consent = _ofSupplier(r, 0);
        _announce(r, supplier.addr);
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableAccepted(Typed.idOf(r.header), buyer.addr, Typed.hash(r));
        vm.prank(buyer.addr);
        ledger.issue(r, consent, _none());
        _true(_state(r).status == Status.Accepted, "accepted");
        _eq(_state(r).holder, supplier.addr, "holder");
    }

    function test_a_buyer_who_sends_a_sealed_issue_accepts_with_it() public {
        Receivable memory r = _make(1);
        Consent[] memory consent = _ofSupplier(r, keccak256(""));
        OpenHeader memory opened = _openHeader(r);
        vm.prank(buyer.addr);
        ledger.issueSealed(opened, "", consent, _none());
        _true(_state(r).status == Status.Accepted, "accepted");
    }

    function test_a_buyer_who_is_the_suppliers_agent_accepts_what_it_issues() public {
        Receivable memory r = _make(1);
        _giveMandate(supplier.addr, buyer.addr, Verb.Issue);
        vm.prank(buyer.addr);
        ledger.issue(r, _none(), _none());
        _true(_state(r).status == Status.Accepted, "accepted");
    }

    function test_an_agent_of_the_buyer_who_sends_the_issue_does_not_accept() public {
        Receivable memory r = _make(1);
        _giveMandate(buyer.addr, agent.addr, Verb.Accept);
        Consent[] memory consent = _ofSupplier(r, 0);
        vm.prank(agent.addr);
        ledger.issue(r, consent, _none());
        _true(_state(r).status == Status.Issued, "issued");
    }

    function test_a_stranger_who_carries_the_suppliers_signature_issues_and_does_not_accept() public {
        Receivable memory r = _make(1);
        Consent[] memory consent = _ofSupplier(r, 0);
        _announce(r, supplier.addr);
        vm.prank(stranger.addr);
        ledger.issue(r, consent, _none());
        _true(_state(r).status == Status.Issued, "issued");
    }

    function test_an_issue_whose_acceptance_is_invalid_records_nothing() public {
        Receivable memory r = _make(1);
        Consent[] memory consent = _signed(stranger, Typed.acceptance(Typed.hash(r)), 1);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NotAuthorised.selector, buyer.addr, stranger.addr, Verb.Accept));
        vm.prank(supplier.addr);
        ledger.issue(r, _none(), consent);
        _true(_state(r).status == Status.None, "unknown");
    }

    // ---------------------------------------------------------------------------------------------------------- once

    function test_the_same_invoice_line_is_not_issued_twice() public {
        Receivable memory r = _make(1);
        _issue(r);
        _refuses(r, ILedger.AlreadyIssued.selector);
        r.header.policy = 2;
        _refuses(r, ILedger.AlreadyIssued.selector);
        (r.header.policy, r.header.revision) = (0, 1);
        _refuses(r, ILedger.AlreadyIssued.selector);
        r.terms.amount += 1;
        _refuses(r, ILedger.AlreadyIssued.selector);
        r.document = keccak256("another document");
        _refuses(r, ILedger.AlreadyIssued.selector);
        OpenHeader memory opened = _openHeader(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyIssued.selector, Typed.idOf(r.header)));
        vm.prank(supplier.addr);
        ledger.issueSealed(opened, "", _none(), _none());
    }

    function test_a_paid_and_sold_invoice_is_not_issued_again() public {
        Receivable memory r = _make(1);
        _transfer(_accepted(r), factor.addr);
        _pay(r, buyer.addr, MAX);
        _refuses(r, ILedger.AlreadyIssued.selector);
    }

    function test_supplier_buyer_invoice_and_line_make_the_id() public {
        Receivable memory r = _make(1);
        bytes32[4] memory ids;
        ids[0] = _issue(r);
        r.header.line = 1;
        ids[1] = _issue(r);
        r.header.invoice = keccak256("another invoice");
        ids[2] = _issue(r);
        r.header.buyer = stranger.addr;
        ids[3] = _issue(r);
        for (uint256 i; i < 4; ++i) {
            for (uint256 j = i + 1; j < 4; ++j) {
                _true(ids[i] != ids[j], "ids differ");
            }
        }
        _eq(token.balanceOf(supplier.addr), 4, "balance");
    }

    // --------------------------------------------------------------------------------------------------------- header

    function test_a_header_out_of_range_is_refused_by_field_and_value() public {
        Receivable memory r = _make(1);
        r.header.line = 10_000;
        _refusesHeader(r, "line", 10_000);
        (r.header.line, r.header.revision) = (9_999, 10_000);
        _refusesHeader(r, "revision", 10_000);
        (r.header.revision, r.header.policy) = (9_999, 3);
        _refusesHeader(r, "policy", 3);
        r.header.policy = 7;
        _refusesHeader(r, "policy", 7);
        r.header.policy = 8;
        _refusesHeader(r, "policy", 8);
        (r.header.policy, r.header.buyer) = (6, address(0));
        _refusesHeader(r, "buyer", 0);
        r.header.buyer = supplier.addr;
        _refusesHeader(r, "buyer", uint160(supplier.addr));
        (r.header.buyer, r.header.supplier) = (buyer.addr, address(0));
        _refusesHeader(r, "supplier", 0);
        r.header.supplier = supplier.addr;
        _issue(r);
    }

    function test_a_header_out_of_range_is_refused_sealed_too() public {
        Receivable memory r = _make(1);
        r.header.line = 10_000;
        OpenHeader memory opened = _openHeader(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.HeaderInvalid.selector, bytes32("line"), 10_000));
        vm.prank(supplier.addr);
        ledger.issueSealed(opened, "", _none(), _none());
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _ofSupplier(Receivable memory r, bytes32 content) private view returns (Consent[] memory) {
        return _signed(supplier, Typed.issuance(Typed.hash(r), content), 1);
    }

    function _announce(Receivable memory r, address by) private {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableIssued(
            Typed.idOf(r.header),
            r.header.supplier,
            r.header.buyer,
            by,
            r.header.invoice,
            r.header.line,
            r.header.policy,
            r.header.revision,
            r.terms,
            r.document
        );
    }

    function _refuses(Receivable memory r, bytes4 selector) private {
        vm.expectRevert(abi.encodeWithSelector(selector, Typed.idOf(r.header)));
        _issue(r);
    }

    function _refusesHeader(Receivable memory r, bytes32 field, uint256 value) private {
        vm.expectRevert(abi.encodeWithSelector(ILedger.HeaderInvalid.selector, field, value));
        _issue(r);
    }
}
