// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721Holder} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Holder.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {MultiSignerERC7913} from "@openzeppelin/contracts/utils/cryptography/signers/MultiSignerERC7913.sol";
import {ERC7739} from "@openzeppelin/contracts/utils/cryptography/signers/draft-ERC7739.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Call, IOrganisation, Recovery} from "./IOrganisation.sol";

/// @title An organisation as a contract account
/// @notice The mechanism; `IOrganisation` is the manual.
contract Organisation is IOrganisation, MultiSignerERC7913, ERC7739, ERC721Holder, ReentrancyGuardTransient {
    using EnumerableSet for EnumerableSet.BytesSet;

    uint256 private constant MEMBERS_MAX = 16;
    uint256 private constant MEMBER_BYTES_MIN = 20;
    uint256 private constant MEMBER_BYTES_MAX = 128;
    uint256 private constant DELAY_MIN = 1 days;
    uint256 private constant DELAY_MAX = 365 days;
    /// @dev How long a recovery may be finished once its delay is over.
    uint256 private constant WINDOW = 14 days;

    bytes32 private constant CALL_TYPE = keccak256("Call(address target,uint256 value,bytes data)");
    bytes32 private constant EXECUTION_TYPE = keccak256(
        "Execution(Call[] calls,uint256 nonce,uint256 deadline,uint64 epoch)"
        "Call(address target,uint256 value,bytes data)"
    );
    bytes32 private constant PROPOSAL_TYPE = keccak256(
        "RecoveryProposal(bytes[] signers,uint64 threshold,uint64 proposal,uint256 deadline)"
    );

    /// @inheritdoc IOrganisation
    uint256 public immutable recoveryDelay;

    /// @inheritdoc IOrganisation
    uint64 public epoch;
    /// @inheritdoc IOrganisation
    uint64 public nextProposal;
    uint64 private _guardianThreshold;
    EnumerableSet.BytesSet private _guardians;
    Recovery private _recovery;
    mapping(uint256 word => uint256 bits) private _nonces;

    modifier onlySelf() {
        require(msg.sender == address(this), CallerNotSelf(msg.sender));
        _;
    }

    constructor(
        bytes[] memory signers_,
        uint64 threshold_,
        bytes[] memory guardians_,
        uint64 guardianThreshold,
        uint256 delay
    ) EIP712("Countersign Organisation", "1") MultiSignerERC7913(_quorum(signers_, threshold_), threshold_) {
        require(delay >= DELAY_MIN && delay <= DELAY_MAX, DelayInvalid(delay));
        recoveryDelay = delay;
        epoch = 1;
        emit SignersReplaced(signers_, threshold_, 1);
        _replaceGuardians(guardians_, guardianThreshold);
    }

    receive() external payable {
        emit EtherReceived(msg.sender, msg.value);
    }

    // ---------------------------------------------------------------------------------------------------------- acting

    /// @inheritdoc IOrganisation
    function execute(
        Call[] calldata calls,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external nonReentrant {
        require(block.timestamp <= deadline, SignatureExpired(deadline));
        require(!isSpent(nonce), NonceAlreadySpent(nonce));
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(EXECUTION_TYPE, _hashCalls(calls), nonce, deadline, epoch))
        );
        require(_rawSignatureValidation(digest, signature), SignatureInvalid(digest));
        _nonces[nonce >> 8] |= 1 << (nonce & 0xff);
        emit CallsExecuted(nonce, msg.sender, digest);
        for (uint256 i; i < calls.length; ++i) _call(i, calls[i]);
    }

    /// @inheritdoc IOrganisation
    function setSigners(bytes[] calldata signers, uint64 threshold) external onlySelf {
        _voidRecovery();
        _replaceSigners(signers, threshold);
    }

    /// @inheritdoc IOrganisation
    function setGuardians(bytes[] calldata guardians_, uint64 threshold) external onlySelf {
        _voidRecovery();
        _replaceGuardians(guardians_, threshold);
    }

    // -------------------------------------------------------------------------------------------------------- recovery

    /// @inheritdoc IOrganisation
    function proposeRecovery(
        bytes[] calldata signers,
        uint64 threshold,
        uint256 deadline,
        bytes[] calldata guardians_,
        bytes[] calldata signatures
    ) external {
        require(_guardianThreshold != 0, GuardiansMissing());
        require(block.timestamp <= deadline, SignatureExpired(deadline));
        uint64 proposal = nextProposal;
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(PROPOSAL_TYPE, _hashMembers(signers), threshold, proposal, deadline))
        );
        require(_guardiansSigned(digest, guardians_, signatures), SignatureInvalid(digest));
        _quorum(signers, threshold);
        _voidRecovery();
        nextProposal = proposal + 1;
        uint40 readyAt = uint40(block.timestamp + recoveryDelay);
        uint40 expiresAt = uint40(readyAt + WINDOW);
        _recovery = Recovery(keccak256(abi.encode(signers, threshold)), proposal, readyAt, expiresAt);
        emit RecoveryProposed(proposal, signers, threshold, readyAt, expiresAt);
    }

    /// @inheritdoc IOrganisation
    function cancelRecovery() external onlySelf {
        require(_isOpen(), RecoveryMissing());
        _voidRecovery();
    }

    /// @inheritdoc IOrganisation
    function finishRecovery(bytes[] calldata signers, uint64 threshold) external {
        require(_isOpen(), RecoveryMissing());
        Recovery memory proposed = _recovery;
        require(block.timestamp >= proposed.readyAt, RecoveryNotReady(proposed.readyAt));
        bytes32 opened = keccak256(abi.encode(signers, threshold));
        require(opened == proposed.quorum, RecoveryMismatch(proposed.quorum, opened));
        delete _recovery;
        emit RecoveryFinished(proposed.proposal);
        _replaceSigners(signers, threshold);
    }

    // ----------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IOrganisation
    function guardians() external view returns (bytes[] memory members, uint64 threshold) {
        return (_guardians.values(), _guardianThreshold);
    }

    /// @inheritdoc IOrganisation
    function recovery() external view returns (Recovery memory) {
        return _recovery;
    }

    /// @inheritdoc IOrganisation
    function isSpent(uint256 nonce) public view returns (bool) {
        return _nonces[nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    // ------------------------------------------------------------------------------------------------------- mechanism

    function _call(uint256 index, Call calldata c) private {
        require(c.data.length == 0 || c.target.code.length != 0, TargetMissing(index, c.target));
        (bool ok, bytes memory reason) = c.target.call{value: c.value}(c.data);
        require(ok, CallFailed(index, reason));
    }

    /// @dev Adds before it removes, so that the threshold can be reached at every step.
    function _replaceSigners(bytes[] memory signers, uint64 threshold) private {
        _quorum(signers, threshold);
        bytes[] memory former = getSigners(0, type(uint64).max);
        _addSigners(_without(signers, former));
        _setThreshold(threshold);
        _removeSigners(_without(former, signers));
        emit SignersReplaced(signers, threshold, ++epoch);
    }

    /// @dev Skips a number, so that what was signed for the next proposal is void.
    function _replaceGuardians(bytes[] memory members, uint64 threshold) private {
        if (members.length != 0 || threshold != 0) _quorum(members, threshold);
        _guardians.clear();
        for (uint256 i; i < members.length; ++i) _guardians.add(members[i]);
        _guardianThreshold = threshold;
        emit GuardiansReplaced(members, threshold, ++nextProposal);
    }

    function _voidRecovery() private {
        if (_isOpen()) emit RecoveryCancelled(_recovery.proposal);
        delete _recovery;
    }

    function _isOpen() private view returns (bool) {
        return _recovery.expiresAt != 0 && block.timestamp <= _recovery.expiresAt;
    }

    /// @dev The members, after checking that they can form a quorum.
    function _quorum(bytes[] memory members, uint64 threshold) private view returns (bytes[] memory) {
        uint256 count = members.length;
        require(count <= MEMBERS_MAX && threshold != 0 && threshold <= count, QuorumInvalid(count, threshold));
        for (uint256 i; i < count; ++i) {
            require(_isMember(members[i]), MemberInvalid(members[i]));
            for (uint256 j; j < i; ++j) {
                require(keccak256(members[i]) != keccak256(members[j]), MemberRepeated(members[i]));
            }
        }
        return members;
    }

    /// @dev A precompile has no code, and one of them would pass for a verifier that is always satisfied.
    function _isMember(bytes memory member) private view returns (bool) {
        uint256 size = member.length;
        if (size < MEMBER_BYTES_MIN || size > MEMBER_BYTES_MAX) return false;
        address account = address(bytes20(member));
        if (account == address(0) || account == address(this)) return false;
        return size == MEMBER_BYTES_MIN || account.code.length != 0;
    }

    /// @inheritdoc MultiSignerERC7913
    /// @dev Strictly ascending, and a key's own signature first whatever code its account delegates to.
    function _validateSignatures(
        bytes32 hash,
        bytes[] calldata signers,
        bytes[] calldata signatures
    ) internal view override returns (bool) {
        for (uint256 i; i < signers.length; ++i) if (!isSigner(signers[i])) return false;
        return _areValid(hash, signers, signatures);
    }

    function _guardiansSigned(
        bytes32 hash,
        bytes[] calldata members,
        bytes[] calldata signatures
    ) private view returns (bool) {
        if (members.length < _guardianThreshold) return false;
        for (uint256 i; i < members.length; ++i) if (!_guardians.contains(members[i])) return false;
        return _areValid(hash, members, signatures);
    }

    /// @dev Nobody is never enough: where this code runs on storage that no constructor has filled (an account that
    /// delegates to it, a clone), every threshold is zero.
    function _areValid(
        bytes32 hash,
        bytes[] calldata members,
        bytes[] calldata signatures
    ) private view returns (bool) {
        if (members.length == 0 || members.length != signatures.length) return false;
        bytes32 last;
        for (uint256 i; i < members.length; ++i) {
            bytes32 current = keccak256(members[i]);
            if (current <= last || !_isValid(members[i], hash, signatures[i])) return false;
            last = current;
        }
        return true;
    }

    function _isValid(bytes calldata member, bytes32 hash, bytes calldata signature) private view returns (bool) {
        return
            member.length == MEMBER_BYTES_MIN
                ? Signatures.isValid(address(bytes20(member)), hash, signature)
                : SignatureChecker.isValidSignatureNow(member, hash, signature);
    }

    /// @dev What is in `members` and not in `others`.
    function _without(bytes[] memory members, bytes[] memory others) private pure returns (bytes[] memory rest) {
        rest = new bytes[](members.length);
        uint256 count;
        for (uint256 i; i < members.length; ++i) {
            bool found;
            for (uint256 j; j < others.length && !found; ++j) found = keccak256(members[i]) == keccak256(others[j]);
            if (found) continue;
            rest[count] = members[i];
            ++count;
        }
        assembly ("memory-safe") {
            mstore(rest, count)
        }
    }

    function _hashCalls(Call[] calldata calls) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](calls.length);
        for (uint256 i; i < calls.length; ++i) {
            hashes[i] = keccak256(abi.encode(CALL_TYPE, calls[i].target, calls[i].value, keccak256(calls[i].data)));
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function _hashMembers(bytes[] calldata members) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](members.length);
        for (uint256 i; i < members.length; ++i) hashes[i] = keccak256(members[i]);
        return keccak256(abi.encodePacked(hashes));
    }
}
