// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAnswers} from "../interfaces/IAnswers.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {Commitments} from "../libraries/Commitments.sol";
import {Messages} from "../libraries/Messages.sol";
import {Words} from "../libraries/Words.sol";
import {
    Clarification,
    ClarificationAction,
    ClarificationReason,
    Consent,
    Header,
    OpenHeader,
    Status,
    Terms,
    Verb
} from "../types/Types.sol";

/// @title The buyer's answers other than yes
/// @notice The mechanism; `IAnswers` is the manual.
abstract contract Answers is IAnswers, LedgerStorage {
    using Commitments for Header;
    using Commitments for OpenHeader;
    using Words for uint256;

    /// @inheritdoc IAnswers
    function query(
        OpenHeader calldata o,
        Terms[] calldata terms,
        Clarification calldata c,
        Consent[] calldata consent
    ) external {
        bytes memory message = Messages.query(o.hash(), c);
        (bytes32 id, address by) = _answer(o, terms, c, Verb.Query, Status.Queried, message, consent);
        emit ReceivableQueried(id, by, c.reason, c.action, c.text);
    }

    /// @inheritdoc IAnswers
    function reject(
        OpenHeader calldata o,
        Terms[] calldata terms,
        Clarification calldata c,
        Consent[] calldata consent
    ) external {
        bytes memory message = Messages.rejection(o.hash(), c);
        (bytes32 id, address by) = _answer(o, terms, c, Verb.Reject, Status.Rejected, message, consent);
        emit ReceivableRejected(id, by, c.reason, c.action, c.text);
    }

    function _answer(
        OpenHeader calldata o,
        Terms[] calldata terms,
        Clarification calldata c,
        Verb verb,
        Status status,
        bytes memory message,
        Consent[] calldata consent
    ) private returns (bytes32 id, address by) {
        id = o.header.idOf();
        bytes32 commitment = o.hash();
        uint256 word = _open(id, commitment);
        (address currency, uint256 amount) = _face(id, o, terms);
        by = _consent(verb, o.header.buyer, currency, amount, commitment, message, consent);
        Status before = word.statusOf();
        require(before == Status.Issued || before == Status.Queried, StatusForbids(id, before, verb));
        bool other = c.reason == ClarificationReason.OTH || c.action == ClarificationAction.OTH;
        require(
            c.reason != ClarificationReason.PPD && (!other || c.text != 0),
            ClarificationInvalid(c.reason, c.action)
        );
        if (before != status) _ledger[id] = word.withStatus(status);
    }
}
