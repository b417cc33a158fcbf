// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAmendments} from "../interfaces/IAmendments.sol";
import {Commitments} from "../libraries/Commitments.sol";
import {Derived} from "../libraries/Derived.sol";
import {Messages} from "../libraries/Messages.sol";
import {Money} from "../libraries/Money.sol";
import {Words} from "../libraries/Words.sol";
import {ReceivableToken} from "./ReceivableToken.sol";
import {Consent, Header, Position, Receivable, Status, Terms, Verb} from "../types/Types.sol";

/// @title Parts of a receivable
/// @notice A part is a receivable of its own under its parent's terms. Everything of it is derived here, nothing is
/// supplied: id, commitment, and its share of every agreed sum, so that the parts together owe what the whole owed
/// (R69).
abstract contract Splitting is IAmendments, ReceivableToken {
    using Commitments for Header;
    using Commitments for Receivable;
    using Words for uint256;

    /// @dev Beyond what `issue` takes, so that nobody can have issued a part beforehand.
    uint32 internal constant FIRST_PART = 10_000;
    uint256 private constant MAX_PARTS = 100;

    /// @inheritdoc IAmendments
    function split(Receivable calldata r, uint96[] calldata amounts, Consent[] calldata consent) external {
        bytes32 id = r.header.idOf();
        bytes32 commitment = r.hash();
        uint256 word = _open(id, commitment);
        uint256 token = _token(id);
        address holder = token.holderOf();
        bytes memory message = Messages.split(commitment, holder, amounts);
        address by = _consent(Verb.Split, holder, r.terms.currency, r.terms.amount, commitment, message, consent);
        _requireAccepted(id, word, Verb.Split);
        _openToken(id);
        Position memory p = _position(id, word, token);
        bytes32 why = _notSplittable(r, word, p);
        require(why == 0, SplitForbidden(id, why));
        uint256 open = Money.openPrincipal(r.terms, p);
        _requireParts(id, amounts, open, 10 ** (r.header.policy >> MINIMUM_SHIFT));
        _ledger[id] = word.withStatus(Status.Split);
        emit ReceivableSplit(id, by, amounts, _mintParts(id, r, _whole(r, p, open), amounts, holder));
    }

    /// @dev Interest would begin anew with each part, so that none may be due or settled; and a part cannot carry a
    /// sliding discount on what was paid before it.
    function _notSplittable(Receivable calldata r, uint256 word, Position memory p) private view returns (bytes32 why) {
        if (r.header.policy & SPLITTABLE == 0) return "policy";
        if (word & Words.DISPUTED != 0) return "disputed";
        if (word.advicesOf() != 0) return "advised";
        if (word & Words.WRITTEN_OFF != 0) return "writtenOff";
        uint256 day = Money.localDay(r.terms, block.timestamp);
        if (Money.quote(r.terms, p, day).charges | p.chargesSettled != 0) return "charges";
        bool slides = r.terms.slidingRate != 0 && !r.terms.discountOnParts && day < r.terms.dueDay;
        if (slides && p.settled != p.credited) return "discount";
    }

    /// @dev A policy without a minimum still has that of one minor unit: ten to the power of nought.
    function _requireParts(bytes32 id, uint96[] calldata amounts, uint256 open, uint256 minimum) private pure {
        uint256 sum;
        for (uint256 i; i < amounts.length && i < MAX_PARTS; ++i) {
            require(amounts[i] >= minimum, PartTooSmall(id, i, amounts[i], minimum));
            sum += amounts[i];
        }
        bool counted = amounts.length > 1 && amounts.length <= MAX_PARTS;
        require(counted && sum == open, PartsInvalid(id, amounts.length, sum, open));
    }

    /// @dev The parent as a receivable of what is open, with the discounts that settling it would still earn.
    function _whole(
        Receivable calldata r,
        Position memory p,
        uint256 open
    ) private pure returns (Receivable memory whole) {
        whole = r;
        bool isSpent = p.discounted && !r.terms.discountOnParts;
        uint256 owed = open;
        if (!r.terms.discountOnParts) owed = isSpent ? 0 : open + p.settled - p.credited;
        if (isSpent) whole.terms.slidingRate = 0;
        whole.terms.discount1 = Derived.earned(r.terms.discount1, owed, r.terms.amount, open);
        whole.terms.discount2 = Derived.earned(r.terms.discount2, owed, r.terms.amount, open);
        whole.terms.amount = uint96(open);
    }

    function _mintParts(
        bytes32 id,
        Receivable calldata r,
        Receivable memory whole,
        uint96[] calldata amounts,
        address holder
    ) private returns (bytes32[] memory commitments) {
        commitments = new bytes32[](amounts.length);
        uint256 flags = Words.PART | _lockOf(r.header.policy);
        uint96 data = uint96(_guardOf(flags) >> 160);
        Receivable memory part = r;
        part.header.invoice = id;
        uint256 before;
        for (uint256 i; i < amounts.length; ++i) {
            part.header.line = FIRST_PART + uint32(i);
            _share(part.terms, whole.terms, before, amounts[i]);
            part.terms.salt = keccak256(abi.encode(whole.terms.salt, i));
            bytes32 partId = Commitments.idOfDerived(part.header);
            commitments[i] = Commitments.hashDerived(part);
            _ledger[partId] = Words.pack(commitments[i], Status.Accepted) | flags;
            _mintAndSetExtraDataUnchecked(holder, uint256(partId), data);
            before += amounts[i];
        }
    }

    function _share(Terms memory part, Terms memory whole, uint256 before, uint96 amount) private pure {
        uint256 afterwards = before + amount;
        part.amount = amount;
        part.discountDay1 = whole.discountDay1;
        part.discountDay2 = whole.discountDay2;
        part.slidingRate = whole.slidingRate;
        part.discountOnParts = whole.discountOnParts;
        part.discount1 = Derived.share(whole.discount1, before, afterwards, whole.amount);
        part.discount2 = Derived.share(whole.discount2, before, afterwards, whole.amount);
        part.fixedSum = Derived.share(whole.fixedSum, before, afterwards, whole.amount);
        Derived.tidy(part);
    }
}
