// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721} from "solady/src/tokens/ERC721.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {Words} from "../libraries/Words.sol";

/// @title The token of a receivable
/// @notice ERC-721 on the ledger's own words. Who holds it is owed the open amount.
abstract contract ReceivableToken is ERC721, LedgerStorage {
    function name() public pure override returns (string memory) {
        return "Countersign Receivable";
    }

    function symbol() public pure override returns (string memory) {
        return "RECV";
    }

    /// @notice Empty: what a receivable is about is its parties' business.
    function tokenURI(uint256) public pure override returns (string memory) {
        return "";
    }

    function approve(address account, uint256 id) public payable override {
        require(msg.value == 0, EtherRefused());
        super.approve(account, id);
    }

    /// @dev Solady's transfers are payable; this ledger keeps no ether. A locked receivable is not assignable as it is,
    /// and the ledger could not hand on what it was paid.
    function _beforeTokenTransfer(address from, address to, uint256 id) internal override {
        if (from == address(0)) return;
        require(to != address(this), HolderInvalid(to));
        require(msg.value == 0, EtherRefused());
        if (_token(bytes32(id)) & Words.LOCKED == 0) return;
        require(_transferee[bytes32(id)] == to, TransferLocked(bytes32(id)));
        delete _transferee[bytes32(id)];
    }
}
