// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld, TypedAmendments} from "../support/TypedAmendments.sol";

/// @notice Whom an amendment needs: nobody's consent may be missing, and nobody's counts for another.
contract AmendPartiesTest is AgreementWorld {
    // --------------------------------------------------------------------------------------------------------- missing

    function test_R59_none_of_three_consents_may_be_missing() public {
        (Receivable memory r, Receivable memory next) = _sold();
        address[3] memory parties = [factor.addr, supplier.addr, buyer.addr];
        for (uint256 i; i < 3; ++i) {
            Consent[][3] memory c = _all(r, next);
            c[i] = _none();
            vm.expectRevert(_unauthorised(parties[i], relayer.addr, Verb.Amend));
            _carry(r, next, c);
        }
        _announceAmended(next, parties, false);
        _carry(r, next, _all(r, next));
    }

    function test_whoever_calls_consents_for_itself_alone() public {
        (Receivable memory r, Receivable memory next) = _sold();
        Party[3] memory parties = [factor, supplier, buyer];
        for (uint256 i; i < 3; ++i) {
            Party memory missing = parties[i == 0 ? 1 : 0];
            vm.expectRevert(_unauthorised(missing.addr, parties[i].addr, Verb.Amend));
            vm.prank(parties[i].addr);
            ledger.amend(r, next, _none(), _none(), _none());
        }
    }

    function test_before_acceptance_of_what_was_sold_holder_and_supplier_consent() public {
        Receivable memory r = _make(1);
        _transfer(_issue(r), factor.addr);
        Receivable memory next = _next(r);
        Consent[][3] memory c = _all(r, next);
        (Consent[] memory ofHolder, Consent[] memory ofSupplier) = (c[0], c[1]);
        (c[0], c[2]) = (_none(), _none());
        vm.expectRevert(_unauthorised(factor.addr, relayer.addr, Verb.Amend));
        _carry(r, next, c);
        (c[0], c[1]) = (ofHolder, _none());
        vm.expectRevert(_unauthorised(supplier.addr, relayer.addr, Verb.Amend));
        _carry(r, next, c);
        c[1] = ofSupplier;
        _announceAmended(next, [factor.addr, supplier.addr, address(0)], false);
        _carry(r, next, c);
    }

    function test_a_buyer_that_has_not_accepted_amends_nothing() public {
        Receivable memory r = _make(1);
        _issue(r);
        vm.expectRevert(_unauthorised(supplier.addr, buyer.addr, Verb.Amend));
        _amendAs(buyer.addr, r, _next(r));
    }

    function test_consents_that_are_not_needed_are_not_read() public {
        Receivable memory r = _make(1);
        _issue(r);
        Receivable memory next = _next(r);
        Consent[] memory odd = new Consent[](2);
        vm.prank(supplier.addr);
        ledger.amend(r, next, _none(), odd, odd);
        _true(_state(r).status == Status.Issued, "status");
        _accept(next);
        Receivable memory last = _next(next);
        Consent[] memory ofBuyer = _amendment(buyer, next, last, 1);
        vm.prank(supplier.addr);
        ledger.amend(next, last, _none(), odd, ofBuyer);
        vm.expectRevert(abi.encodeWithSelector(ILedger.ConsentsTooMany.selector, 2));
        vm.prank(supplier.addr);
        ledger.amend(last, _next(last), _none(), odd, odd);
    }

    // --------------------------------------------------------------------------------------------------------- swapped

    function test_one_partys_consent_is_not_anothers() public {
        (Receivable memory r, Receivable memory next) = _sold();
        address[3] memory parties = [factor.addr, supplier.addr, buyer.addr];
        for (uint256 i; i < 3; ++i) {
            for (uint256 j; j < 3; ++j) {
                if (i == j) continue;
                Consent[][3] memory c = _all(r, next);
                c[i] = _all(r, next)[j];
                vm.expectRevert(_unauthorised(parties[i], parties[j], Verb.Amend));
                _carry(r, next, c);
            }
        }
    }

    function test_an_agent_of_all_signs_for_each_on_its_own() public {
        (Receivable memory r, Receivable memory next) = _sold();
        address[3] memory parties = [factor.addr, supplier.addr, buyer.addr];
        Consent[][3] memory signed;
        for (uint256 i; i < 3; ++i) {
            _giveMandate(parties[i], agent.addr, Verb.Amend);
            signed[i] = _signed(agent, _message(r, next, parties[i]), i);
        }
        for (uint256 i; i < 3; ++i) {
            Consent[][3] memory c = [signed[0], signed[1], signed[2]];
            c[i] = _signed(agent, _message(r, next, parties[(i + 1) % 3]), 7);
            vm.expectRevert(_badSignature(agent.addr, _message(r, next, parties[i]), c[i][0]));
            _carry(r, next, c);
        }
        Consent[][3] memory twice = [signed[0], _signed(agent, _message(r, next, supplier.addr), 0), signed[2]];
        vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, agent.addr, 0));
        _carry(r, next, twice);
        _announceAmended(next, [agent.addr, agent.addr, agent.addr], false);
        _carry(r, next, signed);
    }

    function test_a_consent_counts_for_the_very_amendment_that_was_signed() public {
        (Receivable memory r, Receivable memory next) = _sold();
        for (uint256 i; i < 4; ++i) {
            Receivable memory other = _copy(next);
            if (i == 0) other.terms.amount += 1;
            if (i == 1) other.document = 0;
            if (i == 2) other.header.policy = 2;
            if (i == 3) other.header.revision = 9;
            Consent[][3] memory c = _all(r, other);
            c[2] = _amendment(buyer, r, next, 1);
            vm.expectRevert(_badSignature(buyer.addr, _message(r, other, buyer.addr), c[2][0]));
            _carry(r, other, c);
        }
    }

    function test_a_holder_stranger_amends() public {
        (Receivable memory r, Receivable memory next) = _sold();
        bytes32 commitment = bytes32(_state(r).commitment);
        Consent[][3] memory c = _all(r, next);
        c[0] = _amendment(stranger, r, next, 1);
        vm.expectRevert(_unauthorised(factor.addr, stranger.addr, Verb.Amend));
        _carry(r, next, c);
        c[0] = _signed(stranger, _message(r, next, factor.addr), 1);
        vm.expectRevert(_unauthorised(factor.addr, stranger.addr, Verb.Amend));
        _carry(r, next, c);
        c[0][0].signer = factor.addr;
        vm.expectRevert(_badSignature(factor.addr, _message(r, next, factor.addr), c[0][0]));
        _carry(r, next, c);
        _eq(bytes32(_state(r).commitment), commitment, "commitment");
    }

    function test_the_seller_amends_no_more_without_who_bought_it() public {
        Receivable memory r = _make(1);
        bytes32 id = _accepted(r);
        Receivable memory next = _next(r);
        Consent[] memory ofSeller = _amendment(supplier, r, next, 1);
        Consent[] memory ofBuyer = _amendment(buyer, r, next, 1);
        _transfer(id, factor.addr);
        vm.expectRevert(_unauthorised(factor.addr, supplier.addr, Verb.Amend));
        ledger.amend(r, next, ofSeller, ofSeller, ofBuyer);
    }

    function test_an_operator_of_the_token_amends_nothing() public {
        Receivable memory r = _make(1);
        _issue(r);
        vm.prank(supplier.addr);
        token.setApprovalForAll(agent.addr, true);
        vm.expectRevert(_unauthorised(supplier.addr, agent.addr, Verb.Amend));
        _amendAs(agent.addr, r, _next(r));
    }

    // ------------------------------------------------------------------------------------------------------------ caps

    function test_an_agent_with_a_small_cap_amends_neither_from_nor_to_a_large_face() public {
        Receivable memory small = _plain(_make(1), 1_000);
        _issue(small);
        _giveCapped(1_000, address(coin));
        _refusesAgent(small, _plain(small, 1_001));
        Receivable memory same = _plain(small, 1_000);
        _amendAs(agent.addr, small, same);
        Receivable memory large = _plain(_make(2), 1_001);
        _issue(large);
        _refusesAgent(large, _plain(large, 1_000));
        _refusesAgent(large, _plain(large, 1));
        _giveCapped(1_001, address(coin));
        _amendAs(agent.addr, large, _plain(large, 1_000));
    }

    function test_no_cap_covers_two_currencies() public {
        Receivable memory r = _plain(_make(1), 1_000);
        _issue(r);
        Receivable memory next = _next(r);
        next.terms.currency = address(978);
        _giveCapped(UNCAPPED - 1, address(coin));
        _refusesAgent(r, next);
        _giveCapped(UNCAPPED - 1, address(978));
        _refusesAgent(r, next);
        _giveCapped(UNCAPPED, address(0));
        _amendAs(agent.addr, r, next);
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    /// @dev Accepted and sold to the factor.
    function _sold() private returns (Receivable memory r, Receivable memory next) {
        r = _make(1);
        _transfer(_accepted(r), factor.addr);
        next = _otherTerms(r);
    }

    function _message(Receivable memory r, Receivable memory next, address party) private pure returns (bytes memory) {
        return TypedAmendments.amendment(Typed.hash(r), Typed.hash(next), party);
    }

    /// @dev Of holder, supplier and buyer.
    function _all(Receivable memory r, Receivable memory next) private view returns (Consent[][3] memory c) {
        (c[0], c[1]) = (_amendment(factor, r, next, 1), _amendment(supplier, r, next, 1));
        c[2] = _amendment(buyer, r, next, 1);
    }

    function _carry(Receivable memory r, Receivable memory next, Consent[][3] memory c) private {
        vm.prank(relayer.addr);
        ledger.amend(r, next, c[0], c[1], c[2]);
    }

    function _giveCapped(uint96 cap, address currency) private {
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate(1 << uint8(Verb.Amend), cap, currency));
    }

    function _refusesAgent(Receivable memory r, Receivable memory next) private {
        vm.expectRevert(_unauthorised(supplier.addr, agent.addr, Verb.Amend));
        _amendAs(agent.addr, r, next);
    }
}
