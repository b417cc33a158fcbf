// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BalanceReply, Exceptions, IStatements, Roots} from "../../../contracts/interfaces/IStatements.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, Verb} from "../../../contracts/types/Types.sol";
import {StatementWorld} from "./StatementWorld.sol";

/// @notice AGREED, AGREED_EXCEPT, REJECTED; silence stays NO_REPLY.
contract AgreeBalanceTest is StatementWorld {
    function test_a_side_agrees_to_what_the_other_posted_without_posting_itself() public {
        _agree(buyer.addr, buyer.addr, _bothPosted(0), _none());
        _stands(supplier.addr, ROOT, 1, BalanceReply.Agreed);
        _stands(buyer.addr, 0, 0, BalanceReply.NoReply);
    }

    function test_equal_roots_are_agreed_to_by_each_side_on_its_own() public {
        Roots memory r = _bothPosted(ROOT);
        _stands(supplier.addr, ROOT, 1, BalanceReply.NoReply);
        _agree(supplier.addr, supplier.addr, r, _none());
        _stands(buyer.addr, ROOT, 1, BalanceReply.Agreed);
        _stands(supplier.addr, ROOT, 1, BalanceReply.NoReply);
        _agree(buyer.addr, buyer.addr, r, _none());
        _stands(supplier.addr, ROOT, 1, BalanceReply.Agreed);
    }

    function test_roots_that_differ_are_not_agreed_to_as_the_same() public {
        Roots memory r = _bothPosted(OTHER);
        vm.expectRevert(_fault(IStatements.RootsDiffer.selector));
        _agree(buyer.addr, buyer.addr, r, _none());
    }

    function test_nobody_agrees_to_its_own_statement() public {
        Roots memory r = _bothPosted(0);
        vm.expectRevert(_fault(IStatements.NothingPosted.selector));
        _agree(supplier.addr, supplier.addr, r, _none());
    }

    function test_nobody_agrees_to_nothing() public {
        Roots memory r;
        vm.expectRevert(_fault(IStatements.NothingPosted.selector));
        _agree(buyer.addr, buyer.addr, r, _none());
    }

    function test_silence_is_no_reply_however_long() public {
        _bothPosted(0);
        _warp(START + 3_650 days);
        _stands(supplier.addr, ROOT, 1, BalanceReply.NoReply);
    }

    // ------------------------------------------------------------------------------------------------ superseded roots

    function test_a_reply_about_a_root_that_was_replaced_is_refused() public {
        Roots memory r = _bothPosted(0);
        Consent[] memory consent = _agreed(buyer, r);
        _post(_posting(supplier.addr, OTHER, ROOT));
        vm.expectRevert(_superseded(supplier.addr, ROOT, 1));
        _agree(relayer.addr, buyer.addr, r, consent);
    }

    function test_a_signature_about_a_version_is_void_although_its_root_came_back() public {
        Roots memory r = _bothPosted(0);
        Consent[] memory consent = _agreed(buyer, r);
        _post(_posting(supplier.addr, OTHER, ROOT));
        _post(_posting(supplier.addr, ROOT, OTHER));
        vm.expectRevert(_superseded(supplier.addr, ROOT, 1));
        _agree(relayer.addr, buyer.addr, r, consent);
        r.supplierVersion = 3;
        vm.expectRevert(_invalid(_agreement(buyer.addr, r, BalanceReply.Agreed, _nothing()), buyer.addr, consent[0]));
        _agree(relayer.addr, buyer.addr, r, consent);
    }

    function test_a_root_that_nobody_posted_is_refused() public {
        Roots memory r = _bothPosted(0);
        (r.buyerRoot, r.buyerVersion) = (ROOT, 1);
        vm.expectRevert(_superseded(buyer.addr, ROOT, 1));
        _agree(buyer.addr, buyer.addr, r, _none());
    }

    function test_a_poster_who_comes_first_with_another_version_gets_no_reply_to_it() public {
        Roots memory seen = _bothPosted(0);
        _post(_posting(supplier.addr, OTHER, ROOT));
        vm.expectRevert(_superseded(supplier.addr, ROOT, 1));
        _agree(buyer.addr, buyer.addr, seen, _none());
        _stands(supplier.addr, OTHER, 2, BalanceReply.NoReply);
    }

    // ---------------------------------------------------------------------------------------------------------
    // rejected

    function test_a_rejection_is_recorded_with_its_reasons() public {
        Roots memory r = _bothPosted(OTHER);
        vm.expectEmit(address(statements));
        emit IStatements.BalanceRejected(_id(), buyer.addr, buyer.addr, r, RESULT, 3, _balance());
        vm.prank(buyer.addr);
        statements.rejectBalance(_statement(), r, buyer.addr, _exceptions(), _balance(), _none());
        _stands(supplier.addr, ROOT, 1, BalanceReply.Rejected);
        _stands(buyer.addr, OTHER, 1, BalanceReply.NoReply);
    }

    function test_equal_roots_are_not_rejected_by_either_side() public {
        Roots memory r = _bothPosted(ROOT);
        vm.expectRevert(abi.encodeWithSelector(IStatements.RootsEqual.selector, _id()));
        _reject(buyer.addr, r);
        vm.expectRevert(abi.encodeWithSelector(IStatements.RootsEqual.selector, _id()));
        _reject(supplier.addr, r);
    }

    function test_an_agreement_that_was_signed_before_a_rejection_does_not_come_back() public {
        Roots memory r = _bothPosted(0);
        Consent[] memory consent = _agreed(buyer, r);
        _reject(buyer.addr, r);
        _replied(BalanceReply.Rejected);
        _agree(relayer.addr, buyer.addr, r, consent);
        _post(_posting(supplier.addr, ROOT, ROOT));
        vm.expectRevert(_superseded(supplier.addr, ROOT, 1));
        _agree(relayer.addr, buyer.addr, r, consent);
    }

    function test_what_was_agreed_is_not_rejected_afterwards() public {
        Roots memory r = _bothPosted(0);
        _agree(buyer.addr, buyer.addr, r, _none());
        _replied(BalanceReply.Agreed);
        _reject(buyer.addr, r);
    }

    function test_an_agreement_signs_no_rejection() public {
        Roots memory r = _bothPosted(0);
        Consent[] memory consent = _agreed(buyer, r);
        bytes memory rejection = _agreement(buyer.addr, r, BalanceReply.Rejected, _nothing());
        vm.expectRevert(_invalid(rejection, buyer.addr, consent[0]));
        statements.rejectBalance(_statement(), r, buyer.addr, _nothing(), _balance(), consent);
    }

    // ---------------------------------------------------------------------------------------------------- agreed
    // except

    function test_both_sign_one_result() public {
        Roots memory r = _bothPosted(OTHER);
        vm.expectEmit(address(statements));
        emit IStatements.BalanceAgreedExcept(_id(), supplier.addr, buyer.addr, r, RESULT, 3, _balance());
        _except(supplier.addr, r, _exceptions(), _none(), _excepted(buyer, r, _exceptions()));
        _stands(supplier.addr, ROOT, 1, BalanceReply.AgreedExcept);
        _stands(buyer.addr, OTHER, 1, BalanceReply.AgreedExcept);
    }

    function test_anyone_carries_both_signatures_for_a_single_posted_root() public {
        Roots memory r = _bothPosted(0);
        Exceptions memory e = _exceptions();
        _except(relayer.addr, r, e, _excepted(supplier, r, e), _excepted(buyer, r, e));
        _stands(supplier.addr, ROOT, 1, BalanceReply.AgreedExcept);
        _stands(buyer.addr, 0, 0, BalanceReply.NoReply);
    }

    function test_a_result_that_one_side_signed_is_no_agreement() public {
        Roots memory r = _bothPosted(OTHER);
        Consent[] memory consent = _excepted(buyer, r, _exceptions());
        vm.expectRevert(_refused(supplier.addr, relayer.addr));
        _except(relayer.addr, r, _exceptions(), _none(), consent);
        vm.expectRevert(_refused(buyer.addr, supplier.addr));
        _except(supplier.addr, r, _exceptions(), _none(), _none());
    }

    function test_two_results_are_no_agreement() public {
        Roots memory r = _bothPosted(OTHER);
        Consent[] memory consent = _excepted(buyer, r, Exceptions(RESULT, 4));
        bytes memory message = _agreement(buyer.addr, r, BalanceReply.AgreedExcept, _exceptions());
        vm.expectRevert(_invalid(message, buyer.addr, consent[0]));
        _except(supplier.addr, r, _exceptions(), _none(), consent);
    }

    function test_the_signature_of_one_side_is_not_that_of_the_other() public {
        Roots memory r = _bothPosted(OTHER);
        Consent[] memory consent = _excepted(buyer, r, _exceptions());
        vm.expectRevert(_refused(supplier.addr, buyer.addr));
        _except(relayer.addr, r, _exceptions(), consent, consent);
    }

    function test_exceptions_have_a_result_and_a_number() public {
        Roots memory r = _bothPosted(OTHER);
        Exceptions[2] memory wrong = [Exceptions(0, 1), Exceptions(RESULT, 0)];
        for (uint256 i; i < 2; ++i) {
            (bytes32 result, uint32 count) = (wrong[i].result, wrong[i].count);
            vm.expectRevert(abi.encodeWithSelector(IStatements.ExceptionsInvalid.selector, result, count));
            _except(supplier.addr, r, wrong[i], _none(), _none());
        }
    }

    function test_what_either_side_replied_to_is_not_agreed_with_exceptions() public {
        Roots memory r = _bothPosted(OTHER);
        _reject(supplier.addr, r);
        Consent[] memory consent = _excepted(buyer, r, _exceptions());
        _replied(BalanceReply.Rejected);
        _except(supplier.addr, r, _exceptions(), _none(), consent);
    }

    function test_it_is_recorded_once() public {
        Roots memory r = _bothPosted(OTHER);
        Consent[] memory consent = _excepted(buyer, r, _exceptions());
        _except(supplier.addr, r, _exceptions(), _none(), consent);
        _replied(BalanceReply.AgreedExcept);
        _except(supplier.addr, r, _exceptions(), _none(), consent);
    }

    function test_a_new_version_of_one_side_ends_it_for_both() public {
        Roots memory r = _bothPosted(OTHER);
        _except(supplier.addr, r, _exceptions(), _none(), _excepted(buyer, r, _exceptions()));
        _post(_posting(buyer.addr, RESULT, OTHER));
        _stands(supplier.addr, ROOT, 1, BalanceReply.NoReply);
        _stands(buyer.addr, RESULT, 2, BalanceReply.NoReply);
    }

    function test_whoever_comes_to_the_others_books_ends_it_and_may_agree() public {
        Roots memory r = _bothPosted(OTHER);
        _except(supplier.addr, r, _exceptions(), _none(), _excepted(buyer, r, _exceptions()));
        _post(_posting(supplier.addr, OTHER, ROOT));
        _stands(buyer.addr, OTHER, 1, BalanceReply.NoReply);
        _agree(supplier.addr, supplier.addr, Roots(OTHER, 2, OTHER, 1), _none());
        _stands(buyer.addr, OTHER, 1, BalanceReply.Agreed);
    }

    function test_a_rejection_stands_when_its_side_posts_its_own_books() public {
        Roots memory r = _bothPosted(0);
        _reject(buyer.addr, r);
        _post(_posting(buyer.addr, OTHER, 0));
        _stands(supplier.addr, ROOT, 1, BalanceReply.Rejected);
        _post(_posting(supplier.addr, ROOT, ROOT));
        _stands(supplier.addr, ROOT, 2, BalanceReply.NoReply);
    }

    function test_a_rejection_is_gone_when_its_side_posts_the_very_root() public {
        Roots memory r = _bothPosted(0);
        _reject(buyer.addr, r);
        _post(_posting(buyer.addr, ROOT, 0));
        _stands(supplier.addr, ROOT, 1, BalanceReply.NoReply);
    }

    function test_a_version_that_nobody_posted_is_not_acted_on() public {
        Roots memory r = _bothPosted(0);
        r.supplierVersion = 1 + (1 << 14);
        vm.expectRevert(_superseded(supplier.addr, ROOT, r.supplierVersion));
        _agree(buyer.addr, buyer.addr, r, _none());
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    function _except(
        address sender,
        Roots memory r,
        Exceptions memory e,
        Consent[] memory ofSupplier,
        Consent[] memory ofBuyer
    ) private {
        vm.prank(sender);
        statements.agreeBalanceExcept(_statement(), r, e, _balance(), ofSupplier, ofBuyer);
    }

    function _excepted(Party memory p, Roots memory r, Exceptions memory e) private view returns (Consent[] memory) {
        return _signed(p, _agreement(p.addr, r, BalanceReply.AgreedExcept, e), 7);
    }

    function _agreed(Party memory p, Roots memory r) private view returns (Consent[] memory) {
        return _signed(p, _agreement(p.addr, r, BalanceReply.Agreed, _nothing()), 8);
    }

    function _replied(BalanceReply reply) private {
        vm.expectRevert(abi.encodeWithSelector(IStatements.AlreadyReplied.selector, _id(), reply));
    }

    function _refused(address party, address actor) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILedger.NotAuthorised.selector, party, actor, Verb.AgreeBalance);
    }

    function _invalid(bytes memory message, address signer, Consent memory c) private view returns (bytes memory) {
        bytes32 structHash = keccak256(bytes.concat(message, abi.encode(c.nonce, c.deadline)));
        return abi.encodeWithSelector(ILedger.SignatureInvalid.selector, signer, _digest(structHash));
    }
}
