// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Adjustments} from "./Adjustments.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {IReceivablesCore} from "./interfaces/IReceivablesCore.sol";
import {LedgerStorage} from "./ledger/LedgerStorage.sol";
import {Commitments} from "./libraries/Commitments.sol";
import {Messages} from "./libraries/Messages.sol";
import {Money} from "./libraries/Money.sol";
import {Words} from "./libraries/Words.sol";
import {Settlement} from "./ledger/Settlement.sol";
import {ReceivableToken} from "./ledger/ReceivableToken.sol";
import {Consent, Header, OpenHeader, OpenTerms, PaymentOrder, Receivable, Status, Terms, Verb} from "./types/Types.sol";

/// @title The receivables ledger
/// @notice The mechanism; `IReceivables` is the manual, contracts/README.md the specification.
contract Receivables is IReceivablesCore, ReceivableToken, Settlement {
    using Commitments for Header;
    using Commitments for Terms;
    using Commitments for Receivable;
    using Commitments for OpenHeader;
    using Commitments for OpenTerms;
    using Words for uint256;

    uint32 private constant MAX_LINE = 9999;

    /// @dev Code that runs on this contract's storage; fixed for ever.
    address private immutable _adjustments;

    /// @dev The three together are longer than what one transaction can deploy, so that each is deployed alone.
    constructor(IDirectory directory_, Adjustments adjustments) LedgerStorage(directory_) {
        require(address(adjustments.directory()) == address(directory_), CodeOfAnotherDirectory(address(adjustments)));
        _adjustments = address(adjustments);
    }

    /// @dev The verbs of `IAdjustments`, and behind them those of `IAmendments`.
    fallback(bytes calldata data) external returns (bytes memory) {
        return Address.functionDelegateCall(_adjustments, data);
    }

    // ------------------------------------------------------------------------------------------------------- issue

    /// @inheritdoc IReceivablesCore
    function issue(
        Receivable calldata r,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external returns (bytes32 id) {
        bytes32 commitment;
        (id, commitment) = _issueOpen(r, supplierConsent);
        _acceptWithIssue(id, r.header.buyer, r.terms.currency, r.terms.amount, commitment, buyerConsent);
    }

    /// @inheritdoc IReceivablesCore
    function issueMany(Receivable[] calldata receivables) external {
        for (uint256 i; i < receivables.length; ++i) _issueOpen(receivables[i], _none());
    }

    /// @inheritdoc IReceivablesCore
    function issueSealed(
        OpenHeader calldata o,
        bytes calldata content,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external returns (bytes32 id) {
        bytes32 commitment = o.hash();
        Header calldata h = o.header;
        address by;
        (id, by) = _issue(h, address(0), NOT_OPENED, commitment, keccak256(content), supplierConsent);
        emit ReceivableSealed(
            id,
            h.supplier,
            h.buyer,
            by,
            h.invoice,
            h.line,
            h.policy,
            h.revision,
            o.terms,
            o.document,
            content
        );
        _acceptWithIssue(id, h.buyer, address(0), NOT_OPENED, commitment, buyerConsent);
    }

    function _issueOpen(
        Receivable calldata r,
        Consent[] calldata consent
    ) private returns (bytes32 id, bytes32 commitment) {
        Money.validate(r.terms);
        commitment = r.hash();
        Header calldata h = r.header;
        address by;
        (id, by) = _issue(h, r.terms.currency, r.terms.amount, commitment, 0, consent);
        _emitIssued(r, id, by);
    }

    /// @dev `emit` would check and copy each of the 22 fields again; they were checked, and lie in calldata as the
    /// event has them: invoice to document follow supplier and buyer.
    function _emitIssued(Receivable calldata r, bytes32 id, address by) private {
        bytes32 topic = ReceivableIssued.selector;
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, by)
            calldatacopy(add(m, 0x20), add(r, 0x40), 0x2c0)
            log4(m, 0x2e0, topic, id, calldataload(r), calldataload(add(r, 0x20)))
        }
    }

    function _issue(
        Header calldata h,
        address currency,
        uint256 amount,
        bytes32 commitment,
        bytes32 content,
        Consent[] calldata consent
    ) private returns (bytes32 id, address by) {
        (bytes32 field, uint256 value) = _invalid(h);
        require(field == 0, HeaderInvalid(field, value));
        id = h.idOf();
        require(_ledger[id] == 0, AlreadyIssued(id));
        bytes32 subject = Messages.issued(commitment, content);
        bytes memory message = Messages.issuance(commitment, content);
        by = _consent(Verb.Issue, h.supplier, currency, amount, subject, message, consent);
        uint256 lock = _lockOf(h.policy);
        _ledger[id] = Words.pack(commitment, Status.Issued) | lock;
        _mintAndSetExtraDataUnchecked(h.supplier, uint256(id), uint96(_guardOf(lock) >> 160));
    }

    function _invalid(Header calldata h) private pure returns (bytes32 field, uint256 value) {
        if (h.supplier == address(0)) return ("supplier", 0);
        if (h.buyer == address(0) || h.buyer == h.supplier) return ("buyer", uint160(h.buyer));
        if (h.line > MAX_LINE) return ("line", h.line);
        if (!_isPolicy(h.policy)) return ("policy", h.policy);
        if (h.revision > MAX_REVISION) return ("revision", h.revision);
    }

    // ------------------------------------------------------------------------------------------------------ accept

    /// @inheritdoc IReceivablesCore
    function accept(OpenHeader calldata o, Terms[] calldata terms, Consent[] calldata consent) external {
        bytes32 id = o.header.idOf();
        bytes32 commitment = o.hash();
        uint256 word = _open(id, commitment);
        (address currency, uint256 amount) = _face(id, o, terms);
        _accept(id, word, o.header.buyer, currency, amount, commitment, consent);
    }

    function _acceptWithIssue(
        bytes32 id,
        address buyer,
        address currency,
        uint256 amount,
        bytes32 commitment,
        Consent[] calldata consent
    ) private {
        if (consent.length == 0 && msg.sender != buyer) return;
        _accept(id, _ledger[id], buyer, currency, amount, commitment, consent);
    }

    function _accept(
        bytes32 id,
        uint256 word,
        address buyer,
        address currency,
        uint256 amount,
        bytes32 commitment,
        Consent[] calldata consent
    ) private {
        Status status = word.statusOf();
        require(status == Status.Issued || status == Status.Queried, StatusForbids(id, status, Verb.Accept));
        bytes memory message = Messages.acceptance(commitment);
        address by = _consent(Verb.Accept, buyer, currency, amount, commitment, message, consent);
        _ledger[id] = word.withStatus(Status.Accepted);
        emit ReceivableAccepted(id, by, commitment);
    }

    // --------------------------------------------------------------------------------------------------------- pay

    /// @inheritdoc IReceivablesCore
    function pay(
        bytes32 id,
        OpenTerms calldata o,
        uint256 maxCash,
        Consent[] calldata consent
    ) external returns (uint256 cash) {
        bytes32 commitment = o.hash();
        address payer = _payer(commitment, maxCash, consent);
        uint256 payee;
        (cash, payee) = _settle(id, commitment, o.terms, maxCash, payer, true);
        if (cash != 0) _hand(id, o.terms.currency, payer, payee, cash);
    }

    /// @inheritdoc IReceivablesCore
    function payMany(PaymentOrder[] calldata orders) external returns (uint256[] memory cash) {
        cash = new uint256[](orders.length);
        (uint256 first, uint256 sum, uint256 payee, address currency) = (0, 0, 0, address(0));
        for (uint256 i; i < orders.length; ++i) {
            PaymentOrder calldata order = orders[i];
            Terms calldata terms = order.opened.terms;
            bytes32 commitment = order.opened.hash();
            (uint256 part, uint256 next) = _settle(order.id, commitment, terms, order.maxCash, msg.sender, false);
            if (next != payee || terms.currency != currency) {
                _payRun(orders[first:i], cash, first, sum, payee);
                (first, sum, payee, currency) = (i, 0, next, terms.currency);
            }
            cash[i] = part;
            // A part has 97 bits, and a block has no room for 2^159 of them.
            unchecked {
                sum += part;
            }
        }
        _payRun(orders[first:], cash, first, sum, payee);
    }

    /// @dev One transfer for a run of equal holder and currency; if the holder cannot receive it, each part is kept. A
    /// holder that listens is told of each, and so receives each by itself.
    function _payRun(
        PaymentOrder[] calldata run,
        uint256[] memory cash,
        uint256 first,
        uint256 sum,
        uint256 payee
    ) private {
        if (sum == 0) return;
        address currency = run[0].opened.terms.currency;
        bool told = payee.isTold();
        if (!told && _move(currency, msg.sender, payee.holderOf(), sum)) return;
        for (uint256 i; i < run.length; ++i) {
            uint256 part = cash[first + i];
            if (part == 0) continue;
            if (told) _hand(run[i].id, currency, msg.sender, payee, part);
            else _keep(run[i].id, currency, msg.sender, payee.holderOf(), part);
        }
    }

    /// @inheritdoc IReceivablesCore
    function listen(bytes32 id) external returns (uint256 word, uint256 token) {
        (word, token) = (_ledger[id], _token(id));
        require(token.holderOf() == msg.sender, ListeningForbidden(id, "holder"));
        Status status = word.statusOf();
        bool live = status == Status.Issued || status == Status.Queried || status == Status.Accepted;
        require(live, ListeningForbidden(id, "status"));
        require(word & Words.LISTENING == 0, ListeningForbidden(id, "listening"));
        _ledger[id] = word | Words.LISTENING;
        if (token & Words.GUARDED == 0) _setToken(id, token | Words.GUARDED);
        emit ListeningBegun(id, msg.sender);
    }

    /// @inheritdoc IReceivablesCore
    function deliver(bytes32 id, address currency, address payer, address holder, uint256 cash) external {
        require(msg.sender == address(this), CallerNotLedger(msg.sender));
        require(_moveAndTell(id, currency, payer, holder, cash), NotDelivered(id, holder));
    }

    // ------------------------------------------------------------------------------------------------------- token

    /// @inheritdoc IReceivablesCore
    function extSloads(bytes32[] calldata slots) external view returns (bytes32[] memory words) {
        words = new bytes32[](slots.length);
        for (uint256 i; i < slots.length; ++i) {
            bytes32 slot = slots[i];
            bytes32 word;
            // Solidity has no expression for a slot known only at run time.
            assembly ("memory-safe") {
                word := sload(slot)
            }
            words[i] = word;
        }
    }

    function _none() private pure returns (Consent[] calldata none) {
        assembly ("memory-safe") {
            none.length := 0
        }
    }
}
