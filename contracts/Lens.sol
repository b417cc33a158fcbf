// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "./interfaces/ILedger.sol";
import {ILens, ReceivableView} from "./interfaces/ILens.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {Commitments} from "./libraries/Commitments.sol";
import {Money} from "./libraries/Money.sol";
import {Slots} from "./libraries/Slots.sol";
import {Words} from "./libraries/Words.sol";
import {Allocation, OpenTerms, Position, Quote, ReceiptStatus, Terms} from "./types/Types.sol";

/// @title Views and quotes
/// @notice The mechanism; `ILens` is the manual.
contract Lens is ILens {
    using Commitments for OpenTerms;
    using Words for uint256;

    IReceivables public immutable receivables;

    constructor(IReceivables receivables_) {
        receivables = receivables_;
    }

    /// @inheritdoc ILens
    function stateOf(bytes32 id) external view returns (ReceivableView memory s) {
        (uint256 word, uint256 token, Position memory p, uint256 disputed) = _read(id);
        s.advices = word.advicesOf();
        s.writtenOff = word & Words.WRITTEN_OFF != 0;
        s.part = word & Words.PART != 0;
        s.listening = word & Words.LISTENING != 0;
        s.transferee = address(uint160(uint256(_word(Slots.valueSlot(id, Slots.TRANSFEREE)))));
        s.commitment = bytes30(bytes32(word));
        s.status = word.statusOf();
        s.holder = token.holderOf();
        s.closed = token & Words.CLOSED != 0;
        s.locked = word & Words.LOCKED != 0;
        s.settled = p.settled;
        s.credited = p.credited;
        s.disputed = disputed;
        s.lateDays = p.lateDays;
        s.chargesSettled = p.chargesSettled;
        s.carry = p.carry;
        s.discounted = p.discounted;
    }

    /// @inheritdoc ILens
    function quote(bytes32 id, OpenTerms calldata opened, uint256 instant) external view returns (Quote memory) {
        (uint256 word, , Position memory p, ) = _read(id);
        bytes32 commitment = opened.hash();
        require(word.commits(commitment), ILedger.CommitmentMismatch(id, commitment));
        return Money.quote(opened.terms, p, Money.localDay(opened.terms, instant));
    }

    /// @inheritdoc ILens
    function reckon(
        Terms calldata terms,
        Position calldata position,
        uint256 day,
        uint256 maxCash
    ) external pure returns (Quote memory due, Allocation memory paid) {
        due = Money.quote(terms, position, day);
        paid = Money.allocate(terms, position, day, maxCash);
    }

    /// @inheritdoc ILens
    function validate(Terms calldata terms) external pure {
        Money.validate(terms);
    }

    /// @inheritdoc ILens
    function keptFor(address holder, address currency, bytes32 id) external view returns (uint256) {
        uint256 ofHolder = uint256(Slots.valueSlot(holder, Slots.KEPT));
        uint256 ofCurrency = uint256(Slots.valueSlot(currency, ofHolder));
        return uint256(_word(Slots.valueSlot(id, ofCurrency)));
    }

    /// @inheritdoc ILens
    function receiptStatusOf(bytes32 id, bytes32 bankRef) external view returns (ReceiptStatus) {
        return Words.receiptStatusOf(_word(Slots.valueSlot(Slots.receiptKey(id, bankRef), Slots.RECEIPTS)));
    }

    /// @inheritdoc ILens
    function isSpent(address signer, uint256 nonce) external view returns (bool) {
        uint256 ofSigner = uint256(Slots.valueSlot(signer, Slots.NONCES));
        return (uint256(_word(Slots.valueSlot(bytes32(nonce >> 8), ofSigner))) >> (nonce & 0xff)) & 1 == 1;
    }

    /// @inheritdoc ILens
    function isRevoked(address signer, bytes32 root) external view returns (bool) {
        uint256 ofSigner = uint256(Slots.valueSlot(signer, Slots.REVOKED));
        return _word(Slots.valueSlot(root, ofSigner)) != 0;
    }

    function _read(bytes32 id) private view returns (uint256 word, uint256 token, Position memory p, uint256 disputed) {
        bytes32[] memory slots = new bytes32[](5);
        slots[0] = Slots.valueSlot(id, Slots.LEDGER);
        slots[1] = Words.tokenSlot(id);
        slots[2] = Slots.valueSlot(id, Slots.DETAIL);
        slots[3] = Slots.valueSlot(id, Slots.CREDITED);
        slots[4] = Slots.valueSlot(id, Slots.DISPUTED);
        bytes32[] memory words = receivables.extSloads(slots);
        (word, token) = (uint256(words[0]), uint256(words[1]));
        Words.unpackDetail(uint256(words[2]), p);
        p.settled = token.settledOf();
        p.discounted = token & Words.DISCOUNTED != 0;
        p.credited = uint256(words[3]);
        disputed = uint256(words[4]);
    }

    function _word(bytes32 slot) private view returns (bytes32) {
        bytes32[] memory slots = new bytes32[](1);
        slots[0] = slot;
        return receivables.extSloads(slots)[0];
    }
}
