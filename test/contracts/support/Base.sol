// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @notice What every test needs and the runner does not bring: assertions by short names, bounds, a clock.
abstract contract Base {
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    /// @dev The compiler takes block time for constant within a call, so the tests keep their own.
    uint256 internal clock;

    function _warp(uint256 instant) internal {
        clock = instant;
        vm.warp(instant);
    }

    /// @dev A value within the bounds, both included; what is within them already stays.
    function _bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        if (value >= low && value <= high) return value;
        uint256 size = high - low;
        return size == type(uint256).max ? value : low + (value % (size + 1));
    }

    function _keyOf(string memory name) internal pure returns (uint256) {
        return uint256(keccak256(bytes(name))) >> 1;
    }

    function _sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Deploys an artifact of the project, so that no test holds the code of the ledger in its own.
    function _deploy(string memory artifact, bytes memory arguments) internal returns (address deployed) {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        require(deployed != address(0), "not deployed");
    }

    /// @dev Permit2's own code, which its makers' package brings, where the ledger calls it. Creating it there, by a
    /// call to its creation code, gives it the domain of that address.
    function _putPermit2() internal returns (address permit2) {
        permit2 = 0x000000000022D473030F116dDEE9F6B43aC78BA3;
        vm.etch(permit2, vm.parseBytes(vm.readFile("generated/permit2.hex")));
        (bool ok, bytes memory code) = permit2.call("");
        require(ok && code.length > 1_000, "no Permit2");
        vm.etch(permit2, code);
    }

    function _deployLedger(address directory) internal returns (address) {
        address amendments = _deploy("Amendments", abi.encode(directory));
        address adjustments = _deploy("Adjustments", abi.encode(directory, amendments));
        return _deploy("Receivables", abi.encode(directory, adjustments));
    }

    function _eq(uint256 left, uint256 right, string memory what) internal pure {
        vm.assertEq(left, right, what);
    }

    function _eq(address left, address right, string memory what) internal pure {
        vm.assertEq(left, right, what);
    }

    function _eq(bytes32 left, bytes32 right, string memory what) internal pure {
        vm.assertEq(left, right, what);
    }

    function _true(bool condition, string memory what) internal pure {
        vm.assertEq(condition, true, what);
    }

    function _false(bool condition, string memory what) internal pure {
        vm.assertEq(condition, false, what);
    }
}
