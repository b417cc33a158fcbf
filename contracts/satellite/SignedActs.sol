// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IDirectory} from "../interfaces/IDirectory.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {ISignedActs} from "../interfaces/ISignedActs.sol";
import {Messages} from "../libraries/Messages.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Consent, Verb} from "../types/Types.sol";

/// @title How a party says yes beside the ledger
/// @notice As on the ledger, with its errors, for acts that are never under a root and whose mandates have no cap.
abstract contract SignedActs is EIP712, ISignedActs {
    /// @dev The face of what a call does not open; no capped mandate covers it.
    uint256 private constant NOT_OPENED = type(uint256).max;

    /// @inheritdoc ISignedActs
    IDirectory public immutable directory;

    mapping(address signer => mapping(uint256 word => uint256 bits)) private _nonces;

    constructor(IDirectory directory_) EIP712("Countersign", "1") {
        directory = directory_;
    }

    /// @inheritdoc ISignedActs
    function spendNonce(uint256 nonce) external {
        _spendNonce(msg.sender, nonce);
    }

    /// @inheritdoc ISignedActs
    function isSpent(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer][nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    /// @dev The caller, after checking that it may act for `party`.
    function _caller(Verb verb, address party) internal view returns (address) {
        _requireMayAct(party, msg.sender, verb);
        return msg.sender;
    }

    /// @dev Who signed for `party`, after checking everything that the ledger checks.
    /// @param spends Whether a signature must count once. What counts once by itself leaves its nonce unspent: it is
    /// only the handle by which the signer takes it back.
    function _signer(
        Verb verb,
        address party,
        bytes memory message,
        bool spends,
        Consent[] calldata consent
    ) internal returns (address) {
        require(consent.length == 1, ILedger.ConsentsTooMany(consent.length));
        Consent calldata c = consent[0];
        require(c.count == 0, ILedger.RootNotAllowed(verb));
        _requireMayAct(party, c.signer, verb);
        if (spends) _spendNonce(c.signer, c.nonce);
        else _requireUnspent(c.signer, c.nonce);
        require(block.timestamp <= c.deadline, ILedger.ConsentExpired(c.signer, c.deadline));
        bytes32 digest = _hashTypedDataV4(Messages.single(message, c.nonce, c.deadline));
        require(Signatures.isValid(c.signer, digest, c.signature), ILedger.SignatureInvalid(c.signer, digest));
        return c.signer;
    }

    function _requireMayAct(address party, address actor, Verb verb) private view {
        require(
            actor == party || directory.covers(party, actor, verb, address(0), NOT_OPENED),
            ILedger.NotAuthorised(party, actor, verb)
        );
    }

    function _spendNonce(address signer, uint256 nonce) private {
        uint256 bits = _requireUnspent(signer, nonce);
        _nonces[signer][nonce >> 8] = bits | (1 << (nonce & 0xff));
        emit NonceSpent(signer, nonce);
    }

    function _requireUnspent(address signer, uint256 nonce) private view returns (uint256 bits) {
        bits = _nonces[signer][nonce >> 8];
        require(bits & (1 << (nonce & 0xff)) == 0, ILedger.NonceAlreadySpent(signer, nonce));
    }
}
