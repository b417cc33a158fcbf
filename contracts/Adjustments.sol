// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAdjustments} from "./interfaces/IAdjustments.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {Commitments} from "./libraries/Commitments.sol";
import {Messages} from "./libraries/Messages.sol";
import {Money} from "./libraries/Money.sol";
import {Words} from "./libraries/Words.sol";
import {Consent, Header, OpenTerms, Outcome, Position, Receivable, Status, Terms, Verb} from "./types/Types.sol";

/// @title What changes a receivable without cash
/// @notice Code of the ledger at an address of its own: `Receivables` deploys it and runs it on its own storage. Called
/// directly it finds an empty ledger.
contract Adjustments is IAdjustments, LedgerStorage {
    using Commitments for Header;
    using Commitments for Receivable;
    using Commitments for OpenTerms;
    using Words for uint256;

    constructor(IDirectory directory_) LedgerStorage(directory_) {}

    // ------------------------------------------------------------------------------------------------------ credit

    /// @inheritdoc IAdjustments
    function credit(
        bytes32 id,
        OpenTerms calldata o,
        uint256 amount,
        bytes32 reason,
        Consent[] calldata consent
    ) external {
        bytes32 commitment = o.hash();
        uint256 word = _open(id, commitment);
        address holder = _token(id).holderOf();
        bytes memory message = Messages.credit(commitment, holder, amount, reason);
        address by = _consent(Verb.Credit, holder, o.terms.currency, o.terms.amount, commitment, message, consent);
        _credit(id, word, o.terms, amount, reason, by, Verb.Credit);
    }

    function _credit(
        bytes32 id,
        uint256 word,
        Terms calldata terms,
        uint256 amount,
        bytes32 reason,
        address by,
        Verb verb
    ) private {
        Status status = word.statusOf();
        require(
            status == Status.Issued || status == Status.Queried || status == Status.Accepted,
            StatusForbids(id, status, verb)
        );
        uint256 token = _token(id);
        require(token & Words.CLOSED == 0, AlreadyClosed(id));
        Position memory p = _position(id, word, token);
        uint256 open = Money.openPrincipal(terms, p);
        require(amount != 0 && amount <= open, AmountOutOfRange(id, amount, open));
        _credited[id] = p.credited + amount;
        if (word & Words.CREDITED == 0) _ledger[id] = word | Words.CREDITED;
        bool closed = amount == open && Money.charges(terms, p, 0, 0) == 0;
        if (closed) token |= Words.CLOSED;
        _setToken(id, token + amount * Words.SETTLED_UNIT);
        emit ReceivableCredited(id, by, amount, reason, closed);
    }

    // ----------------------------------------------------------------------------------------------------- dispute

    /// @inheritdoc IAdjustments
    function dispute(
        Receivable calldata r,
        uint256 amount,
        uint8 code,
        bytes32 evidence,
        Consent[] calldata consent
    ) external {
        bytes32 id = r.header.idOf();
        bytes32 commitment = r.hash();
        uint256 word = _open(id, commitment);
        bytes memory message = Messages.dispute(commitment, amount, code, evidence);
        address by = _consent(
            Verb.Dispute,
            r.header.buyer,
            r.terms.currency,
            r.terms.amount,
            commitment,
            message,
            consent
        );
        Status status = word.statusOf();
        require(status == Status.Accepted, StatusForbids(id, status, Verb.Dispute));
        (uint256 open, uint256 disputed) = _disputedOf(id, word, r.terms);
        require(amount != 0 && amount <= open - disputed, AmountOutOfRange(id, amount, open - disputed));
        disputed += amount;
        _disputed[id] = disputed;
        if (word & Words.DISPUTED == 0) _ledger[id] = word | Words.DISPUTED;
        emit ReceivableDisputed(id, by, amount, disputed, code, evidence);
    }

    /// @inheritdoc IAdjustments
    function resolve(
        Receivable calldata r,
        uint256 amount,
        Outcome outcome,
        bytes32 evidence,
        Consent[] calldata consent
    ) external {
        bytes32 id = r.header.idOf();
        bytes32 commitment = r.hash();
        uint256 word = _open(id, commitment);
        // Conceding is crediting, so that an agent needs the mandate to credit.
        (address party, Verb verb) = outcome == Outcome.Withdrawn
            ? (r.header.buyer, Verb.Resolve)
            : (_token(id).holderOf(), Verb.Credit);
        bytes memory message = Messages.resolution(commitment, party, amount, outcome, evidence);
        address by = _consent(verb, party, r.terms.currency, r.terms.amount, commitment, message, consent);
        (, uint256 disputed) = _disputedOf(id, word, r.terms);
        require(amount != 0 && amount <= disputed, AmountOutOfRange(id, amount, disputed));
        disputed -= amount;
        _disputed[id] = disputed;
        if (disputed == 0) {
            word &= ~Words.DISPUTED;
            _ledger[id] = word;
        }
        emit DisputeResolved(id, by, outcome, amount, disputed, evidence);
        if (outcome == Outcome.Conceded) _credit(id, word, r.terms, amount, evidence, by, Verb.Resolve);
    }

    /// @dev What was paid or credited in the meantime cannot be disputed any more.
    function _disputedOf(
        bytes32 id,
        uint256 word,
        Terms calldata terms
    ) private view returns (uint256 open, uint256 disputed) {
        open = Money.openPrincipal(terms, _position(id, word, _token(id)));
        if (word & Words.DISPUTED != 0) disputed = _disputed[id];
        if (disputed > open) disputed = open;
    }
}
