// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Where the words of the ledger lie
/// @notice The layout of `LedgerStorage`, which never moves; a test compares it with what the compiler laid out.
library Slots {
    uint256 internal constant NONCES = 2;
    uint256 internal constant REVOKED = 3;
    uint256 internal constant LEDGER = 4;
    uint256 internal constant DETAIL = 5;
    uint256 internal constant DISPUTED = 6;
    uint256 internal constant CREDITED = 7;
    uint256 internal constant RECEIPTS = 8;
    uint256 internal constant KEPT = 9;
    uint256 internal constant TRANSFEREE = 10;

    /// @notice The key of a bank reference in the mapping of receipts.
    function receiptKey(bytes32 id, bytes32 bankRef) internal pure returns (bytes32) {
        return keccak256(abi.encode(id, bankRef));
    }

    /// @notice The slot of a value in a mapping. @param slot Of the mapping itself.
    function valueSlot(bytes32 key, uint256 slot) internal pure returns (bytes32) {
        return keccak256(abi.encode(key, slot));
    }

    function valueSlot(address key, uint256 slot) internal pure returns (bytes32) {
        return keccak256(abi.encode(key, slot));
    }
}
