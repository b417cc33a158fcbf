// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {World} from "../support/World.sol";

/// @notice Taking back what was signed: one nonce, or a root.
contract NoncesTest is World {
    function test_a_spent_nonce_is_spent_for_its_signer_alone(uint256 nonce, uint256 other) public {
        vm.assume(nonce != other);
        vm.expectEmit(address(ledger));
        emit ILedger.NonceSpent(buyer.addr, nonce);
        vm.prank(buyer.addr);
        ledger.spendNonce(nonce);
        _true(lens.isSpent(buyer.addr, nonce), "spent");
        _false(lens.isSpent(buyer.addr, other), "another nonce");
        _false(lens.isSpent(supplier.addr, nonce), "another signer");
    }

    function test_a_nonce_is_spent_once(uint256 nonce) public {
        vm.prank(buyer.addr);
        ledger.spendNonce(nonce);
        vm.expectRevert(abi.encodeWithSelector(ILedger.NonceAlreadySpent.selector, buyer.addr, nonce));
        vm.prank(buyer.addr);
        ledger.spendNonce(nonce);
    }

    function test_neighbours_in_one_word_are_apart() public {
        uint256[6] memory nonces = [uint256(0), 1, 255, 256, 511, MAX];
        for (uint256 i; i < nonces.length; ++i) {
            for (uint256 j; j < nonces.length; ++j) {
                _true(lens.isSpent(buyer.addr, nonces[j]) == (j < i), "spent");
            }
            vm.prank(buyer.addr);
            ledger.spendNonce(nonces[i]);
        }
    }

    function test_a_revoked_root_is_revoked_for_its_signer_alone(bytes32 root, bytes32 other) public {
        vm.assume(root != other);
        vm.expectEmit(address(ledger));
        emit ILedger.RootRevoked(buyer.addr, root);
        vm.prank(buyer.addr);
        ledger.revoke(root);
        _true(lens.isRevoked(buyer.addr, root), "revoked");
        _false(lens.isRevoked(buyer.addr, other), "another root");
        _false(lens.isRevoked(supplier.addr, root), "another signer");
    }

    function test_a_root_may_be_revoked_again_and_stays_revoked() public {
        for (uint256 i; i < 2; ++i) {
            vm.prank(buyer.addr);
            ledger.revoke(REASON);
            _true(lens.isRevoked(buyer.addr, REASON), "revoked");
        }
    }

    function test_the_ledger_names_its_directory_and_its_domain() public view {
        _eq(address(ledger.directory()), address(directory), "directory");
        (bool ok, bytes memory answer) = address(ledger).staticcall(abi.encodeWithSignature("eip712Domain()"));
        _true(ok, "answered");
        (bytes1 fields, string memory name, string memory version, uint256 id, address where, bytes32 salt, ) = abi
            .decode(answer, (bytes1, string, string, uint256, address, bytes32, uint256[]));
        vm.assertEq(name, "Countersign", "name");
        vm.assertEq(version, "1", "version");
        _true(id == chain && where == address(ledger) && salt == 0 && fields == 0x0f, "domain");
    }
}
