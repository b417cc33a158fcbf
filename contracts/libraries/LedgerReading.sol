// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IReceivables} from "../interfaces/IReceivables.sol";
import {Receipt, ReceiptStatus, Status} from "../types/Types.sol";
import {Slots} from "./Slots.sol";
import {Words} from "./Words.sol";

/// @title What a satellite reads of the ledger's words
library LedgerReading {
    using Words for uint256;

    /// @notice The two words of a receivable, as `listen` gives them too.
    function wordsOf(IReceivables ledger, bytes32 id) internal view returns (uint256 word, uint256 token) {
        (bytes32 wordSlot, bytes32 tokenSlot) = (Slots.valueSlot(id, Slots.LEDGER), Words.tokenSlot(id));
        bytes4 selector = ledger.extSloads.selector;
        bool isRead;
        // As the compiler would ask, without its arrays: this is read at every act.
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, selector)
            mstore(add(m, 0x04), 0x20)
            mstore(add(m, 0x24), 2)
            mstore(add(m, 0x44), wordSlot)
            mstore(add(m, 0x64), tokenSlot)
            isRead := staticcall(gas(), ledger, m, 0x84, m, 0x80)
            isRead := and(isRead, eq(returndatasize(), 0x80))
            word := mload(add(m, 0x40))
            token := mload(add(m, 0x60))
        }
        assert(isRead);
    }

    /// @notice Why a receivable cannot be bought, as far as its words tell; zero if it can.
    /// @param commitment Of what was opened. @param face Its amount, minor units. @param advices How many unanswered
    /// ones whoever buys it puts up with.
    function forbids(
        uint256 word,
        uint256 token,
        bytes32 commitment,
        uint256 face,
        uint256 advices
    ) internal pure returns (bytes32) {
        if (!word.commits(commitment)) return "commitment";
        if (word.statusOf() != Status.Accepted) return "accepted";
        if (word & Words.DISPUTED != 0) return "disputed";
        if (word & Words.WRITTEN_OFF != 0) return "writtenOff";
        if (word.advicesOf() > advices) return "advised";
        if (token & Words.CLOSED != 0 || face <= token.settledOf()) return "closed";
        return 0;
    }

    function commits(IReceivables ledger, bytes32 id, bytes32 commitment) internal view returns (bool) {
        return Words.commits(_word(ledger, Slots.valueSlot(id, Slots.LEDGER)), commitment);
    }

    /// @return Minor units.
    function disputed(IReceivables ledger, bytes32 id) internal view returns (uint256) {
        return _word(ledger, Slots.valueSlot(id, Slots.DISPUTED));
    }

    /// @return Minor units.
    function credited(IReceivables ledger, bytes32 id) internal view returns (uint256) {
        return _word(ledger, Slots.valueSlot(id, Slots.CREDITED));
    }

    /// @return Minor units that the ledger keeps.
    function kept(IReceivables ledger, address holder, address currency, bytes32 id) internal view returns (uint256) {
        uint256 ofHolder = uint256(Slots.valueSlot(holder, Slots.KEPT));
        uint256 ofCurrency = uint256(Slots.valueSlot(currency, ofHolder));
        return _word(ledger, Slots.valueSlot(id, ofCurrency));
    }

    /// @notice Whether the buyer has advised exactly this, and nobody has answered it.
    function isAdvised(IReceivables ledger, bytes32 id, Receipt calldata r) internal view returns (bool) {
        bytes32 slot = Slots.valueSlot(Slots.receiptKey(id, r.bankRef), Slots.RECEIPTS);
        bytes32 advised = Words.packReceipt(keccak256(abi.encode(r)), ReceiptStatus.Advised);
        return _word(ledger, slot) == uint256(advised);
    }

    function _word(IReceivables ledger, bytes32 slot) private view returns (uint256) {
        bytes32[] memory slots = new bytes32[](1);
        slots[0] = slot;
        return uint256(ledger.extSloads(slots)[0]);
    }
}
