// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consents} from "./Consents.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {Words} from "./libraries/Words.sol";
import {Position} from "./types/Types.sol";

/// @title The words of the ledger
/// @notice The one storage layout that the ledger and its adjustments share; `Words` says what the bits mean. Nothing
/// is ever put before or between these mappings.
abstract contract LedgerStorage is Consents {
    using Words for uint256;

    mapping(bytes32 id => uint256 word) internal _ledger;
    mapping(bytes32 id => uint256 word) internal _detail;
    mapping(bytes32 id => uint256 amount) internal _disputed;
    mapping(bytes32 id => uint256 amount) internal _credited;
    mapping(bytes32 idAndBankRef => bytes32 receipt) internal _receipts;
    mapping(address holder => mapping(address currency => mapping(bytes32 id => uint256 amount))) internal _kept;

    constructor(IDirectory directory_) Consents(directory_) {}

    function _open(bytes32 id, bytes32 commitment) internal view returns (uint256 word) {
        word = _ledger[id];
        require(word.commits(commitment), CommitmentMismatch(id, commitment));
    }

    function _position(bytes32 id, uint256 word, uint256 token) internal view returns (Position memory p) {
        p.settled = token.settledOf();
        if (word & Words.CREDITED != 0) p.credited = _credited[id];
        if (token & Words.DETAIL != 0) Words.unpackDetail(_detail[id], p);
    }

    function _token(bytes32 id) internal view returns (uint256 token) {
        bytes32 slot = Words.tokenSlot(id);
        assembly ("memory-safe") {
            token := sload(slot)
        }
    }

    function _setToken(bytes32 id, uint256 token) internal {
        bytes32 slot = Words.tokenSlot(id);
        assembly ("memory-safe") {
            sstore(slot, token)
        }
    }
}
