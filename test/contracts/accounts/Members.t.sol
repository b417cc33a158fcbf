// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Call, IOrganisation} from "../../../contracts/accounts/IOrganisation.sol";
import {YesSayer} from "./Mocks.sol";
import {IAccount, OrganisationWorld} from "./OrganisationWorld.sol";

/// @notice Who may be a signer or a guardian, and who may say so.
contract OrganisationMembersTest is OrganisationWorld {
    // ------------------------------------------------------------------------------------------------------ deployment

    function test_an_organisation_begins_with_its_signers_and_guardians() public {
        address deployer = address(this);
        address made = accountVm.computeCreateAddress(deployer, accountVm.getNonce(deployer));
        (bytes[] memory signers, bytes[] memory guards) = (_members(keys), _members(watchers));
        for (uint256 i; i < 3; ++i) {
            vm.expectEmit(made);
            emit IAccount.ERC7913SignerAdded(signers[i]);
        }
        vm.expectEmit(made);
        emit IAccount.ERC7913ThresholdSet(3);
        vm.expectEmit(made);
        emit IOrganisation.SignersReplaced(signers, 3, 1);
        vm.expectEmit(made);
        emit IOrganisation.GuardiansReplaced(guards, 1, 1);
        IAccount account = _deployed(signers, 3, guards, 1, 1 days);
        _eq(address(account), made, "address");
        _same(account.getSigners(0, 16), signers);
        (bytes[] memory present, uint64 threshold) = account.guardians();
        _same(present, guards);
        _true(account.threshold() == 3 && threshold == 1, "thresholds");
        _true(account.epoch() == 1 && account.nextProposal() == 1, "numbers");
        _eq(account.recoveryDelay(), 1 days, "delay");
        _eq(account.recovery().expiresAt, 0, "recovery");
    }

    function test_an_organisation_may_have_no_guardians() public {
        IAccount account = _deployed(_members(keys), 2, new bytes[](0), 0, 1 days);
        (bytes[] memory present, uint64 threshold) = account.guardians();
        _true(present.length == 0 && threshold == 0, "none");
    }

    /// hardhat-config: fuzz.runs = 300
    function test_a_delay_is_a_day_to_a_year(uint256 delay) public {
        if (delay >= 1 days && delay <= 365 days) {
            _eq(_deployed(_members(keys), 2, _members(watchers), 2, delay).recoveryDelay(), delay, "delay");
        } else {
            bytes memory fault = abi.encodeWithSelector(IOrganisation.DelayInvalid.selector, delay);
            _notDeployed(abi.encode(_members(keys), uint64(2), _members(watchers), uint64(2), delay), fault);
        }
    }

    function test_the_ends_of_the_delay_count() public {
        test_a_delay_is_a_day_to_a_year(1 days);
        test_a_delay_is_a_day_to_a_year(1 days - 1);
        test_a_delay_is_a_day_to_a_year(365 days);
        test_a_delay_is_a_day_to_a_year(365 days + 1);
    }

    function test_bad_signers_or_guardians_are_not_deployed() public {
        bytes memory fault = abi.encodeWithSelector(IOrganisation.QuorumInvalid.selector, 3, 4);
        _notDeployed(abi.encode(_members(keys), uint64(4), _members(watchers), uint64(2), DELAY), fault);
        _notDeployed(abi.encode(_members(keys), uint64(2), _members(watchers), uint64(4), DELAY), fault);
        fault = abi.encodeWithSelector(IOrganisation.QuorumInvalid.selector, 0, 1);
        _notDeployed(abi.encode(_members(keys), uint64(2), new bytes[](0), uint64(1), DELAY), fault);
        _notDeployed(abi.encode(new bytes[](0), uint64(1), _members(watchers), uint64(2), DELAY), fault);
        fault = abi.encodeWithSelector(IOrganisation.QuorumInvalid.selector, 0, 0);
        _notDeployed(abi.encode(new bytes[](0), uint64(0), _members(watchers), uint64(2), DELAY), fault);
        fault = abi.encodeWithSelector(IOrganisation.QuorumInvalid.selector, 3, 0);
        _notDeployed(abi.encode(_members(keys), uint64(2), _members(watchers), uint64(0), DELAY), fault);
    }

    // -------------------------------------------------------------------------------------------------- signers rotate

    function test_signers_are_replaced_by_the_organisation() public {
        bytes[] memory next = _members(_keys("next"));
        next[1] = _memberOf(keys[1]);
        Call[] memory calls = _self(abi.encodeCall(IOrganisation.setSigners, (next, 3)));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        _announceRotation(next);
        org.execute(calls, nonce, deadline, signature);
        _true(org.getSignerCount() == 3 && org.threshold() == 3 && org.epoch() == 2, "numbers");
        for (uint256 i; i < 3; ++i) _true(org.isSigner(next[i]), "new");
        _false(org.isSigner(_memberOf(keys[0])) || org.isSigner(_memberOf(keys[2])), "gone");
    }

    /// @dev Whoever is new first, whoever goes last; nothing of whoever stays.
    function _announceRotation(bytes[] memory next) private {
        vm.expectEmit(address(org));
        emit IAccount.ERC7913SignerAdded(next[0]);
        vm.expectEmit(address(org));
        emit IAccount.ERC7913SignerAdded(next[2]);
        vm.expectEmit(address(org));
        emit IAccount.ERC7913ThresholdSet(3);
        vm.expectEmit(address(org));
        emit IAccount.ERC7913SignerRemoved(_memberOf(keys[0]));
        vm.expectEmit(address(org));
        emit IAccount.ERC7913SignerRemoved(_memberOf(keys[2]));
        vm.expectEmit(address(org));
        emit IOrganisation.SignersReplaced(next, 3, 2);
    }

    function test_only_the_threshold_changes() public {
        _act(address(org), abi.encodeCall(IOrganisation.setSigners, (_members(keys), 3)));
        _true(org.threshold() == 3 && org.getSignerCount() == 3, "three of three");
    }

    function test_fewer_signers_with_a_lower_threshold_can_be_reached() public {
        _act(address(org), abi.encodeCall(IOrganisation.setSigners, (_only(_memberOf(stranger.key)), 1)));
        _true(org.threshold() == 1 && org.getSignerCount() == 1, "one of one");
    }

    /// hardhat-config: fuzz.runs = 500
    function test_any_quorum_follows_any_other(uint256 firstSeed, uint256 secondSeed) public {
        (bytes[] memory first, uint64 one) = _random(firstSeed);
        (bytes[] memory second, uint64 two) = _random(secondSeed);
        vm.prank(address(org));
        org.setSigners(first, one);
        vm.prank(address(org));
        org.setSigners(second, two);
        _true(org.getSignerCount() == second.length && org.threshold() == two, "numbers");
        for (uint256 i; i < second.length; ++i) _true(org.isSigner(second[i]), "signer");
    }

    /// @dev Up to 16 of 20 keys, so that two draws share some.
    function _random(uint256 seed) private pure returns (bytes[] memory members, uint64 threshold) {
        members = new bytes[](1 + (seed % 16));
        uint256 start = (seed >> 8) % 20;
        for (uint256 i; i < members.length; ++i) {
            members[i] = _memberOf(_keyOf(string.concat("drawn ", vm.toString((start + i) % 20))));
        }
        threshold = uint64(1 + ((seed >> 16) % members.length));
    }

    function test_nobody_but_the_organisation_names_signers_or_guardians() public {
        bytes[] memory next = _members(_keys("next"));
        address[3] memory callers = [vm.addr(keys[0]), vm.addr(watchers[0]), stranger.addr];
        for (uint256 i; i < callers.length; ++i) {
            bytes memory fault = abi.encodeWithSelector(IOrganisation.CallerNotSelf.selector, callers[i]);
            vm.expectRevert(fault);
            vm.prank(callers[i]);
            org.setSigners(next, 1);
            vm.expectRevert(fault);
            vm.prank(callers[i]);
            org.setGuardians(next, 1);
            vm.expectRevert(fault);
            vm.prank(callers[i]);
            org.cancelRecovery();
        }
    }

    // ------------------------------------------------------------------------------------------------------- guardians

    function test_guardians_are_replaced_by_the_organisation() public {
        bytes[] memory next = _members(_keys("next"));
        Call[] memory calls = _self(abi.encodeCall(IOrganisation.setGuardians, (next, 3)));
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        vm.expectEmit(address(org));
        emit IOrganisation.GuardiansReplaced(next, 3, 2);
        org.execute(calls, nonce, deadline, signature);
        (bytes[] memory present, uint64 threshold) = org.guardians();
        _same(present, next);
        _true(threshold == 3 && org.nextProposal() == 2 && org.epoch() == 1, "numbers");
    }

    function test_guardians_are_dismissed() public {
        _act(address(org), abi.encodeCall(IOrganisation.setGuardians, (new bytes[](0), 0)));
        (bytes[] memory present, uint64 threshold) = org.guardians();
        _true(present.length == 0 && threshold == 0, "none");
    }

    // ----------------------------------------------------------------------------------------------------- bad quorums

    /// hardhat-config: fuzz.runs = 500
    function test_a_threshold_is_one_to_the_number_of_members(uint64 threshold) public {
        if (threshold != 0 && threshold <= 3) {
            _act(address(org), abi.encodeCall(IOrganisation.setSigners, (_members(keys), threshold)));
            _eq(org.threshold(), threshold, "threshold");
        } else {
            _refuses(
                _members(keys),
                threshold,
                abi.encodeWithSelector(IOrganisation.QuorumInvalid.selector, 3, threshold)
            );
        }
    }

    function test_an_unreachable_threshold_bricks_nothing() public {
        test_a_threshold_is_one_to_the_number_of_members(4);
        test_a_threshold_is_one_to_the_number_of_members(0);
        _refuses(new bytes[](0), 1, abi.encodeWithSelector(IOrganisation.QuorumInvalid.selector, 0, 1));
    }

    function test_members_are_sixteen_at_most() public {
        bytes[] memory many = _many(17, 20);
        _refuses(many, 1, abi.encodeWithSelector(IOrganisation.QuorumInvalid.selector, 17, 1));
        assembly ("memory-safe") {
            mstore(many, 16)
        }
        _act(address(org), abi.encodeCall(IOrganisation.setSigners, (many, 1)));
        _eq(org.getSignerCount(), 16, "signers");
    }

    function test_the_largest_quorum_replaces_the_largest_within_one_transaction() public {
        bytes[] memory first = _many(16, 128);
        vm.prank(address(org));
        org.setSigners(first, 16);
        bytes[] memory others = _many(32, 128);
        for (uint256 i; i < 16; ++i) others[i] = others[i + 16];
        assembly ("memory-safe") {
            mstore(others, 16)
        }
        uint256 before = gasleft();
        vm.prank(address(org));
        org.setSigners(others, 16);
        vm.assertLe(before - gasleft(), 1 << 23, "half of what a transaction may use");
    }

    function test_nobody_is_a_member_twice() public {
        bytes[] memory members = _members(keys);
        members[2] = members[0];
        _refuses(members, 2, abi.encodeWithSelector(IOrganisation.MemberRepeated.selector, members[0]));
    }

    function test_a_member_is_20_to_128_bytes_long() public {
        _refusesMember("");
        _refusesMember(_long(19));
        _refusesMember(_long(129));
        bytes[] memory long = _only(_long(128));
        vm.prank(address(org));
        org.setSigners(long, 1);
    }

    function test_zero_and_the_organisation_itself_are_no_members() public {
        _refusesMember(abi.encodePacked(address(0)));
        _refusesMember(abi.encodePacked(address(org)));
        _refusesMember(abi.encodePacked(address(org), uint256(1)));
    }

    function test_a_verifier_without_code_is_none() public {
        _refusesMember(abi.encodePacked(stranger.addr, uint256(1)));
    }

    /// @dev The identity precompile (4) answers a question about a signature with its selector.
    function test_no_precompile_passes_for_a_verifier() public {
        for (uint160 i = 1; i < 20; ++i) _refusesMember(abi.encodePacked(address(i), uint256(1)));
        _refusesMember(abi.encodePacked(address(0x100), uint256(1)));
    }

    // --------------------------------------------------------------------------------------------------------- helpers

    function _refuses(bytes[] memory members, uint64 threshold, bytes memory fault) private {
        _fails(address(org), abi.encodeCall(IOrganisation.setSigners, (members, threshold)), fault);
        if (members.length != 0 || threshold != 0) {
            _fails(address(org), abi.encodeCall(IOrganisation.setGuardians, (members, threshold)), fault);
        }
    }

    function _refusesMember(bytes memory member) private {
        _refuses(_only(member), 1, abi.encodeWithSelector(IOrganisation.MemberInvalid.selector, member));
    }

    /// @dev A member whose verifier has code.
    function _long(uint256 size) private returns (bytes memory member) {
        member = new bytes(size);
        bytes memory start = abi.encodePacked(address(new YesSayer()));
        for (uint256 i; i < 20 && i < size; ++i) member[i] = start[i];
    }

    function _many(uint256 count, uint256 size) private returns (bytes[] memory members) {
        members = new bytes[](count);
        bytes memory model = _long(size);
        for (uint256 i; i < count; ++i) {
            members[i] = bytes.concat(model);
            members[i][size - 1] = bytes1(uint8(i + 1));
        }
    }

    function _same(bytes[] memory left, bytes[] memory right) private pure {
        _eq(keccak256(abi.encode(left)), keccak256(abi.encode(right)), "members");
    }
}
