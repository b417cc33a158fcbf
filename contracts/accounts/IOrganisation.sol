// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One call of a batch. @param target Who is called. @param value Wei sent along from the account's balance.
/// @param data Encoded call; empty for ether alone.
struct Call {
    address target;
    uint256 value;
    bytes data;
}

/// @notice A recovery that guardians proposed and nobody finished or cancelled yet.
/// @param quorum keccak256 of the ABI encoding of (signers, threshold). @param proposal Its number.
/// @param readyAt, expiresAt First and last instant at which anybody may finish it, unix seconds.
struct Recovery {
    bytes32 quorum;
    uint64 proposal;
    uint40 readyAt;
    uint40 expiresAt;
}

/// @title An organisation as a contract account
/// @notice Its address is the organisation: receivables, mandates and balances belong to it, and the keys that speak
/// for it change inside. A threshold of its signers signs what it does, and anybody who pays the gas carries it here.
/// If too many keys are lost, guardians propose new signers, which take effect after a delay in which the signers that
/// are left may object. The account has no owner and cannot be upgraded; storage and signing domain are its own.
///
/// Signers and guardians are ERC-7913 members: 20 bytes are the address of a key or of a contract that answers ERC-1271
/// (a Safe, another organisation); more are the address of a verifier and the public key it verifies with (a passkey:
/// `PasskeyVerifier` and 64 bytes). A key whose account delegates its code (EIP-7702) still signs as a key. At most 16
/// members of at most 128 bytes each, so that a recovery can always be paid for.
///
/// A multi-signature is `abi.encode(bytes[] signers, bytes[] signatures)`, strictly ascending by keccak256 of the
/// signer, so that nobody counts twice. Outside messages (ERC-1271) are nested as ERC-7739 says: a signature for one
/// organisation says nothing for another that has the same keys. Nothing is remembered of them: they are valid for as
/// long as those who signed are signers and enough for the threshold.
///
/// There is no ERC-4337 entry point. A signature that anybody may carry needs no bundler and trusts no singleton, and
/// the ledger's consents are carried in just this way; a paymaster would add nothing to it.
interface IOrganisation {
    /// @notice A batch was executed. @param nonce Spent by it. @param relayer Who carried it and paid the gas.
    /// @param digest EIP-712 digest that the signers signed.
    event CallsExecuted(uint256 indexed nonce, address indexed relayer, bytes32 digest);

    /// @notice These and no others speak for the organisation now. @param threshold How many of them it takes.
    /// @param epoch Number of this set of signers, from 1.
    event SignersReplaced(bytes[] signers, uint64 threshold, uint64 epoch);

    /// @notice These and no others may propose a recovery now; none with threshold 0 if there is to be no recovery.
    /// @param threshold How many of them it takes. @param nextProposal Number of the next recovery they may propose.
    event GuardiansReplaced(bytes[] guardians, uint64 threshold, uint64 nextProposal);

    /// @notice Guardians want these signers from `readyAt` on. It takes the place of a proposal that is still open.
    /// @param proposal Its number. @param threshold How many of the new signers it will take.
    /// @param readyAt, expiresAt First and last instant at which anybody may finish it, unix seconds.
    event RecoveryProposed(
        uint64 indexed proposal,
        bytes[] signers,
        uint64 threshold,
        uint40 readyAt,
        uint40 expiresAt
    );

    /// @notice A proposal is void: the organisation objected, changed signers or guardians by itself, or the guardians
    /// proposed something else.
    event RecoveryCancelled(uint64 indexed proposal);

    /// @notice A proposal took effect; `SignersReplaced` follows.
    event RecoveryFinished(uint64 indexed proposal);

    /// @notice Ether arrived. @param amount Wei.
    event EtherReceived(address indexed from, uint256 amount);

    /// @notice Only the organisation itself may do this. Way out: execute a call from the account to itself.
    error CallerNotSelf(address caller);

    /// @notice There are not 1 to 16 members, or the threshold is not 1 to their number. Way out: correct the two; no
    /// guardians at all are said by an empty list with threshold 0.
    error QuorumInvalid(uint256 members, uint64 threshold);

    /// @notice A member is not 20 to 128 bytes long, is zero or the account itself, or names a verifier that has no
    /// code. Way out: correct the member, or deploy the verifier first.
    error MemberInvalid(bytes member);

    /// @notice A member is in the list twice. Way out: name it once.
    error MemberRepeated(bytes member);

    /// @notice The recovery delay is not one day to one year. Way out: deploy with another. @param delay Seconds.
    error DelayInvalid(uint256 delay);

    /// @notice A signed message came too late. Way out: sign anew. @param deadline Its last instant, unix seconds.
    error SignatureExpired(uint256 deadline);

    /// @notice The nonce of a batch is spent. Way out: if that was another batch, sign this one anew.
    error NonceAlreadySpent(uint256 nonce);

    /// @notice Too few of the members, somebody else, or the wrong message, chain, account, epoch or proposal number;
    /// or signers that do not ascend by keccak256. Way out: sign exactly this digest by enough members of now.
    error SignatureInvalid(bytes32 digest);

    /// @notice A call with data goes to an address without code. Way out: correct target or chain. @param index In the
    /// batch, from 0.
    error TargetMissing(uint256 index, address target);

    /// @notice A call of the batch failed, and so did the whole batch; its nonce is not spent. Way out: mend what the
    /// target complains of. @param index In the batch, from 0. @param reason What the target said.
    error CallFailed(uint256 index, bytes reason);

    /// @notice The organisation has chosen no guardians. Way out: its signers name some.
    error GuardiansMissing();

    /// @notice No recovery is open: none was proposed, or it was cancelled, finished or has expired. Way out: guardians
    /// propose one.
    error RecoveryMissing();

    /// @notice The recovery's delay is not over. Way out: wait. @param readyAt Unix seconds.
    error RecoveryNotReady(uint256 readyAt);

    /// @notice These are not the signers that were proposed. Way out: take them from `RecoveryProposed`.
    /// @param proposed, opened keccak256 of the ABI encoding of (signers, threshold).
    error RecoveryMismatch(bytes32 proposed, bytes32 opened);

    /// @notice Calls each target in turn, all or nothing, as the organisation. Anybody may carry it. Targets cannot
    /// make another batch run in the middle of this one.
    /// @dev EIP-712 in the account's own domain: `Execution(Call[] calls,uint256 nonce,uint256 deadline,uint64 epoch)`
    /// with `Call(address target,uint256 value,bytes data)`. `epoch` is that of now, so that whatever was signed
    /// before the signers or the threshold changed is void, and so is a signature too few that was waiting for more.
    /// @param nonce Any number not spent yet; spending it by an empty batch takes another one back.
    /// @param deadline Last instant, unix seconds. @param signature Multi-signature of a threshold of signers.
    /// Reverts with `SignatureExpired`, `NonceAlreadySpent`, `SignatureInvalid`, `TargetMissing` or `CallFailed`.
    function execute(Call[] calldata calls, uint256 nonce, uint256 deadline, bytes calldata signature) external;

    /// @notice Names the signers anew, by the organisation itself; cancels a recovery that is open. Whoever stays
    /// stays, so that what a threshold of them signed for others (ERC-1271) remains valid.
    /// Reverts with `CallerNotSelf`, `QuorumInvalid`, `MemberInvalid` or `MemberRepeated`.
    function setSigners(bytes[] calldata signers, uint64 threshold) external;

    /// @notice Names the guardians anew, by the organisation itself; cancels a recovery that is open and voids what the
    /// former guardians signed. Reverts as `setSigners`.
    /// @param guardians Empty, with threshold 0, for no recovery.
    function setGuardians(bytes[] calldata guardians, uint64 threshold) external;

    /// @notice A threshold of guardians proposes signers. Anybody may carry it. This is all that guardians can do.
    /// @dev EIP-712 in the account's own domain:
    /// `RecoveryProposal(bytes[] signers,uint64 threshold,uint64 proposal,uint256 deadline)`, `proposal` being
    /// `nextProposal()`, so that none is made twice.
    /// @param deadline Last instant for carrying it, unix seconds.
    /// @param guardians Who of them signed, strictly ascending by keccak256. @param signatures One of each.
    /// Reverts with `GuardiansMissing`, `SignatureExpired`, `SignatureInvalid`, or as `setSigners` for the new signers.
    function proposeRecovery(
        bytes[] calldata signers,
        uint64 threshold,
        uint256 deadline,
        bytes[] calldata guardians,
        bytes[] calldata signatures
    ) external;

    /// @notice Voids the open recovery, by the organisation itself. Reverts with `CallerNotSelf` or `RecoveryMissing`.
    function cancelRecovery() external;

    /// @notice Makes the proposed signers those of the organisation. Anybody may, once the delay is over.
    /// Reverts with `RecoveryMissing`, `RecoveryNotReady` or `RecoveryMismatch`.
    function finishRecovery(bytes[] calldata signers, uint64 threshold) external;

    /// @return Seconds between proposing and finishing a recovery; fixed at deployment.
    function recoveryDelay() external view returns (uint256);

    /// @return Number of the present set of signers, from 1; part of every batch that is signed.
    function epoch() external view returns (uint64);

    /// @return Number that the next proposal of the guardians must carry.
    function nextProposal() external view returns (uint64);

    /// @return members The guardians. @return threshold How many of them propose a recovery; 0 if there are none.
    function guardians() external view returns (bytes[] memory members, uint64 threshold);

    /// @return The last recovery that is not finished or cancelled, all zero if there is none; compare `expiresAt` with
    /// the time.
    function recovery() external view returns (Recovery memory);

    /// @return Whether a batch with this nonce was executed.
    function isSpent(uint256 nonce) external view returns (bool);
}
