// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PlayListener} from "../mocks/PlayListener.sol";
import {Agreeing} from "./Agreeing.sol";
import {Settling} from "./Settling.sol";

/// @notice All acts that may not revert, and the world around them.
abstract contract Acts is Agreeing, Settling {
    function _allow() internal {
        bytes4[31] memory all = [
            this.issue.selector,
            this.issue.selector,
            this.issue.selector,
            this.accept.selector,
            this.accept.selector,
            this.accept.selector,
            this.query.selector,
            this.reject.selector,
            this.amend.selector,
            this.debit.selector,
            this.accelerate.selector,
            this.split.selector,
            this.writeOff.selector,
            this.cancel.selector,
            this.consentTransfer.selector,
            this.transfer.selector,
            this.listen.selector,
            this.listen.selector,
            this.pay.selector,
            this.pay.selector,
            this.payMany.selector,
            this.claim.selector,
            this.advise.selector,
            this.recordReceipt.selector,
            this.recordReceipt.selector,
            this.reverseReceipt.selector,
            this.credit.selector,
            this.waive.selector,
            this.dispute.selector,
            this.resolve.selector,
            this.takeBack.selector
        ];
        for (uint256 i; i < all.length; ++i) {
            selectors.push(all[i]);
        }
        selectors.push(this.block_.selector);
        selectors.push(this.deafen.selector);
        selectors.push(this.wait.selector);
        selectors.push(this.payWithPermit2.selector);
    }

    function takeBack(uint256 who, uint256 nonce, bytes32 root) external act {
        address signer = _anyone(who).addr;
        vm.prank(signer);
        ledger.revoke(root);
        revoked.push(Signed(signer, uint256(root)));
        if (lens.isSpent(signer, nonce) || nonce <= nextNonce + 1_000) return;
        vm.prank(signer);
        ledger.spendNonce(nonce);
        spent.push(Signed(signer, nonce));
    }

    function block_(uint256 who, uint256 which, bool is_) external act {
        currencies[which % 2].setBlocked(_anyone(who).addr, is_);
    }

    function deafen(uint256 who, bool is_) external act {
        address account = _anyone(who).addr;
        if (account.code.length != 0) PlayListener(account).setDeaf(is_);
    }

    function wait(uint32 time) external act {
        _warp(clock + (time % 20 days));
    }
}
