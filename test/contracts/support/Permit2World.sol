// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OpenTerms, Permit2Consent, Receivable} from "../../../contracts/types/Types.sol";
import {CurrencyWorld} from "./CurrencyWorld.sol";
import {IPermit2Owner} from "./IPermit2Owner.sol";
import {Typed} from "./Typed.sol";
import {TypedReceipts} from "./TypedReceipts.sol";

/// @notice A world with Permit2, to which the buyer has given a standing allowance, and none to the ledger.
abstract contract Permit2World is CurrencyWorld {
    uint256 internal constant NONCE = 77;

    IPermit2Owner internal permit2;

    function setUp() public virtual override {
        super.setUp();
        permit2 = IPermit2Owner(_putPermit2());
        vm.prank(buyer.addr);
        coin.approve(address(ledger), 0);
        _allow(buyer.addr, address(coin));
    }

    function _allow(address payer, address currency) internal {
        vm.prank(payer);
        (bool ok, ) = currency.call(abi.encodeWithSignature("approve(address,uint256)", permit2, MAX));
        require(ok, "approve");
    }

    function _witness(
        Receivable memory r,
        uint256 maxCash,
        uint256 nonce,
        uint256 deadline
    ) internal pure returns (bytes32) {
        return Typed.single(Typed.payment(Typed.hash(r), maxCash), nonce, deadline);
    }

    function _permit2Digest(bytes32 structHash) internal view returns (bytes32) {
        return TypedReceipts.permit2Digest(address(permit2), chain, structHash);
    }

    function _permitHash(
        Receivable memory r,
        uint256 maxCash,
        uint256 nonce,
        uint256 deadline
    ) internal view returns (bytes32) {
        bytes32 witness = _witness(r, maxCash, nonce, deadline);
        return TypedReceipts.permitWitness(r.terms.currency, maxCash, address(ledger), nonce, deadline, witness);
    }

    /// @dev What `payer` consents to, signed by a key, good until tomorrow.
    function _permitted(
        address payer,
        uint256 key,
        Receivable memory r,
        uint256 maxCash,
        uint256 nonce
    ) internal view returns (Permit2Consent memory) {
        bytes32 hash = _permitHash(r, maxCash, nonce, clock + 1 days);
        return Permit2Consent(payer, nonce, clock + 1 days, _sign(key, _permit2Digest(hash)));
    }

    function _permitted(Receivable memory r, uint256 maxCash) internal view returns (Permit2Consent memory) {
        return _permitted(buyer.addr, buyer.key, r, maxCash, NONCE);
    }

    /// @dev Carried by the relayer.
    function _payWith(Receivable memory r, uint256 maxCash, Permit2Consent memory consent) internal returns (uint256) {
        (bytes32 id, OpenTerms memory opened) = (Typed.idOf(r.header), _openTerms(r));
        vm.prank(relayer.addr);
        return ledger.payWithPermit2(id, opened, maxCash, consent);
    }

    function _payWithCall(
        Receivable memory r,
        uint256 maxCash,
        Permit2Consent memory consent
    ) internal view returns (bytes memory) {
        OpenTerms memory opened = _openTerms(r);
        return abi.encodeCall(ledger.payWithPermit2, (Typed.idOf(r.header), opened, maxCash, consent));
    }

    function _spentBits(address payer) internal view returns (uint256) {
        return permit2.nonceBitmap(payer, 0);
    }
}
