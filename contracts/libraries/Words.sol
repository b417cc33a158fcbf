// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Position, ReceiptStatus, Status} from "../types/Types.sol";

/// @title The packed words of a receivable
/// @notice A new slot is the dearest thing there is, so a receivable has two, and a third only when principal is
/// settled late, charges are settled, or a discount on parts leaves a fraction.
/// ledger word   commitment 240 | locked 1 | advices 6 | credited 1 | writtenOff 1 | listening 1 | disputed 1 | part 1
/// | status 4
/// token word    closed 1 | detail 1 | discounted 1 | guarded 1 | settled principal 92 | holder 160
/// receipt word  hash of what was advised or recorded 248 | status 8
/// detail word   discount carry 48 | charges settled 96 | late days 112
/// "guarded" says that the receivable is locked or its holder listens, so that a transfer of any other reads no word
/// but the token's.
library Words {
    uint256 internal constant STATUS_MASK = 0xf;
    uint256 internal constant PART = 1 << 4;
    uint256 internal constant DISPUTED = 1 << 5;
    uint256 internal constant LISTENING = 1 << 6;
    uint256 internal constant WRITTEN_OFF = 1 << 7;
    uint256 internal constant CREDITED = 1 << 8;
    uint256 internal constant ADVICE_UNIT = 1 << 9;
    uint256 internal constant MAX_ADVICES = 63;
    uint256 internal constant LOCKED = 1 << 15;
    uint256 private constant FLAGS_MASK = 0xffff;

    uint256 internal constant GUARDED = 1 << 252;
    uint256 internal constant DISCOUNTED = 1 << 253;
    uint256 internal constant DETAIL = 1 << 254;
    uint256 internal constant CLOSED = 1 << 255;
    uint256 internal constant SETTLED_UNIT = 1 << 160;
    uint256 private constant HOLDER_BITS = 160;
    uint256 private constant SETTLED_MASK = (1 << 92) - 1;

    /// @notice A fresh ledger word. The commitment is kept to 240 bits.
    function pack(bytes32 commitment, Status status) internal pure returns (uint256) {
        return ((uint256(commitment) >> 16) << 16) | uint256(status);
    }

    /// @notice The word with another commitment; all flags stay.
    function withCommitment(uint256 word, bytes32 commitment) internal pure returns (uint256) {
        return ((uint256(commitment) >> 16) << 16) | (word & FLAGS_MASK);
    }

    /// @notice How many advices of the buyer wait for an answer.
    function advicesOf(uint256 word) internal pure returns (uint256) {
        return (word >> 9) & MAX_ADVICES;
    }

    function commits(uint256 word, bytes32 commitment) internal pure returns (bool) {
        return (word ^ uint256(commitment)) >> 16 == 0;
    }

    function statusOf(uint256 word) internal pure returns (Status) {
        return Status(word & STATUS_MASK);
    }

    function withStatus(uint256 word, Status status) internal pure returns (uint256) {
        return (word & ~STATUS_MASK) | uint256(status);
    }

    function settledOf(uint256 token) internal pure returns (uint256) {
        return (token >> HOLDER_BITS) & SETTLED_MASK;
    }

    function holderOf(uint256 token) internal pure returns (address) {
        return address(uint160(token));
    }

    /// @notice Who is paid and whether it is told, so that two payees compare in one go: `holderOf` reads the one,
    /// `isTold` the other.
    function payeeOf(uint256 word, uint256 token) internal pure returns (uint256) {
        return uint160(token) | ((word & LISTENING) << HOLDER_BITS);
    }

    function isTold(uint256 payee) internal pure returns (bool) {
        return payee >> HOLDER_BITS != 0;
    }

    /// @notice Where the token word of a receivable lies, as Solady's ERC721 lays it out; a test compares the two.
    function tokenSlot(bytes32 id) internal pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            mstore(0x00, id)
            mstore(0x1c, shl(192, 0x7d8825530a5a2e7a))
            slot := add(id, add(id, keccak256(0x00, 0x20)))
        }
    }

    /// @notice The word of a bank reference: hash of what was advised or recorded 248 | status 8.
    function packReceipt(bytes32 hash, ReceiptStatus status) internal pure returns (bytes32) {
        return bytes32(((uint256(hash) >> 8) << 8) | uint256(status));
    }

    function receiptStatusOf(bytes32 receipt) internal pure returns (ReceiptStatus) {
        return ReceiptStatus(uint8(uint256(receipt)));
    }

    /// @notice Reads the detail word into a position.
    function unpackDetail(uint256 detail, Position memory p) internal pure {
        p.lateDays = uint112(detail);
        p.chargesSettled = uint96(detail >> 112);
        p.carry = detail >> 208;
    }

    function packDetail(Position memory p) internal pure returns (uint256) {
        return p.lateDays | (p.chargesSettled << 112) | (p.carry << 208);
    }
}
