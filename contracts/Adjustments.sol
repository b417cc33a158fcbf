// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Answers} from "./ledger/Answers.sol";
import {Receipts} from "./ledger/Receipts.sol";
import {Amendments} from "./Amendments.sol";
import {IAdjustments} from "./interfaces/IAdjustments.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {LedgerStorage} from "./ledger/LedgerStorage.sol";
import {Commitments} from "./libraries/Commitments.sol";
import {Messages} from "./libraries/Messages.sol";
import {Money} from "./libraries/Money.sol";
import {Words} from "./libraries/Words.sol";
import {Settlement} from "./ledger/Settlement.sol";
import {
    Consent,
    Header,
    OpenHeader,
    OpenTerms,
    Outcome,
    Permit2Consent,
    Position,
    Quote,
    Receivable,
    Status,
    Terms,
    Verb
} from "./types/Types.sol";

/// @title What comes after issuing, accepting and paying
/// @notice Code of the ledger at an address of its own, which `Receivables` runs on its own storage. Called directly it
/// finds an empty ledger.
contract Adjustments is IAdjustments, Answers, Receipts, Settlement {
    using Commitments for Header;
    using Commitments for Receivable;
    using Commitments for OpenHeader;
    using Commitments for OpenTerms;
    using SafeERC20 for IERC20;
    using Words for uint256;

    /// @dev Code that runs on the ledger's storage as this one does.
    address private immutable _amendments;
    address private immutable _self = address(this);

    constructor(IDirectory directory_, Amendments amendments) LedgerStorage(directory_) {
        require(address(amendments.directory()) == address(directory_), CodeOfAnotherDirectory(address(amendments)));
        _amendments = address(amendments);
    }

    /// @dev The verbs of `IAmendments`.
    fallback(bytes calldata data) external returns (bytes memory) {
        return Address.functionDelegateCall(_amendments, data);
    }

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
        _requireLive(id, word, verb);
        uint256 token = _openToken(id);
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

    // ------------------------------------------------------------------------------------------------------- waive

    /// @inheritdoc IAdjustments
    function waive(
        bytes32 id,
        OpenTerms calldata o,
        uint256 amount,
        bytes32 reason,
        Consent[] calldata consent
    ) external {
        bytes32 commitment = o.hash();
        uint256 word = _open(id, commitment);
        address holder = _token(id).holderOf();
        bytes memory message = Messages.waiver(commitment, holder, amount, reason);
        address by = _consent(Verb.Waive, holder, o.terms.currency, o.terms.amount, commitment, message, consent);
        _requireAccepted(id, word, Verb.Waive);
        uint256 token = _openToken(id);
        Position memory p = _position(id, word, token);
        Quote memory q = Money.quote(o.terms, p, Money.localDay(o.terms, block.timestamp));
        require(amount != 0 && amount <= q.charges, AmountOutOfRange(id, amount, q.charges));
        p.chargesSettled += amount;
        _detail[id] = Words.packDetail(p);
        bool closed = q.open == 0 && amount == q.charges;
        _setToken(id, token | Words.DETAIL | (closed ? Words.CLOSED : 0));
        emit ChargesWaived(id, by, amount, reason, closed);
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
        _requireAccepted(id, word, Verb.Dispute);
        (uint256 open, uint256 disputed) = _disputedOf(id, word, r.terms, _position(id, word, _token(id)));
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
        (, uint256 disputed) = _disputedOf(id, word, r.terms, _position(id, word, _token(id)));
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

    // ---------------------------------------------------------------------------------- write off, cancel, consent

    /// @inheritdoc IAdjustments
    function writeOff(
        OpenHeader calldata o,
        Terms[] calldata terms,
        bytes32 reason,
        Consent[] calldata consent
    ) external {
        (bytes32 id, bytes32 commitment, uint256 word, address holder) = _opened(o);
        bytes memory message = Messages.writeOff(commitment, holder, reason);
        address by = _consentToHeader(Verb.WriteOff, holder, id, commitment, o, terms, message, consent);
        _requireLive(id, word, Verb.WriteOff);
        _openToken(id);
        require(word & Words.WRITTEN_OFF == 0, AlreadyWrittenOff(id));
        _ledger[id] = word | Words.WRITTEN_OFF;
        emit ReceivableWrittenOff(id, by, reason);
    }

    /// @inheritdoc IAdjustments
    function cancel(
        OpenHeader calldata o,
        Terms[] calldata terms,
        bytes32 reason,
        Consent[] calldata consent
    ) external {
        (bytes32 id, bytes32 commitment, uint256 word, address holder) = _opened(o);
        bytes memory message = Messages.cancellation(commitment, holder, reason);
        address by = _consentToHeader(Verb.Cancel, holder, id, commitment, o, terms, message, consent);
        Status status = word.statusOf();
        require(
            status == Status.Issued || status == Status.Queried || status == Status.Rejected,
            StatusForbids(id, status, Verb.Cancel)
        );
        Position memory p = _position(id, word, _token(id));
        uint256 received = p.settled - p.credited;
        require(received | p.chargesSettled == 0, ReceiptsStand(id, received, p.chargesSettled));
        _ledger[id] = word.withStatus(Status.Cancelled);
        emit ReceivableCancelled(id, by, reason);
    }

    /// @inheritdoc IAdjustments
    function consentTransfer(
        OpenHeader calldata o,
        Terms[] calldata terms,
        address to,
        Consent[] calldata consent
    ) external {
        (bytes32 id, bytes32 commitment, uint256 word, address holder) = _opened(o);
        bytes memory message = Messages.transferConsent(commitment, holder, to);
        Verb verb = Verb.ConsentTransfer;
        address by = _consentToHeader(verb, o.header.buyer, id, commitment, o, terms, message, consent);
        _requireLive(id, word, verb);
        uint8 policy = o.header.policy;
        require(policy & ASSIGNABILITY == WITH_CONSENT, PolicyForbids(id, policy));
        _transferee[id] = to;
        emit TransferConsented(id, by, to);
    }

    function _opened(
        OpenHeader calldata o
    ) private view returns (bytes32 id, bytes32 commitment, uint256 word, address holder) {
        (id, commitment) = (o.header.idOf(), o.hash());
        word = _open(id, commitment);
        holder = _token(id).holderOf();
    }

    function _consentToHeader(
        Verb verb,
        address party,
        bytes32 id,
        bytes32 commitment,
        OpenHeader calldata o,
        Terms[] calldata terms,
        bytes memory message,
        Consent[] calldata consent
    ) private returns (address) {
        (address currency, uint256 amount) = _face(id, o, terms);
        return _consent(verb, party, currency, amount, commitment, message, consent);
    }

    // ------------------------------------------------------------------------------------------------ own business

    /// @inheritdoc IAdjustments
    function claim(bytes32 id, address holder, address currency) external returns (uint256 amount) {
        amount = _release(id, holder, currency);
        if (_ledger[id] & Words.LISTENING != 0 && _token(id).holderOf() == holder) {
            if (_deliver(id, currency, address(this), holder, amount)) return amount;
            // Whoever asks for it itself knows what it belongs to.
            require(msg.sender == holder, NotDelivered(id, holder));
        }
        _handOver(currency, holder, amount);
    }

    function _release(bytes32 id, address holder, address currency) private nonReentrant returns (uint256 amount) {
        amount = _kept[holder][currency][id];
        require(amount != 0, NothingKept(id, holder, currency));
        delete _kept[holder][currency][id];
        emit CashClaimed(id, holder, currency, amount);
    }

    function _handOver(address currency, address holder, uint256 amount) private nonReentrant {
        IERC20(currency).safeTransfer(holder, amount);
    }

    /// @inheritdoc IAdjustments
    function revoke(bytes32 root) external {
        _revoked[msg.sender][root] = true;
        emit RootRevoked(msg.sender, root);
    }

    /// @inheritdoc IAdjustments
    function spendNonce(uint256 nonce) external {
        _spendNonce(msg.sender, nonce);
    }

    /// @inheritdoc IAdjustments
    function multicall(bytes[] calldata calls) external returns (bytes[] memory results) {
        results = new bytes[](calls.length);
        for (uint256 i; i < calls.length; ++i) results[i] = Address.functionDelegateCall(address(this), calls[i]);
    }

    /// @inheritdoc IAdjustments
    function codes() external view returns (address adjustments, address amendments) {
        return (_self, _amendments);
    }

    /// @inheritdoc IAdjustments
    function payWithPermit2(
        bytes32 id,
        OpenTerms calldata o,
        uint256 maxCash,
        Permit2Consent calldata consent
    ) external returns (uint256 cash) {
        bytes32 commitment = o.hash();
        uint256 payee;
        (cash, payee) = _settle(id, commitment, o.terms, maxCash, consent.payer, true);
        // Permit2 verifies who pays by moving cash. What a discount covers whole can be settled by `pay`.
        require(cash != 0, NothingPaid(id));
        bytes memory payment = Messages.payment(commitment, maxCash);
        bytes32 witness = Messages.single(payment, consent.nonce, consent.deadline);
        address currency = o.terms.currency;
        (bool here, uint256 amount) = _pullWithPermit2(id, currency, maxCash, payee, cash, witness, consent);
        if (here) _handOn(id, currency, payee, amount);
    }

    function _handOn(bytes32 id, address currency, uint256 payee, uint256 amount) private {
        address holder = payee.holderOf();
        bool tells = payee.isTold() && amount != 0;
        if (tells && _deliver(id, currency, address(this), holder, amount)) return;
        _recordKept(id, currency, holder, amount);
    }

    /// @inheritdoc IAdjustments
    function permit(
        IERC20Permit currency,
        address owner,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        // Whoever saw the permit may have used it already; the allowance decides what can be paid.
        try currency.permit(owner, address(this), amount, deadline, v, r, s) {} catch {}
    }
}
