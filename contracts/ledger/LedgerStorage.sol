// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Consents} from "./Consents.sol";
import {IDirectory} from "../interfaces/IDirectory.sol";
import {Commitments} from "../libraries/Commitments.sol";
import {Money} from "../libraries/Money.sol";
import {Words} from "../libraries/Words.sol";
import {Allocation, OpenHeader, Position, Status, Terms, Verb} from "../types/Types.sol";

/// @title The words of the ledger
/// @notice The one storage layout that all code of the ledger shares; `Words` says what the bits mean. Nothing
/// is ever put before or between these mappings.
abstract contract LedgerStorage is Consents {
    using Commitments for Terms;
    using Words for uint256;

    mapping(bytes32 id => uint256 word) internal _ledger;
    mapping(bytes32 id => uint256 word) internal _detail;
    mapping(bytes32 id => uint256 amount) internal _disputed;
    mapping(bytes32 id => uint256 amount) internal _credited;
    mapping(bytes32 idAndBankRef => bytes32 receipt) internal _receipts;
    mapping(address holder => mapping(address currency => mapping(bytes32 id => uint256 amount))) internal _kept;
    mapping(bytes32 id => address to) internal _transferee;

    uint8 internal constant ASSIGNABILITY = 3;
    uint8 internal constant WITH_CONSENT = 1;
    uint8 internal constant SPLITTABLE = 4;
    /// @dev Policy bits from here on: the least part of a split is ten to the power of them, in minor units.
    uint8 internal constant MINIMUM_SHIFT = 3;
    /// @dev Ten to the power of this is below 2^92.
    uint8 internal constant MAX_MINIMUM = 27;
    uint32 internal constant MAX_REVISION = 9999;

    constructor(IDirectory directory_) Consents(directory_) {}

    function _open(bytes32 id, bytes32 commitment) internal view returns (uint256 word) {
        word = _ledger[id];
        require(word.commits(commitment), CommitmentMismatch(id, commitment));
    }

    /// @dev The face of a receivable of which a call opens the header, and the terms too if its sender's mandate has a
    /// cap.
    function _face(
        bytes32 id,
        OpenHeader calldata o,
        Terms[] calldata terms
    ) internal pure returns (address currency, uint256 amount) {
        if (terms.length == 0) return (address(0), NOT_OPENED);
        require(terms.length == 1, TermsTooMany(terms.length));
        bytes32 hash = terms[0].hash();
        require(hash == o.terms, TermsMismatch(id, hash));
        return (terms[0].currency, terms[0].amount);
    }

    function _isPolicy(uint8 policy) internal pure returns (bool) {
        uint8 minimum = policy >> MINIMUM_SHIFT;
        bool splits = policy & SPLITTABLE != 0;
        return policy & ASSIGNABILITY != ASSIGNABILITY && minimum <= MAX_MINIMUM && (minimum == 0 || splits);
    }

    /// @dev The flag of a receivable that is not freely assignable.
    function _lockOf(uint8 policy) internal pure returns (uint256) {
        return policy & ASSIGNABILITY == 0 ? 0 : Words.LOCKED;
    }

    /// @dev What a transfer of the token has to look at, for a ledger word.
    function _guardOf(uint256 word) internal pure returns (uint256) {
        return word & (Words.LOCKED | Words.LISTENING) == 0 ? 0 : Words.GUARDED;
    }

    /// @dev The statuses in which a holder may reduce its own claim.
    function _requireLive(bytes32 id, uint256 word, Verb verb) internal pure {
        Status status = word.statusOf();
        require(
            status == Status.Issued || status == Status.Queried || status == Status.Accepted,
            StatusForbids(id, status, verb)
        );
    }

    function _requireAccepted(bytes32 id, uint256 word, Verb verb) internal pure {
        Status status = word.statusOf();
        require(status == Status.Accepted, StatusForbids(id, status, verb));
    }

    /// @dev The token's word of what is not closed.
    function _openToken(bytes32 id) internal view returns (uint256 token) {
        token = _token(id);
        require(token & Words.CLOSED == 0, AlreadyClosed(id));
    }

    /// @dev Nothing is due any more once nothing is open and no charges are: without open principal no day adds any.
    function _isSettled(Terms calldata terms, Position memory p) internal pure returns (bool) {
        return Money.openPrincipal(terms, p) == 0 && Money.charges(terms, p, 0, 0) == 0;
    }

    /// @dev What was paid or credited in the meantime is disputed no more.
    function _disputedOf(
        bytes32 id,
        uint256 word,
        Terms calldata terms,
        Position memory p
    ) internal view returns (uint256 open, uint256 disputed) {
        open = Money.openPrincipal(terms, p);
        if (word & Words.DISPUTED != 0) disputed = _disputed[id];
        if (disputed > open) disputed = open;
    }

    /// @dev Records what was settled with cash, on the chain or outside.
    function _apply(bytes32 id, uint256 token, Position memory p, Allocation memory a) internal {
        unchecked {
            if (a.lateDays + a.charges != 0 || a.carry != p.carry) {
                if (a.carry != p.carry) emit DiscountCarried(id, a.carry);
                p.lateDays += a.lateDays;
                p.chargesSettled += a.charges;
                p.carry = a.carry;
                _detail[id] = Words.packDetail(p);
                token |= Words.DETAIL;
            }
            // Without branches, since every payment comes this way.
            token |= (SafeCast.toUint(a.closed) * Words.CLOSED) | (SafeCast.toUint(a.discount != 0) * Words.DISCOUNTED);
            _setToken(id, token + a.principal * Words.SETTLED_UNIT);
        }
    }

    function _position(bytes32 id, uint256 word, uint256 token) internal view returns (Position memory p) {
        p.settled = token.settledOf();
        if (word & Words.CREDITED != 0) p.credited = _credited[id];
        if (token & (Words.DETAIL | Words.DISCOUNTED) == 0) return p;
        p.discounted = token & Words.DISCOUNTED != 0;
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
