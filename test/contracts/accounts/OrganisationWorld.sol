// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Call, IOrganisation} from "../../../contracts/accounts/IOrganisation.sol";
import {Consent} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

/// @dev What the account takes over from OpenZeppelin.
interface IAccount is IOrganisation {
    event ERC7913SignerAdded(bytes indexed signers);
    event ERC7913SignerRemoved(bytes indexed signers);
    event ERC7913ThresholdSet(uint64 threshold);

    error ReentrancyGuardReentrantCall();

    function getSigners(uint64 start, uint64 end) external view returns (bytes[] memory);
    function getSignerCount() external view returns (uint256);
    function isSigner(bytes calldata signer) external view returns (bool);
    function threshold() external view returns (uint64);
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4);
    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4);
}

/// @dev Cheatcodes for accounts alone.
interface AccountVm {
    function deal(address account, uint256 balance) external;
    function getNonce(address account) external view returns (uint64);
    function computeCreateAddress(address deployer, uint256 nonce) external pure returns (address);
    function signP256(uint256 key, bytes32 digest) external pure returns (bytes32 r, bytes32 s);
    function publicKeyP256(uint256 key) external pure returns (uint256 x, uint256 y);
}

/// @notice Organisations with two of three keys and two of three guardians, and everything they sign.
abstract contract OrganisationWorld is World {
    /// @dev How a message is signed in the name of an account: its type, in the order of EIP-712 and with its name
    /// after it, and the application it is for.
    struct Content {
        bytes32 separator;
        bytes32 structHash;
        string name;
        string types;
    }

    uint256 internal constant DELAY = 7 days;
    uint256 internal constant WINDOW = 14 days;
    bytes4 internal constant VALID = 0x1626ba7e;
    bytes4 internal constant INVALID = 0xffffffff;
    string internal constant EXECUTION =
        "Execution(Call[] calls,uint256 nonce,uint256 deadline,uint64 epoch)"
        "Call(address target,uint256 value,bytes data)";
    string internal constant PROPOSAL =
        "RecoveryProposal(bytes[] signers,uint64 threshold,uint64 proposal,uint256 deadline)";

    AccountVm internal constant accountVm = AccountVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    IAccount internal org;
    uint256[3] internal keys;
    uint256[3] internal watchers;
    uint256 internal lastNonce;

    function setUp() public virtual override {
        super.setUp();
        (keys, watchers) = (_keys("key"), _keys("guardian"));
        org = _organisation(keys, watchers);
    }

    // -------------------------------------------------------------------------------------------------- accounts, keys

    function _keys(string memory name) internal pure returns (uint256[3] memory all) {
        for (uint256 i; i < 3; ++i) all[i] = _keyOf(string.concat(name, " ", vm.toString(i)));
    }

    function _organisation(uint256[3] memory signers, uint256[3] memory guardians) internal returns (IAccount) {
        return _deployed(_members(signers), 2, _members(guardians), 2, DELAY);
    }

    function _deployed(
        bytes[] memory signers,
        uint64 threshold,
        bytes[] memory guardians,
        uint64 guardianThreshold,
        uint256 delay
    ) internal returns (IAccount) {
        bytes memory arguments = abi.encode(signers, threshold, guardians, guardianThreshold, delay);
        return IAccount(_deploy("Organisation", arguments));
    }

    /// @dev The same, where the constructor is to fail with that.
    function _notDeployed(bytes memory arguments, bytes memory fault) internal {
        bytes memory code = bytes.concat(vm.getCode("Organisation"), arguments);
        Creator creator = new Creator();
        vm.expectRevert(fault);
        creator.create(code);
    }

    function _memberOf(uint256 key) internal pure returns (bytes memory) {
        return abi.encodePacked(vm.addr(key));
    }

    function _members(uint256[3] memory all) internal pure returns (bytes[] memory members) {
        members = new bytes[](3);
        for (uint256 i; i < 3; ++i) members[i] = _memberOf(all[i]);
    }

    function _only(bytes memory member) internal pure returns (bytes[] memory members) {
        members = new bytes[](1);
        members[0] = member;
    }

    function _pair(uint256 a, uint256 b) internal pure returns (uint256[] memory two) {
        two = new uint256[](2);
        (two[0], two[1]) = (a, b);
    }

    // ------------------------------------------------------------------------------------------------ multi-signatures

    function _sorted(
        bytes[] memory members,
        bytes[] memory signatures
    ) internal pure returns (bytes[] memory, bytes[] memory) {
        for (uint256 i = 1; i < members.length; ++i) {
            for (uint256 j = i; j > 0 && keccak256(members[j - 1]) > keccak256(members[j]); --j) {
                (members[j - 1], members[j]) = (members[j], members[j - 1]);
                (signatures[j - 1], signatures[j]) = (signatures[j], signatures[j - 1]);
            }
        }
        return (members, signatures);
    }

    function _signedBy(
        uint256[] memory by,
        bytes32 digest
    ) internal pure returns (bytes[] memory members, bytes[] memory signatures) {
        (members, signatures) = (new bytes[](by.length), new bytes[](by.length));
        for (uint256 i; i < by.length; ++i) (members[i], signatures[i]) = (_memberOf(by[i]), _sign(by[i], digest));
        return _sorted(members, signatures);
    }

    function _multi(uint256[] memory by, bytes32 digest) internal pure returns (bytes memory) {
        (bytes[] memory members, bytes[] memory signatures) = _signedBy(by, digest);
        return abi.encode(members, signatures);
    }

    function _two() internal view returns (uint256[] memory) {
        return _pair(keys[0], keys[1]);
    }

    // -------------------------------------------------------------------------------------------------------- messages

    function _domain(address account) internal view returns (bytes32) {
        bytes32 name = keccak256("Countersign Organisation");
        return keccak256(abi.encode(keccak256(bytes(Typed.DOMAIN)), name, keccak256("1"), chain, account));
    }

    function _inDomain(bytes32 separator, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }

    function _executionDigest(
        address account,
        Call[] memory calls,
        uint256 nonce,
        uint256 deadline,
        uint64 epoch
    ) internal view returns (bytes32) {
        bytes memory hashes;
        bytes32 callType = keccak256("Call(address target,uint256 value,bytes data)");
        for (uint256 i; i < calls.length; ++i) {
            bytes memory words = abi.encode(callType, calls[i].target, calls[i].value, keccak256(calls[i].data));
            hashes = bytes.concat(hashes, keccak256(words));
        }
        bytes memory message = abi.encode(keccak256(bytes(EXECUTION)), keccak256(hashes), nonce, deadline, epoch);
        return _inDomain(_domain(account), keccak256(message));
    }

    function _proposalDigest(
        address account,
        bytes[] memory signers,
        uint64 threshold,
        uint64 proposal,
        uint256 deadline
    ) internal view returns (bytes32) {
        bytes memory hashes;
        for (uint256 i; i < signers.length; ++i) hashes = bytes.concat(hashes, keccak256(signers[i]));
        bytes memory message = abi.encode(keccak256(bytes(PROPOSAL)), keccak256(hashes), threshold, proposal, deadline);
        return _inDomain(_domain(account), keccak256(message));
    }

    // ---------------------------------------------------------------------------------------------------------- acting

    function _call(address target, bytes memory data) internal pure returns (Call[] memory calls) {
        calls = new Call[](1);
        calls[0] = Call(target, 0, data);
    }

    function _self(bytes memory data) internal view returns (Call[] memory) {
        return _call(address(org), data);
    }

    /// @dev A batch signed for the present epoch and a day, ready to be carried; one call to come.
    function _signedBatch(
        IAccount account,
        Call[] memory calls,
        uint256[] memory by
    ) internal returns (uint256 nonce, uint256 deadline, bytes memory signature) {
        (nonce, deadline) = (++lastNonce, clock + 1 days);
        signature = _multi(by, _executionDigest(address(account), calls, nonce, deadline, account.epoch()));
    }

    function _execute(IAccount account, Call[] memory calls, uint256[] memory by) internal {
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(account, calls, by);
        vm.prank(relayer.addr);
        account.execute(calls, nonce, deadline, signature);
    }

    /// @dev As two of the organisation's first keys.
    function _act(address target, bytes memory data) internal {
        _execute(org, _call(target, data), _two());
    }

    /// @dev A batch of one call that is to fail with that.
    function _fails(address target, bytes memory data, bytes memory reason) internal {
        Call[] memory calls = _call(target, data);
        (uint256 nonce, uint256 deadline, bytes memory signature) = _signedBatch(org, calls, _two());
        vm.expectRevert(abi.encodeWithSelector(IOrganisation.CallFailed.selector, 0, reason));
        org.execute(calls, nonce, deadline, signature);
    }

    function _propose(IAccount account, bytes[] memory signers, uint64 threshold, uint256[] memory by) internal {
        uint256 deadline = clock + 1 days;
        uint64 proposal = account.nextProposal();
        bytes32 digest = _proposalDigest(address(account), signers, threshold, proposal, deadline);
        (bytes[] memory who, bytes[] memory signatures) = _signedBy(by, digest);
        vm.prank(relayer.addr);
        account.proposeRecovery(signers, threshold, deadline, who, signatures);
    }

    function _proposeByGuardians(bytes[] memory signers) internal {
        _propose(org, signers, 2, _pair(watchers[0], watchers[1]));
    }

    // ---------------------------------------------------------------------------------------- messages to applications

    function _content(
        bytes32 structHash,
        string memory name,
        string memory types
    ) internal view returns (Content memory) {
        return Content(Typed.domain(address(ledger), chain), structHash, name, types);
    }

    function _acceptanceContent(
        bytes32 commitment,
        uint256 nonce,
        uint256 deadline
    ) internal view returns (Content memory) {
        string memory types = string.concat(Typed.ACCEPTANCE, Typed.HEADER, Typed.RECEIVABLE, Typed.TERMS);
        return _content(Typed.single(Typed.acceptance(commitment), nonce, deadline), "Acceptance", types);
    }

    /// @dev What the signers of an account sign of a message to an application (ERC-7739).
    function _nested(address account, Content memory c) internal view returns (bytes32) {
        bytes32 typeHash = keccak256(
            abi.encodePacked(
                "TypedDataSign(",
                c.name,
                " contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)",
                c.types
            )
        );
        bytes32 name = keccak256("Countersign Organisation");
        bytes memory words = abi.encode(typeHash, c.structHash, name, keccak256("1"), chain, account, bytes32(0));
        return _inDomain(c.separator, keccak256(words));
    }

    /// @dev The multi-signature with what an account needs to find the digest again.
    function _wrapped(bytes memory multi, Content memory c) internal pure returns (bytes memory) {
        bytes memory description = bytes(string.concat(c.types, c.name));
        return abi.encodePacked(multi, c.separator, c.structHash, description, uint16(description.length));
    }

    function _consentOf(
        IAccount account,
        Content memory c,
        uint256[] memory by,
        uint256 nonce,
        uint256 deadline
    ) internal view returns (Consent memory consent) {
        (consent.signer, consent.nonce, consent.deadline) = (address(account), nonce, deadline);
        consent.signature = _wrapped(_multi(by, _nested(address(account), c)), c);
    }
}

/// @notice Deploys what it is given, and fails as that fails.
contract Creator {
    function create(bytes calldata code) external {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, code.offset, code.length)
            if iszero(create(0, free, code.length)) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }
}
