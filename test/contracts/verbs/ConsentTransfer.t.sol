// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Consent, OpenHeader, Receipt, Receivable, Status, Terms, Verb} from "../../../contracts/types/Types.sol";
import {GreedyReceiver, Receiver, ReentrantReceiver} from "../mocks/Holders.sol";
import {Typed} from "../support/Typed.sol";
import {AgreementWorld, TypedAmendments} from "../support/TypedAmendments.sol";
import {IToken} from "../support/World.sol";

/// @notice The buyer lets a locked receivable go to one next holder, once; and the transfer that uses it up.
contract ConsentTransferTest is AgreementWorld {
    // ---------------------------------------------------------------------------------------------------------- effect

    function test_a_consent_names_the_next_holder_and_changes_nothing_else() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        ReceivableView memory s = _state(r);
        (uint256 word, uint256 tokenWord) = (_word(id, LEDGER_SLOT), _tokenWord(id));
        _announce(id, buyer.addr, factor.addr);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _eq(_transfereeOf(id), factor.addr, "transferee");
        s.transferee = factor.addr;
        _eq(_stateHash(r), keccak256(abi.encode(s)), "state");
        _true(_word(id, LEDGER_SLOT) == word && _tokenWord(id) == tokenWord, "words");
        _eq(_word(id, TRANSFEREE_SLOT), uint160(factor.addr), "transferee word");
    }

    function test_the_transfer_to_that_holder_uses_the_consent_up() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        _consentTransferAs(buyer.addr, r, factor.addr);
        vm.expectEmit(address(ledger));
        emit IToken.Transfer(supplier.addr, factor.addr, uint256(id));
        _transfer(id, factor.addr);
        _eq(_word(id, TRANSFEREE_SLOT), 0, "used up");
        _eq(_tokenWord(id), GUARDED_BIT | uint160(factor.addr), "still locked");
        _eq(_pay(r, buyer.addr, MAX), 980_000, "cash");
        _eq(coin.balanceOf(factor.addr), 980_000, "the new holder is paid");
    }

    function test_a_locked_receivable_goes_to_nobody_else() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        _consentTransferAs(buyer.addr, r, factor.addr);
        address[3] memory others = [stranger.addr, buyer.addr, supplier.addr];
        for (uint256 i; i < 3; ++i) _refusesTransfer(id, others[i]);
        _eq(_transfereeOf(id), factor.addr, "the consent stands");
        _transfer(id, factor.addr);
    }

    function test_a_second_transfer_on_one_consent() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _transfer(id, factor.addr);
        _refusesTransfer(id, factor.addr);
        _refusesTransfer(id, supplier.addr);
        _refusesTransfer(id, stranger.addr);
        _consentTransferAs(buyer.addr, r, supplier.addr);
        _transfer(id, supplier.addr);
        _refusesTransfer(id, factor.addr);
        _eq(_state(r).holder, supplier.addr, "holder");
    }

    function test_a_transfer_to_the_holder_itself_uses_the_consent_up() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        _consentTransferAs(buyer.addr, r, supplier.addr);
        _transfer(id, supplier.addr);
        _eq(_transfereeOf(id), address(0), "used up");
        _refusesTransfer(id, supplier.addr);
        _true(_state(r).holder == supplier.addr && token.balanceOf(supplier.addr) == 1, "holder");
    }

    function test_the_last_consent_counts() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _announce(id, buyer.addr, stranger.addr);
        _consentTransferAs(buyer.addr, r, stranger.addr);
        _refusesTransfer(id, factor.addr);
        _transfer(id, stranger.addr);
        _eq(_state(r).holder, stranger.addr, "holder");
    }

    function test_zero_takes_a_consent_back() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _announce(id, buyer.addr, address(0));
        _consentTransferAs(buyer.addr, r, address(0));
        _eq(_word(id, TRANSFEREE_SLOT), 0, "transferee");
        _refusesTransfer(id, factor.addr);
    }

    function test_to_take_back_is_not_to_let_it_go_to_nobody() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        _consentTransferAs(buyer.addr, r, address(0));
        vm.expectRevert(IToken.TransferToZeroAddress.selector);
        vm.prank(supplier.addr);
        token.transferFrom(supplier.addr, address(0), uint256(id));
        _eq(token.ownerOf(uint256(id)), supplier.addr, "holder");
    }

    function test_a_consent_to_the_ledger_itself_moves_nothing() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        _consentTransferAs(buyer.addr, r, address(ledger));
        vm.expectRevert(abi.encodeWithSelector(ILedger.HolderInvalid.selector, address(ledger)));
        vm.prank(supplier.addr);
        token.transferFrom(supplier.addr, address(ledger), uint256(id));
        _eq(_transfereeOf(id), address(ledger), "unused");
    }

    function test_a_consent_lets_the_holder_and_its_operator_move_it_and_nobody_else() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        _consentTransferAs(buyer.addr, r, factor.addr);
        address[3] memory others = [factor.addr, buyer.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(IToken.NotOwnerNorApproved.selector);
            vm.prank(others[i]);
            token.transferFrom(supplier.addr, factor.addr, uint256(id));
        }
        vm.prank(supplier.addr);
        token.approve(agent.addr, uint256(id));
        vm.prank(agent.addr);
        token.transferFrom(supplier.addr, factor.addr, uint256(id));
        _true(_state(r).holder == factor.addr && _transfereeOf(id) == address(0), "moved");
    }

    function test_a_refused_transfer_leaves_the_consent() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        address greedy = address(new GreedyReceiver());
        _consentTransferAs(buyer.addr, r, greedy);
        vm.expectRevert();
        vm.prank(supplier.addr);
        token.safeTransferFrom(supplier.addr, greedy, uint256(id));
        _eq(_transfereeOf(id), greedy, "unused");
        _transfer(id, greedy);
        _eq(_transfereeOf(id), address(0), "used up");
    }

    function test_a_safe_transfer_uses_the_consent_up_too() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        address holder = address(new Receiver());
        _consentTransferAs(buyer.addr, r, holder);
        vm.prank(supplier.addr);
        token.safeTransferFrom(supplier.addr, holder, uint256(id), "data");
        _true(_state(r).holder == holder && _transfereeOf(id) == address(0), "moved");
    }

    function test_a_receiver_that_re_enters_cannot_hand_on_what_it_was_let_have() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        address holder = address(new ReentrantReceiver(stranger.addr));
        _consentTransferAs(buyer.addr, r, holder);
        vm.expectRevert(abi.encodeWithSignature("Error(string)", "not handed on"));
        vm.prank(supplier.addr);
        token.safeTransferFrom(supplier.addr, holder, uint256(id));
        _eq(_state(r).holder, supplier.addr, "holder");
    }

    // -------------------------------------------------------------------------------------------------------- statuses

    function test_before_and_after_acceptance_the_buyer_may_consent() public {
        Status[3] memory live = [Status.Issued, Status.Queried, Status.Accepted];
        for (uint256 i; i < live.length; ++i) {
            Receivable memory r = _make(i);
            r.header.policy = i == 0 ? 5 : 1;
            bytes32 id = _reach(r, live[i]);
            _announce(id, buyer.addr, factor.addr);
            _consentTransferAs(buyer.addr, r, factor.addr);
            _transfer(id, factor.addr);
            _true(_state(r).status == live[i] && _state(r).holder == factor.addr, "state");
        }
    }

    function test_no_other_status_takes_a_consent() public {
        Status[3] memory statuses = [Status.Rejected, Status.Cancelled, Status.Split];
        for (uint256 i; i < statuses.length; ++i) {
            Receivable memory r = _make(i);
            r.header.policy = 5;
            bytes32 id = _reach(r, statuses[i]);
            vm.expectRevert(_forbids(id, statuses[i], Verb.ConsentTransfer));
            _consentTransferAs(buyer.addr, r, factor.addr);
        }
    }

    function test_a_consent_of_before_a_rejection_still_moves_the_token() public {
        Receivable memory r = _make(1);
        r.header.policy = 1;
        bytes32 id = _issue(r);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _rejectAs(buyer.addr, r, _why());
        _transfer(id, factor.addr);
        _true(_state(r).holder == factor.addr && _state(r).status == Status.Rejected, "state");
    }

    function test_a_closed_or_disputed_or_advised_receivable_may_change_hands_by_consent() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        _disputeOf(r, 5);
        vm.prank(buyer.addr);
        ledger.advise(r, Receipt(BANK_REF, 500, uint32(TODAY)), _none());
        uint256 flags = _flags(id);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _transfer(id, factor.addr);
        _true(_flags(id) == flags && _state(r).disputed == 5, "flags");
        _pay(r, buyer.addr, MAX);
        _consentTransferAs(buyer.addr, r, stranger.addr);
        _transfer(id, stranger.addr);
        _true(_state(r).closed && _state(r).holder == stranger.addr, "closed");
    }

    function test_a_part_of_a_split_is_locked_as_its_parent_and_needs_a_consent_of_its_own() public {
        Receivable memory r = _make(1);
        r.header.policy = 5;
        _accepted(r);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _splitAs(supplier.addr, r, _halves(r));
        Receivable memory part = _partsOf(r, _halves(r))[0];
        bytes32 id = _id(part);
        _refusesTransfer(id, factor.addr);
        _announce(id, buyer.addr, factor.addr);
        _consentTransferAs(buyer.addr, part, factor.addr);
        _transfer(id, factor.addr);
        _eq(_tokenWord(id), GUARDED_BIT | uint160(factor.addr), "token word");
        _eq(_flags(id), LOCKED_FLAG | PART_FLAG | uint256(Status.Accepted), "flags");
    }

    // -------------------------------------------------------------------------------------------------------- refusals

    function test_only_a_policy_that_asks_for_consent_takes_it() public {
        uint8[4] memory policies = [0, 2, 4, 6];
        for (uint256 i; i < policies.length; ++i) {
            Receivable memory r = _make(i);
            r.header.policy = policies[i];
            bytes32 id = _accepted(r);
            vm.expectRevert(abi.encodeWithSelector(ILedger.PolicyForbids.selector, id, policies[i]));
            _consentTransferAs(buyer.addr, r, factor.addr);
        }
    }

    function test_nobody_consents_for_the_buyer() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        address[3] memory others = [supplier.addr, factor.addr, stranger.addr];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(_unauthorised(buyer.addr, others[i], Verb.ConsentTransfer));
            _consentTransferAs(others[i], r, factor.addr);
        }
        _eq(_transfereeOf(id), address(0), "transferee");
    }

    function test_only_what_was_agreed_is_opened() public {
        (Receivable memory r, ) = _locked(1);
        for (uint256 i; i < 5; ++i) {
            Receivable memory other = _copy(r);
            if (i == 0) other.terms.salt = 0;
            if (i == 1) other.document = 0;
            if (i == 2) other.header.policy = 5;
            if (i == 3) other.header.revision = 1;
            if (i == 4) other.header.line = 1;
            vm.expectRevert(_mismatch(other));
            _consentTransferAs(buyer.addr, other, factor.addr);
        }
        OpenHeader memory opened = _openHeader(r);
        Terms[] memory terms = _opened(_copy(r));
        terms[0].salt = 0;
        vm.expectRevert(abi.encodeWithSelector(ILedger.TermsMismatch.selector, _id(r), Typed.hash(terms[0])));
        vm.prank(buyer.addr);
        ledger.consentTransfer(opened, terms, factor.addr, _none());
    }

    function test_consent_is_checked_before_status_and_status_before_policy() public {
        Receivable memory r = _make(1);
        r.header.policy = 6;
        bytes32 id = _reach(r, Status.Rejected);
        vm.expectRevert(_unauthorised(buyer.addr, supplier.addr, Verb.ConsentTransfer));
        _consentTransferAs(supplier.addr, r, factor.addr);
        vm.expectRevert(_forbids(id, Status.Rejected, Verb.ConsentTransfer));
        _consentTransferAs(buyer.addr, r, factor.addr);
    }

    // ------------------------------------------------------------------------------------------------ signed and stale

    function test_a_consent_given_before_an_amendment() public {
        Receivable memory r = _make(1);
        r.header.policy = 1;
        bytes32 id = _issue(r);
        Consent[] memory unrecorded = _signedConsent(r, supplier.addr, factor.addr, 1);
        _consentTransferAs(buyer.addr, r, factor.addr);
        Receivable memory next = _next(r);
        next.terms.dueDay += 1;
        _amendAs(supplier.addr, r, next);
        _refusesTransfer(id, factor.addr);
        vm.expectRevert(_mismatch(r));
        ledger.consentTransfer(_openHeader(r), _unopened(), factor.addr, unrecorded);
        bytes memory message = TypedAmendments.transferConsent(Typed.hash(next), supplier.addr, factor.addr);
        vm.expectRevert(_badSignature(buyer.addr, message, unrecorded[0]));
        ledger.consentTransfer(_openHeader(next), _unopened(), factor.addr, unrecorded);
        _refusesTransfer(id, factor.addr);
    }

    function test_the_buyers_consent_used_by_another_holder() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        Consent[] memory ofThen = _signedConsent(r, supplier.addr, stranger.addr, 1);
        _consentTransferAs(buyer.addr, r, factor.addr);
        _transfer(id, factor.addr);
        bytes memory message = TypedAmendments.transferConsent(Typed.hash(r), factor.addr, stranger.addr);
        vm.expectRevert(_badSignature(buyer.addr, message, ofThen[0]));
        ledger.consentTransfer(_openHeader(r), _unopened(), stranger.addr, ofThen);
        _refusesTransfer(id, stranger.addr);
    }

    function test_a_consent_signed_for_one_next_holder_lets_it_go_to_no_other() public {
        (Receivable memory r, ) = _locked(1);
        Consent[] memory consent = _signedConsent(r, supplier.addr, factor.addr, 1);
        bytes memory message = TypedAmendments.transferConsent(Typed.hash(r), supplier.addr, stranger.addr);
        vm.expectRevert(_badSignature(buyer.addr, message, consent[0]));
        ledger.consentTransfer(_openHeader(r), _unopened(), stranger.addr, consent);
    }

    function test_a_consent_recorded_once_is_not_recorded_again_after_a_buy_back() public {
        (Receivable memory r, bytes32 id) = _locked(1);
        Consent[] memory consent = _signedConsent(r, supplier.addr, factor.addr, 1);
        ledger.consentTransfer(_openHeader(r), _unopened(), factor.addr, consent);
        _transfer(id, factor.addr);
        _consentTransferAs(buyer.addr, r, supplier.addr);
        _transfer(id, supplier.addr);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, buyer.addr, 1));
        ledger.consentTransfer(_openHeader(r), _unopened(), factor.addr, consent);
    }

    function test_fuzz_a_locked_receivable_goes_to_the_one_the_buyer_named_alone(
        address named,
        address to,
        bool same
    ) public {
        if (same) to = named;
        vm.assume(to != address(0) && to != address(ledger));
        (Receivable memory r, bytes32 id) = _locked(1);
        _consentTransferAs(buyer.addr, r, named);
        if (to != named) _refusesTransfer(id, to);
        else _transfer(id, to);
        _eq(_state(r).holder, to == named ? to : supplier.addr, "holder");
        _eq(_transfereeOf(id), to == named ? address(0) : named, "transferee");
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    /// @dev Accepted, and assignable with the buyer's consent.
    function _locked(uint256 number) private returns (Receivable memory r, bytes32 id) {
        r = _make(number);
        r.header.policy = 1;
        id = _accepted(r);
    }

    function _signedConsent(
        Receivable memory r,
        address holder,
        address to,
        uint256 nonce
    ) private view returns (Consent[] memory) {
        return _signed(buyer, TypedAmendments.transferConsent(Typed.hash(r), holder, to), nonce);
    }

    function _refusesTransfer(bytes32 id, address to) private {
        address holder = token.ownerOf(uint256(id));
        vm.expectRevert(abi.encodeWithSelector(ILedger.TransferLocked.selector, id));
        vm.prank(holder);
        token.transferFrom(holder, to, uint256(id));
    }

    function _announce(bytes32 id, address by, address to) private {
        vm.expectEmit(address(ledger));
        emit ILedger.TransferConsented(id, by, to);
    }
}
