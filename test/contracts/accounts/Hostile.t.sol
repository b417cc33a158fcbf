// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Call, IOrganisation} from "../../../contracts/accounts/IOrganisation.sol";
import {PassphraseDelegate} from "../mocks/Wallets.sol";
import {Intruder, ShortVerifier, Targets, YesSayer} from "./Mocks.sol";
import {IAccount, OrganisationWorld} from "./OrganisationWorld.sol";

/// @notice Attacks by name.
contract OrganisationHostileTest is OrganisationWorld {
    // ---------------------------------------------------------------------------------------------------------- replay

    function test_a_batch_is_not_replayed_on_a_twin_with_the_same_keys() public {
        IAccount twin = _organisation(keys, watchers);
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, _self(""), _two());
        _refuses(twin, nonce, deadline, signature, 1);
    }

    function test_a_batch_is_not_replayed_on_another_chain() public {
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, _self(""), _two());
        _moveToChain(chain + 1);
        _refuses(org, nonce, deadline, signature, 1);
    }

    function test_a_proposal_is_not_replayed_on_a_twin_or_another_chain() public {
        IAccount twin = _organisation(keys, watchers);
        bytes[] memory next = _members(_keys("next"));
        bytes32 digest = _proposalDigest(address(org), next, 2, 1, clock);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(_pair(watchers[0], watchers[1]), digest);
        digest = _proposalDigest(address(twin), next, 2, 1, clock);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        twin.proposeRecovery(next, 2, clock, who, signatures);
        _moveToChain(chain + 1);
        digest = _proposalDigest(address(org), next, 2, 1, clock);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.proposeRecovery(next, 2, clock, who, signatures);
    }

    function test_a_batch_signed_before_a_rotation_is_void_though_its_signers_stay() public {
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, _self(""), _two());
        _act(address(org), abi.encodeCall(IOrganisation.setSigners, (_members(keys), 2)));
        _refuses(org, nonce, deadline, signature, 2);
    }

    function test_a_signature_that_waited_for_another_is_void_when_the_threshold_falls() public {
        uint256[] memory one = new uint256[](1);
        one[0] = keys[0];
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, _self(""), one);
        _act(address(org), abi.encodeCall(IOrganisation.setSigners, (_members(keys), 1)));
        _refuses(org, nonce, deadline, signature, 2);
    }

    function test_a_front_runner_does_what_was_signed_and_no_more() public {
        Targets target = new Targets();
        Call[] memory calls = _call(address(target), abi.encodeCall(Targets.note, (7)));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        vm.prank(stranger.addr);
        org.execute(calls, nonce, deadline, signature);
        _eq(target.noted(), 7, "done");
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.NonceAlreadySpent.selector, nonce));
        vm.prank(relayer.addr);
        org.execute(calls, nonce, deadline, signature);
    }

    // ----------------------------------------------------------------------------------------------------- re-entrancy

    function test_no_batch_runs_in_the_middle_of_another() public {
        Intruder intruder = new Intruder();
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, _self(""), _two());
        bytes memory inner = abi.encodeCall(IOrganisation.execute, (_self(""), nonce, deadline, signature));
        intruder.plan(address(org), inner);
        _act(address(intruder), abi.encodeCall(Intruder.intrude, ()));
        _false(intruder.succeeded(), "inner");
        bytes memory fault = abi.encodeWithSelector(IAccount.ReentrancyGuardReentrantCall.selector);
        _eq(keccak256(intruder.answer()), keccak256(fault), "guard");
        _false(org.isSpent(nonce), "nonce");
        org.execute(_self(""), nonce, deadline, signature);
    }

    function test_a_batch_does_not_carry_itself_again() public {
        Intruder intruder = new Intruder();
        Call[] memory calls = _call(address(intruder), abi.encodeCall(Intruder.intrude, ()));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        intruder.plan(address(org), abi.encodeCall(IOrganisation.execute, (calls, nonce, deadline, signature)));
        org.execute(calls, nonce, deadline, signature);
        _false(intruder.succeeded(), "inner");
    }

    function test_a_target_has_no_power_over_the_organisation_that_calls_it() public {
        Intruder intruder = new Intruder();
        intruder.plan(address(org), abi.encodeCall(IOrganisation.setSigners, (_members(_keys("thief")), 1)));
        _act(address(intruder), abi.encodeCall(Intruder.intrude, ()));
        _false(intruder.succeeded(), "rotation");
        bytes memory fault = abi.encodeWithSelector(IOrganisation.CallerNotSelf.selector, address(intruder));
        _eq(keccak256(intruder.answer()), keccak256(fault), "fault");
    }

    function test_a_recovery_that_a_target_finishes_in_the_middle_leaves_one_set_of_signers() public {
        bytes[] memory next = _members(_keys("next"));
        _proposeByGuardians(next);
        _warp(clock + DELAY);
        Intruder intruder = new Intruder();
        intruder.plan(address(org), abi.encodeCall(IOrganisation.finishRecovery, (next, 2)));
        _act(address(intruder), abi.encodeCall(Intruder.intrude, ()));
        _true(intruder.succeeded() && org.epoch() == 2 && org.getSignerCount() == 3, "new signers");
        for (uint256 i; i < 3; ++i) _true(org.isSigner(next[i]), "signer");
    }

    // ------------------------------------------------------------------------------------------------------- guardians

    function test_stolen_guardians_are_stopped_within_the_delay_and_dismissed() public {
        _proposeByGuardians(_members(_keys("thief")));
        _warp(clock + DELAY - 1);
        _act(address(org), abi.encodeCall(IOrganisation.setGuardians, (_members(_keys("new guardian")), 2)));
        _warp(clock + 1);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.RecoveryMissing.selector));
        org.finishRecovery(_members(_keys("thief")), 2);
    }

    function test_guardians_do_nothing_else() public {
        uint256[] memory guards = _pair(watchers[0], watchers[1]);
        bytes32 digest = _executionDigest(address(org), _self(""), 1, clock, 1);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.execute(_self(""), 1, clock, _multi(guards, digest));
        bytes32 nested = _inDomain(_domain(address(org)), keccak256(abi.encode(_personalType(), digest)));
        _eq(bytes32(org.isValidSignature(digest, _multi(guards, nested))), bytes32(INVALID), "message");
    }

    // ----------------------------------------------------------------------------------------------------- odd members

    function test_code_that_an_account_delegates_to_takes_nothing_from_its_key() public {
        address delegate = address(new PassphraseDelegate("open sesame"));
        vm.etch(vm.addr(keys[0]), abi.encodePacked(hex"ef0100", delegate));
        _execute(org, _self(""), _two());
        _true(org.isSpent(lastNonce), "the key signs on");
    }

    function test_code_that_an_account_delegates_to_signs_for_it_as_its_holder_chose() public {
        address delegate = address(new PassphraseDelegate("open sesame"));
        vm.etch(vm.addr(keys[0]), abi.encodePacked(hex"ef0100", delegate));
        bytes32 digest = _executionDigest(address(org), _self(""), 1, clock, 1);
        (bytes[] memory members, bytes[] memory signatures) = _signedBy(_two(), digest);
        uint256 first = keccak256(members[0]) == keccak256(_memberOf(keys[0])) ? 0 : 1;
        signatures[first] = "open sesame";
        org.execute(_self(""), 1, clock, abi.encode(members, signatures));
        _true(org.isSpent(1), "signed");
    }

    function test_an_account_that_delegates_to_the_organisations_code_is_at_nobodys_mercy() public {
        IAccount victim = IAccount(stranger.addr);
        vm.etch(stranger.addr, abi.encodePacked(hex"ef0100", address(org)));
        accountVm.deal(stranger.addr, 1 ether);
        Call[] memory calls = new Call[](1);
        calls[0] = Call(relayer.addr, 1 ether, "");
        bytes memory nobody = abi.encode(new bytes[](0), new bytes[](0));
        bytes32 digest = _executionDigest(stranger.addr, calls, 1, clock, 0);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        victim.execute(calls, 1, clock, nobody);
        _eq(bytes32(victim.isValidSignature(digest, nobody)), bytes32(INVALID), "message");
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.GuardiansMissing.selector));
        victim.proposeRecovery(_members(keys), 2, clock, new bytes[](0), new bytes[](0));
    }

    function test_one_contract_that_says_yes_to_everything_is_one_signer() public {
        bytes[] memory members = _members(keys);
        members[2] = abi.encodePacked(address(new YesSayer()));
        _act(address(org), abi.encodeCall(IOrganisation.setSigners, (members, 2)));
        bytes32 digest = _executionDigest(address(org), _self(""), 9, clock, 2);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.execute(_self(""), 9, clock, abi.encode(_only(members[2]), _only("")));
        bytes[] memory twice = new bytes[](2);
        (twice[0], twice[1]) = (members[2], members[2]);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.execute(_self(""), 9, clock, abi.encode(twice, new bytes[](2)));
    }

    function test_one_verifier_with_two_keys_is_two_signers() public {
        address yes = address(new YesSayer());
        bytes[] memory members = new bytes[](2);
        (members[0], members[1]) = (abi.encodePacked(yes, uint8(1)), abi.encodePacked(yes, uint8(2)));
        _act(address(org), abi.encodeCall(IOrganisation.setSigners, (members, 2)));
        (members, ) = _sorted(members, new bytes[](2));
        org.execute(_self(""), 9, clock, abi.encode(members, new bytes[](2)));
        _true(org.isSpent(9), "executed");
    }

    function test_a_verifier_that_answers_half_a_word_is_not_satisfied() public {
        bytes memory member = abi.encodePacked(address(new ShortVerifier()), uint8(1));
        _act(address(org), abi.encodeCall(IOrganisation.setSigners, (_only(member), 1)));
        bytes32 digest = _executionDigest(address(org), _self(""), 9, clock, 2);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.execute(_self(""), 9, clock, abi.encode(_only(member), _only("")));
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _personalType() private pure returns (bytes32) {
        return keccak256("PersonalSign(bytes prefixed)");
    }

    function _refuses(IAccount account, uint256 nonce, uint256 deadline, bytes memory signature, uint64 epoch) private {
        bytes32 digest = _executionDigest(address(account), _self(""), nonce, deadline, epoch);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        account.execute(_self(""), nonce, deadline, signature);
    }
}
