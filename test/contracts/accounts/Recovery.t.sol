// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Call, IOrganisation, Recovery} from "../../../contracts/accounts/IOrganisation.sol";
import {IAccount, OrganisationWorld} from "./OrganisationWorld.sol";

/// @notice Guardians propose, time passes, the signers may object, anybody finishes.
contract OrganisationRecoveryTest is OrganisationWorld {
    uint256[3] private next;

    function setUp() public override {
        super.setUp();
        next = _keys("next");
    }

    // --------------------------------------------------------------------------------------------------------- propose

    function test_a_threshold_of_guardians_proposes_and_anyone_carries() public {
        uint256 deadline = clock + 1 hours;
        bytes32 digest = _proposalDigest(address(org), _members(next), 2, 1, deadline);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(_pair(watchers[0], watchers[2]), digest);
        vm.expectEmit(address(org));
        emit IOrganisation.RecoveryProposed(
            1,
            _members(next),
            2,
            uint40(clock + DELAY),
            uint40(clock + DELAY + WINDOW)
        );
        vm.prank(stranger.addr);
        org.proposeRecovery(_members(next), 2, deadline, who, signatures);
        Recovery memory r = org.recovery();
        _eq(r.quorum, keccak256(abi.encode(_members(next), uint64(2))), "quorum");
        _true(r.proposal == 1 && org.nextProposal() == 2, "number");
        _true(r.readyAt == clock + DELAY && r.expiresAt == clock + DELAY + WINDOW, "instants");
        _true(org.isSigner(_memberOf(keys[0])) && org.epoch() == 1, "signers stay");
    }

    function test_a_proposal_counts_until_its_deadline() public {
        uint256 deadline = clock + 1 hours;
        bytes32 digest = _proposalDigest(address(org), _members(next), 2, 1, deadline);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(_pair(watchers[0], watchers[1]), digest);
        _warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureExpired.selector, deadline));
        org.proposeRecovery(_members(next), 2, deadline, who, signatures);
        _warp(deadline);
        org.proposeRecovery(_members(next), 2, deadline, who, signatures);
    }

    function test_one_stolen_guardian_proposes_nothing() public {
        _refuses(_pair(watchers[0], watchers[0]));
        _refuses(_pair(watchers[0], stranger.key));
        uint256[] memory one = new uint256[](1);
        one[0] = watchers[0];
        _refuses(one);
        _refuses(new uint256[](0));
    }

    function test_signers_propose_nothing() public {
        _refuses(_two());
    }

    function test_more_guardians_than_signatures_propose_nothing() public {
        bytes32 digest = _proposalDigest(address(org), _members(next), 2, 1, clock);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(_pair(watchers[0], watchers[1]), digest);
        assembly ("memory-safe") {
            mstore(signatures, 1)
        }
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.proposeRecovery(_members(next), 2, clock, who, signatures);
    }

    /// hardhat-config: fuzz.runs = 500
    function test_no_part_of_a_proposal_can_be_exchanged(uint256 part) public {
        uint256 deadline = clock + 1 hours;
        bytes[] memory signers = _members(next);
        bytes32 digest = _proposalDigest(address(org), signers, 2, 1, deadline);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(_pair(watchers[0], watchers[1]), digest);
        uint64 threshold = 2;
        part = _bound(part, 0, 3);
        if (part == 0) signers[1] = _memberOf(stranger.key);
        else if (part == 1) (signers[0], signers[1]) = (signers[1], signers[0]);
        else if (part == 2) threshold = 1;
        else deadline += 1;
        digest = _proposalDigest(address(org), signers, threshold, 1, deadline);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.proposeRecovery(signers, threshold, deadline, who, signatures);
    }

    function test_a_proposal_is_made_once() public {
        uint256 deadline = clock + 1 days;
        bytes32 digest = _proposalDigest(address(org), _members(next), 2, 1, deadline);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(_pair(watchers[0], watchers[1]), digest);
        org.proposeRecovery(_members(next), 2, deadline, who, signatures);
        _act(address(org), abi.encodeCall(IOrganisation.cancelRecovery, ()));
        digest = _proposalDigest(address(org), _members(next), 2, 2, deadline);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.proposeRecovery(_members(next), 2, deadline, who, signatures);
    }

    function test_without_guardians_nobody_proposes() public {
        _act(address(org), abi.encodeCall(IOrganisation.setGuardians, (new bytes[](0), 0)));
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.GuardiansMissing.selector));
        org.proposeRecovery(_members(next), 2, clock, new bytes[](0), new bytes[](0));
    }

    function test_a_quorum_that_could_not_sign_is_not_proposed() public {
        bytes[] memory signers = _members(next);
        _refusesQuorum(signers, 4, abi.encodeWithSelector(IOrganisation.QuorumInvalid.selector, 3, 4));
        _refusesQuorum(signers, 0, abi.encodeWithSelector(IOrganisation.QuorumInvalid.selector, 3, 0));
        signers[1] = signers[0];
        _refusesQuorum(signers, 2, abi.encodeWithSelector(IOrganisation.MemberRepeated.selector, signers[0]));
        signers[1] = abi.encodePacked(address(org));
        _refusesQuorum(signers, 2, abi.encodeWithSelector(IOrganisation.MemberInvalid.selector, signers[1]));
    }

    function test_a_later_proposal_takes_the_place_of_the_former_and_waits_its_own_delay() public {
        _proposeByGuardians(_members(next));
        _warp(clock + DELAY - 1);
        uint256 deadline = clock;
        bytes[] memory others = _members(_keys("other"));
        bytes32 digest = _proposalDigest(address(org), others, 2, 2, deadline);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(_pair(watchers[1], watchers[2]), digest);
        vm.expectEmit(address(org));
        emit IOrganisation.RecoveryCancelled(1);
        vm.expectEmit(address(org));
        emit IOrganisation.RecoveryProposed(2, others, 2, uint40(clock + DELAY), uint40(clock + DELAY + WINDOW));
        org.proposeRecovery(others, 2, deadline, who, signatures);
        _warp(clock + 1);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.RecoveryNotReady.selector, clock - 1 + DELAY));
        org.finishRecovery(_members(next), 2);
        _warp(clock - 1 + DELAY);
        _refusesOpening(_members(next), 2, others);
        org.finishRecovery(others, 2);
    }

    // ---------------------------------------------------------------------------------------------------------- finish

    function test_anyone_finishes_after_the_delay() public {
        _proposeByGuardians(_members(next));
        _warp(clock + DELAY);
        vm.expectEmit(address(org));
        emit IOrganisation.RecoveryFinished(1);
        vm.expectEmit(address(org));
        emit IAccount.ERC7913SignerAdded(_memberOf(next[0]));
        vm.expectEmit(address(org));
        emit IAccount.ERC7913SignerAdded(_memberOf(next[1]));
        vm.expectEmit(address(org));
        emit IAccount.ERC7913SignerAdded(_memberOf(next[2]));
        vm.expectEmit(address(org));
        emit IAccount.ERC7913ThresholdSet(2);
        for (uint256 i; i < 3; ++i) {
            vm.expectEmit(address(org));
            emit IAccount.ERC7913SignerRemoved(_memberOf(keys[i]));
        }
        vm.expectEmit(address(org));
        emit IOrganisation.SignersReplaced(_members(next), 2, 2);
        vm.prank(stranger.addr);
        org.finishRecovery(_members(next), 2);
        _true(org.epoch() == 2 && org.recovery().expiresAt == 0, "done");
        for (uint256 i; i < 3; ++i) {
            _true(org.isSigner(_memberOf(next[i])) && !org.isSigner(_memberOf(keys[i])), "signers");
        }
    }

    /// hardhat-config: fuzz.runs = 2000
    function test_a_recovery_is_finished_between_its_first_and_last_instant(uint256 instant) public {
        uint256 proposed = clock;
        _proposeByGuardians(_members(next));
        instant = _bound(instant, proposed, proposed + DELAY + WINDOW + 30 days);
        _warp(instant);
        if (instant < proposed + DELAY) {
            vm.expectRevert(abi.encodeWithSelector(IOrganisation.RecoveryNotReady.selector, proposed + DELAY));
        } else if (instant > proposed + DELAY + WINDOW) {
            vm.expectRevert(abi.encodeWithSelector(IOrganisation.RecoveryMissing.selector));
        }
        org.finishRecovery(_members(next), 2);
    }

    function test_not_a_second_before_the_delay_is_over() public {
        test_a_recovery_is_finished_between_its_first_and_last_instant(clock + DELAY - 1);
    }

    function test_in_the_first_second_after_the_delay() public {
        test_a_recovery_is_finished_between_its_first_and_last_instant(clock + DELAY);
    }

    function test_in_the_last_second_of_the_window() public {
        test_a_recovery_is_finished_between_its_first_and_last_instant(clock + DELAY + WINDOW);
    }

    function test_not_a_second_after_the_window() public {
        test_a_recovery_is_finished_between_its_first_and_last_instant(clock + DELAY + WINDOW + 1);
    }

    function test_a_recovery_is_finished_once() public {
        _proposeByGuardians(_members(next));
        _warp(clock + DELAY);
        org.finishRecovery(_members(next), 2);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.RecoveryMissing.selector));
        org.finishRecovery(_members(next), 2);
    }

    function test_only_what_was_proposed_is_finished() public {
        _proposeByGuardians(_members(next));
        _warp(clock + DELAY);
        _refusesOpening(_members(next), 1, _members(next));
        _refusesOpening(_members(_keys("other")), 2, _members(next));
        _refusesOpening(_members(keys), 2, _members(next));
    }

    function test_without_a_proposal_there_is_nothing_to_finish() public {
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.RecoveryMissing.selector));
        org.finishRecovery(_members(next), 2);
    }

    function test_a_signer_that_stays_is_neither_added_nor_removed() public {
        bytes[] memory mixed = _members(next);
        mixed[0] = _memberOf(keys[2]);
        _proposeByGuardians(mixed);
        _warp(clock + DELAY);
        org.finishRecovery(mixed, 2);
        _true(org.getSignerCount() == 3 && org.isSigner(mixed[0]), "stays");
    }

    // ---------------------------------------------------------------------------------------------------------- cancel

    function test_the_signers_object_within_the_delay() public {
        _proposeByGuardians(_members(next));
        _warp(clock + DELAY - 1);
        Call[] memory calls = _self(abi.encodeCall(IOrganisation.cancelRecovery, ()));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        vm.expectEmit(address(org));
        emit IOrganisation.RecoveryCancelled(1);
        org.execute(calls, nonce, deadline, signature);
        _eq(org.recovery().expiresAt, 0, "gone");
        _warp(clock + 1);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.RecoveryMissing.selector));
        org.finishRecovery(_members(next), 2);
    }

    function test_the_signers_object_for_as_long_as_nobody_has_finished() public {
        _proposeByGuardians(_members(next));
        _warp(clock + DELAY + WINDOW);
        _act(address(org), abi.encodeCall(IOrganisation.cancelRecovery, ()));
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.RecoveryMissing.selector));
        org.finishRecovery(_members(next), 2);
    }

    function test_there_is_nothing_to_cancel_without_a_proposal_or_after_its_window() public {
        bytes memory missing = abi.encodeWithSelector(IOrganisation.RecoveryMissing.selector);
        _fails(address(org), abi.encodeCall(IOrganisation.cancelRecovery, ()), missing);
        _proposeByGuardians(_members(next));
        _warp(clock + DELAY + WINDOW + 1);
        _fails(address(org), abi.encodeCall(IOrganisation.cancelRecovery, ()), missing);
    }

    function test_after_a_proposal_has_expired_there_may_be_another() public {
        _proposeByGuardians(_members(next));
        _warp(clock + DELAY + WINDOW + 1);
        vm.recordLogs();
        _proposeByGuardians(_members(next));
        _eq(vm.getRecordedLogs().length, 1, "nothing is cancelled");
        _warp(clock + DELAY);
        org.finishRecovery(_members(next), 2);
        _eq(org.epoch(), 2, "epoch");
    }

    function test_an_organisation_that_changes_its_signers_needs_no_recovery() public {
        _proposeByGuardians(_members(next));
        _cancelledBy(abi.encodeCall(IOrganisation.setSigners, (_members(keys), 2)));
    }

    function test_an_organisation_that_changes_its_guardians_needs_no_recovery() public {
        _proposeByGuardians(_members(next));
        _cancelledBy(abi.encodeCall(IOrganisation.setGuardians, (_members(watchers), 2)));
    }

    function test_endless_proposals_end_with_other_guardians() public {
        for (uint256 i; i < 5; ++i) {
            _proposeByGuardians(_members(next));
            _act(address(org), abi.encodeCall(IOrganisation.cancelRecovery, ()));
        }
        uint64 proposal = org.nextProposal();
        bytes32 digest = _proposalDigest(address(org), _members(next), 2, proposal, clock);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(_pair(watchers[0], watchers[1]), digest);
        _act(address(org), abi.encodeCall(IOrganisation.setGuardians, (_members(_keys("new guardian")), 2)));
        digest = _proposalDigest(address(org), _members(next), 2, proposal + 1, clock);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.proposeRecovery(_members(next), 2, clock, who, signatures);
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _cancelledBy(bytes memory change) private {
        Call[] memory calls = _self(change);
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        vm.expectEmit(address(org));
        emit IOrganisation.RecoveryCancelled(1);
        org.execute(calls, nonce, deadline, signature);
        _warp(clock + DELAY);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.RecoveryMissing.selector));
        org.finishRecovery(_members(next), 2);
    }

    function _refuses(uint256[] memory by) private {
        bytes32 digest = _proposalDigest(address(org), _members(next), 2, 1, clock);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(by, digest);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.proposeRecovery(_members(next), 2, clock, who, signatures);
    }

    function _refusesQuorum(bytes[] memory signers, uint64 threshold, bytes memory fault) private {
        bytes32 digest = _proposalDigest(address(org), signers, threshold, 1, clock);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(_pair(watchers[0], watchers[1]), digest);
        vm.expectRevert(fault);
        org.proposeRecovery(signers, threshold, clock, who, signatures);
    }

    function _refusesOpening(bytes[] memory signers, uint64 threshold, bytes[] memory proposed) private {
        bytes32 expected = keccak256(abi.encode(proposed, uint64(2)));
        bytes32 opened = keccak256(abi.encode(signers, threshold));
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.RecoveryMismatch.selector, expected, opened));
        org.finishRecovery(signers, threshold);
    }
}
