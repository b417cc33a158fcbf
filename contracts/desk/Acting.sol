// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {DeskStorage} from "./DeskStorage.sol";
import {IFactoringDesk} from "../interfaces/IFactoringDesk.sol";
import {IAdjustments} from "../interfaces/IAdjustments.sol";
import {IAmendments} from "../interfaces/IAmendments.sol";
import {Waterfall} from "../libraries/Waterfall.sol";
import {Deal, DealTerms} from "../types/FactoringTypes.sol";
import {Verb} from "../types/Types.sol";

/// @title What seller and factor decide together
/// @notice A factor that could credit alone could give the seller's reserve away, and a seller the factor's advance.
abstract contract Acting is DeskStorage {
    uint256 private constant SELLER = 1;
    uint256 private constant FACTOR = 2;
    uint256 private constant BOTH = 3;
    uint256 private constant INSTANT_SHIFT = 2;
    uint256 private constant PERIOD = 30 days;

    /// @dev Who consented, 2 bits, and when the first of them did.
    mapping(bytes32 dealAndCall => uint256 word) private _consents;

    /// @inheritdoc IFactoringDesk
    function act(bytes32 id, bytes calldata call) external nonReentrant returns (bool done) {
        (Deal memory deal, DealTerms memory terms) = _live(id);
        uint256 side = msg.sender == terms.seller ? SELLER : FACTOR;
        Verb verb = _verbOf(id, call);
        if (side == FACTOR) _requireFactor(verb);
        bytes32 key = keccak256(abi.encode(id, deal.flags & Waterfall.GENERATION_MASK, keccak256(call)));
        if (!_isDecided(key, side, deal, terms)) {
            emit ActProposed(id, msg.sender, call);
            return false;
        }
        delete _consents[key];
        emit ActDone(id, msg.sender, keccak256(call));
        Address.functionCall(address(ledger), call);
        return true;
    }

    /// @dev What is repaid is the seller's alone, and a word that it gave before is nobody's to use. What a bank may
    /// take back is not repaid for good.
    function _isDecided(bytes32 key, uint256 side, Deal memory deal, DealTerms memory terms) private returns (bool) {
        bool isFinal = deal.flags & Waterfall.HAS_RECEIPTS == 0;
        if (isFinal && _outstanding(deal, terms) == 0) return side == SELLER;
        uint256 word = _consents[key];
        bool isTimely = block.timestamp <= (word >> INSTANT_SHIFT) + PERIOD;
        if (isTimely && (word & BOTH) | side == BOTH) return true;
        _consents[key] = (block.timestamp << INSTANT_SHIFT) | side;
        return false;
    }

    /// @dev Calls that name the receivable by its id begin with it; others with its header, whose first four words are
    /// what the id is the hash of. @return verb What a factor's agent needs a mandate for, as on the ledger: to concede
    /// a dispute that of a credit.
    function _verbOf(bytes32 id, bytes calldata call) private pure returns (Verb verb) {
        bytes4 selector = bytes4(call[:4]);
        verb = Verb.Credit;
        if (selector == IAmendments.amend.selector) verb = Verb.Amend;
        else if (selector == IAdjustments.waive.selector) verb = Verb.Waive;
        bool isResolution = selector == IAdjustments.resolve.selector;
        bool isKnown = isResolution || verb != Verb.Credit || selector == IAdjustments.credit.selector;
        bytes32 about = isResolution || verb == Verb.Amend ? keccak256(call[4:132]) : bytes32(call[4:36]);
        bool isFit = isKnown && about == id && (verb != Verb.Amend || _keepsCurrency(call));
        require(isFit, ActInvalid(id, selector));
    }

    /// @dev What was advanced in one currency is not repaid in another. The ledger refuses a call that is too short.
    function _keepsCurrency(bytes calldata amendment) private pure returns (bool isKept) {
        assembly ("memory-safe") {
            let currency := add(amendment.offset, 0xc4)
            isKept := eq(calldataload(currency), calldataload(add(currency, 0x300)))
        }
    }
}
