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

    /// @dev Solady's transfers are payable; this ledger keeps no ether, and could not hand on what it was paid.
    function _beforeTokenTransfer(address from, address to, uint256 id) internal override {
        if (from == address(0)) return;
        require(to != address(this), HolderInvalid(to));
        require(msg.value == 0, EtherRefused());
        uint256 token = _token(bytes32(id));
        if (token & Words.GUARDED != 0) _passGuard(bytes32(id), token, to);
    }

    /// @dev A locked receivable goes only to whom the buyer named; the next holder has not asked to be called.
    function _passGuard(bytes32 id, uint256 token, address to) private {
        uint256 word = _ledger[id];
        if (word & Words.LOCKED != 0) {
            require(_transferee[id] == to, TransferLocked(id));
            delete _transferee[id];
        } else {
            _setToken(id, token & ~Words.GUARDED);
        }
        if (word & Words.LISTENING != 0) _ledger[id] = word & ~Words.LISTENING;
    }
}
