// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Position, Status} from "../types/Types.sol";

/// @title The packed words of a receivable
/// @notice A new slot is the dearest thing there is, so a receivable has two, and a third only when it is late, partly
/// discounted or its charges are partly settled.
/// ledger word   commitment 240 | spare 7 | credited 1 | writtenOff 1 | advised 1 | disputed 1 | split 1 | status 4
/// token data    closed 1 | detail 1 | listening 1 | locked 1 | settled principal 92     (above the holder's 160 bits)
/// detail word   discount carry 48 | charges settled 96 | late days 112
library Words {
    uint256 internal constant STATUS_MASK = 0xf;
    uint256 internal constant SPLIT = 1 << 4;
    uint256 internal constant DISPUTED = 1 << 5;
    uint256 internal constant ADVISED = 1 << 6;
    uint256 internal constant WRITTEN_OFF = 1 << 7;
    uint256 internal constant CREDITED = 1 << 8;

    uint96 internal constant LOCKED = uint96(1 << 92);
    uint96 internal constant LISTENING = uint96(1 << 93);
    uint96 internal constant DETAIL = uint96(1 << 94);
    uint96 internal constant CLOSED = uint96(1 << 95);
    uint96 internal constant SETTLED_MASK = uint96((1 << 92) - 1);

    /// @notice A fresh ledger word. The commitment is kept to 240 bits.
    function pack(bytes32 commitment, Status status) internal pure returns (uint256) {
        return ((uint256(commitment) >> 16) << 16) | uint256(status);
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

    function settledOf(uint96 data) internal pure returns (uint256) {
        return data & SETTLED_MASK;
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
