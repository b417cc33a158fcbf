// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Call, IOrganisation} from "../../../contracts/accounts/IOrganisation.sol";
import {Targets} from "./Mocks.sol";
import {OrganisationWorld} from "./OrganisationWorld.sol";

/// @notice What a threshold of signers can have done, and nobody else.
contract OrganisationExecuteTest is OrganisationWorld {
    Targets private target;

    function setUp() public override {
        super.setUp();
        target = new Targets();
    }

    // --------------------------------------------------------------------------------------------------------- batches

    function test_anyone_carries_what_a_threshold_signed() public {
        Call[] memory calls = _call(address(target), abi.encodeCall(Targets.note, (7)));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        bytes32 digest = _executionDigest(address(org), calls, nonce, deadline, 1);
        _false(org.isSpent(nonce), "spent before");
        vm.expectEmit(address(org));
        emit IOrganisation.CallsExecuted(nonce, stranger.addr, digest);
        vm.prank(stranger.addr);
        org.execute(calls, nonce, deadline, signature);
        _true(target.noted() == 7 && target.caller() == address(org), "called as the organisation");
        _true(org.isSpent(nonce) && !org.isSpent(nonce + 1), "nonce");
    }

    function test_all_three_may_sign_where_two_are_enough() public {
        uint256[] memory all = new uint256[](3);
        (all[0], all[1], all[2]) = (keys[0], keys[1], keys[2]);
        _execute(org, _call(address(target), abi.encodeCall(Targets.note, (1))), all);
        _eq(target.noted(), 1, "noted");
    }

    function test_a_batch_runs_in_its_order_and_sends_ether() public {
        accountVm.deal(address(org), 5);
        Call[] memory calls = new Call[](3);
        calls[0] = Call(address(target), 0, abi.encodeCall(Targets.note, (1)));
        calls[1] = Call(address(target), 2, abi.encodeCall(Targets.note, (2)));
        calls[2] = Call(stranger.addr, 3, "");
        _execute(org, calls, _two());
        _true(target.noted() == 2 && address(target).balance == 2, "second");
        _true(stranger.addr.balance == 3 && address(org).balance == 0, "third");
    }

    function test_a_batch_fails_whole_and_keeps_its_nonce() public {
        Call[] memory calls = new Call[](2);
        calls[0] = Call(address(target), 0, abi.encodeCall(Targets.note, (1)));
        calls[1] = Call(address(target), 0, abi.encodeCall(Targets.refuse, (9)));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        bytes memory reason = abi.encodeWithSelector(Targets.Refused.selector, 9);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.CallFailed.selector, 1, reason));
        org.execute(calls, nonce, deadline, signature);
        _true(target.noted() == 0 && !org.isSpent(nonce), "nothing");
    }

    function test_more_ether_than_there_is_fails() public {
        Call[] memory calls = new Call[](1);
        calls[0] = Call(stranger.addr, 1, "");
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.CallFailed.selector, 0, ""));
        org.execute(calls, nonce, deadline, signature);
    }

    function test_a_call_with_data_needs_code() public {
        Call[] memory calls = new Call[](2);
        calls[0] = Call(stranger.addr, 0, "");
        calls[1] = Call(stranger.addr, 0, hex"00");
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.TargetMissing.selector, 1, stranger.addr));
        org.execute(calls, nonce, deadline, signature);
    }

    function test_an_empty_batch_takes_another_one_back() public {
        Call[] memory calls = _call(address(target), abi.encodeCall(Targets.note, (7)));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        --lastNonce;
        _execute(org, new Call[](0), _two());
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.NonceAlreadySpent.selector, nonce));
        org.execute(calls, nonce, deadline, signature);
    }

    /// hardhat-config: fuzz.runs = 1000
    function test_nonces_have_no_order(uint256 first, uint256 second) public {
        (first, second) = (_bound(first, 1, MAX), _bound(second, 1, MAX));
        vm.assume(first != second);
        lastNonce = first - 1;
        _execute(org, new Call[](0), _two());
        _true(org.isSpent(first) && !org.isSpent(second), "the first");
        lastNonce = second - 1;
        _execute(org, new Call[](0), _two());
        _true(org.isSpent(first) && org.isSpent(second), "both");
    }

    function test_a_batch_counts_at_its_deadline_and_no_longer() public {
        Call[] memory calls = new Call[](0);
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        (uint256 other, , bytes memory late) = _signedBatch(org, calls, _two());
        _warp(deadline);
        org.execute(calls, nonce, deadline, signature);
        _warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureExpired.selector, deadline));
        org.execute(calls, other, deadline, late);
    }

    // ------------------------------------------------------------------------------------------------------ signatures

    function test_a_batch_is_carried_once() public {
        Call[] memory calls = new Call[](0);
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        org.execute(calls, nonce, deadline, signature);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.NonceAlreadySpent.selector, nonce));
        org.execute(calls, nonce, deadline, signature);
    }

    function test_one_stolen_key_does_nothing() public {
        uint256[] memory one = new uint256[](1);
        one[0] = keys[2];
        _refuses(one);
    }

    function test_one_key_does_not_count_twice() public {
        _refuses(_pair(keys[0], keys[0]));
    }

    function test_a_stranger_does_not_count() public {
        _refuses(_pair(keys[0], stranger.key));
    }

    function test_a_guardian_does_not_count() public {
        _refuses(_pair(watchers[0], watchers[1]));
    }

    function test_nobody_is_not_enough() public {
        _refuses(new uint256[](0));
        Call[] memory calls = new Call[](0);
        bytes32 digest = _executionDigest(address(org), calls, 5, clock, 1);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.execute(calls, 5, clock, "");
    }

    function test_signers_out_of_order_are_refused() public {
        (Call[] memory calls, bytes32 digest) = _emptyBatch();
        (bytes[] memory members, bytes[] memory signatures) = _signedBy(_two(), digest);
        (members[0], members[1]) = (members[1], members[0]);
        (signatures[0], signatures[1]) = (signatures[1], signatures[0]);
        _refuses(calls, abi.encode(members, signatures), digest);
    }

    function test_more_signers_than_signatures_are_refused() public {
        (Call[] memory calls, bytes32 digest) = _emptyBatch();
        (bytes[] memory members, bytes[] memory signatures) = _signedBy(_two(), digest);
        assembly ("memory-safe") {
            mstore(signatures, 1)
        }
        _refuses(calls, abi.encode(members, signatures), digest);
    }

    function test_the_signature_of_one_signer_is_not_that_of_another() public {
        (Call[] memory calls, bytes32 digest) = _emptyBatch();
        (bytes[] memory members, bytes[] memory signatures) = _signedBy(_two(), digest);
        (signatures[0], signatures[1]) = (signatures[1], signatures[0]);
        _refuses(calls, abi.encode(members, signatures), digest);
    }

    /// hardhat-config: fuzz.runs = 2000
    function test_noise_is_no_signature(bytes memory noise) public {
        (Call[] memory calls, ) = _emptyBatch();
        vm.expectRevert();
        org.execute(calls, 1, clock, noise);
    }

    /// hardhat-config: fuzz.runs = 2000
    function test_no_part_of_a_batch_can_be_exchanged(uint256 part, uint256 by) public {
        accountVm.deal(address(org), 100);
        by = _bound(by, 1, 90);
        Call[] memory calls = _call(address(target), abi.encodeCall(Targets.note, (7)));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        part = _bound(part, 0, 5);
        if (part == 0) calls[0].target = address(uint160(calls[0].target) + uint160(by));
        else if (part == 1) calls[0].value += by;
        else if (part == 2) calls[0].data = abi.encodeCall(Targets.note, (7 + by));
        else if (part == 3) nonce += by;
        else if (part == 4) deadline += by;
        else calls = new Call[](0);
        bytes32 digest = _executionDigest(address(org), calls, nonce, deadline, 1);
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.execute(calls, nonce, deadline, signature);
    }

    // ------------------------------------------------------------------------------------------------------ what it is

    function test_ether_arrives() public {
        accountVm.deal(stranger.addr, 3);
        vm.expectEmit(address(org));
        emit IOrganisation.EtherReceived(stranger.addr, 3);
        vm.prank(stranger.addr);
        (bool ok, ) = address(org).call{value: 3}("");
        _true(ok && address(org).balance == 3, "received");
    }

    function test_tokens_are_received() public {
        bytes4 answer = org.onERC721Received(address(1), address(2), 3, "");
        _eq(bytes32(answer), bytes32(bytes4(0x150b7a02)), "answer");
    }

    function _emptyBatch() private view returns (Call[] memory calls, bytes32 digest) {
        calls = new Call[](0);
        digest = _executionDigest(address(org), calls, 1, clock, 1);
    }

    function _refuses(Call[] memory calls, bytes memory signature, bytes32 digest) private {
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.SignatureInvalid.selector, digest));
        org.execute(calls, 1, clock, signature);
    }

    function _refuses(uint256[] memory by) private {
        (Call[] memory calls, bytes32 digest) = _emptyBatch();
        _refuses(calls, _multi(by, digest), digest);
    }
}
