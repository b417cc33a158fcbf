// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IDirectory} from "../interfaces/IDirectory.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {Messages} from "../libraries/Messages.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Consent, Verb} from "../types/Types.sol";

/// @title How a party says yes
/// @notice By calling, by an agent with a mandate, by a signed message that anyone carries, or by a leaf under a signed
/// root. Signature, ERC-1271 answer and mandate are checked when the act is recorded.
abstract contract Consents is EIP712, ILedger {
    /// @dev The face of a receivable whose terms a call does not open; no capped mandate covers it.
    uint256 internal constant NOT_OPENED = type(uint256).max;

    /// @inheritdoc ILedger
    IDirectory public immutable directory;

    mapping(address signer => mapping(uint256 word => uint256 bits)) internal _nonces;
    mapping(address signer => mapping(bytes32 root => bool)) internal _revoked;

    constructor(IDirectory directory_) EIP712("Countersign", "1") {
        directory = directory_;
    }

    /// @dev Who acts for `party`, after checking that it may. `subject` is what a leaf of a root would be made of;
    /// `message` is the EIP-712 encoding of the act up to its nonce and deadline.
    function _consent(
        Verb verb,
        address party,
        address currency,
        uint256 amount,
        bytes32 subject,
        bytes memory message,
        Consent[] calldata consent
    ) internal returns (address by) {
        if (consent.length == 0) {
            _mayAct(party, msg.sender, verb, currency, amount);
            return msg.sender;
        }
        Consent calldata c = _only(consent);
        _mayAct(party, c.signer, verb, address(0), NOT_OPENED);
        bytes32 structHash =
            c.count == 0
                ? Messages.single(message, _useNonce(verb, c), c.deadline)
                : Messages.root(verb, party, _rootOf(verb, subject, c), c);
        _verify(c, structHash);
        return c.signer;
    }

    /// @dev Whoever calls pays, or whoever signed this very payment; nobody signs a payment for somebody else.
    function _payer(bytes32 commitment, uint256 maxCash, Consent[] calldata consent) internal returns (address) {
        if (consent.length == 0) return msg.sender;
        Consent calldata c = _only(consent);
        require(c.count == 0, RootNotAllowed(Verb.Pay));
        bytes memory message = Messages.payment(commitment, maxCash);
        _verify(c, Messages.single(message, _useNonce(Verb.Pay, c), c.deadline));
        return c.signer;
    }

    function _only(Consent[] calldata consent) private pure returns (Consent calldata) {
        require(consent.length == 1, ConsentsTooMany(consent.length));
        return consent[0];
    }

    function _mayAct(address party, address actor, Verb verb, address currency, uint256 amount) private view {
        require(
            actor == party || directory.covers(party, actor, verb, currency, amount),
            NotAuthorised(party, actor, verb)
        );
    }

    /// @dev A proof longer than a tree of `count` leaves is deep would let a root hold more than its signer was told.
    function _rootOf(Verb verb, bytes32 subject, Consent calldata c) private view returns (bytes32 root) {
        require(verb == Verb.Issue || verb == Verb.Accept, RootNotAllowed(verb));
        uint256 length = c.proof.length;
        require(length == 0 || (length < 64 && c.count > 1 << (length - 1)), ProofTooLong(length, c.count));
        root = MerkleProof.processProofCalldata(c.proof, Messages.leaf(subject));
        require(!_revoked[c.signer][root], RootIsRevoked(c.signer, root));
    }

    function _verify(Consent calldata c, bytes32 structHash) private view {
        require(block.timestamp <= c.deadline, ConsentExpired(c.signer, c.deadline));
        bytes32 digest = _hashTypedDataV4(structHash);
        require(Signatures.isValid(c.signer, digest, c.signature), SignatureInvalid(c.signer, digest));
    }

    /// @dev A receivable is issued once and each commitment accepted once, so these spend no nonce: it is only the
    /// handle by which the signer takes them back.
    function _useNonce(Verb verb, Consent calldata c) private returns (uint256) {
        if (verb == Verb.Issue || verb == Verb.Accept) _requireUnspent(c.signer, c.nonce);
        else _spendNonce(c.signer, c.nonce);
        return c.nonce;
    }

    function _spendNonce(address signer, uint256 nonce) internal {
        uint256 bits = _requireUnspent(signer, nonce);
        _nonces[signer][nonce >> 8] = bits | (1 << (nonce & 0xff));
        emit NonceSpent(signer, nonce);
    }

    function _requireUnspent(address signer, uint256 nonce) private view returns (uint256 bits) {
        bits = _nonces[signer][nonce >> 8];
        require(bits & (1 << (nonce & 0xff)) == 0, NonceAlreadySpent(signer, nonce));
    }
}
