// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {AssignmentNotice, Filing, IFactoring, NoticeKind, NoticeReply} from "./interfaces/IFactoring.sol";
import {IFactoringDesk} from "./interfaces/IFactoringDesk.sol";
import {IReceivables} from "./interfaces/IReceivables.sol";
import {SignedActs} from "./satellite/SignedActs.sol";
import {Commitments} from "./libraries/Commitments.sol";
import {LedgerReading} from "./libraries/LedgerReading.sol";
import {NoticeMessages} from "./libraries/NoticeMessages.sol";
import {DealTerms} from "./types/FactoringTypes.sol";
import {Consent, Header, OpenHeader, Verb} from "./types/Types.sol";

/// @title Desks, notices of assignment, filings
/// @notice The mechanism; `IFactoring` is the manual.
contract Factoring is SignedActs, IFactoring {
    using Commitments for Header;
    using Commitments for OpenHeader;
    using NoticeMessages for AssignmentNotice;

    uint256 private constant MAX_RECEIVABLES = 100;
    uint256 private constant REPLY = 7;
    uint256 private constant INSTANT_SHIFT = 3;

    /// @inheritdoc IFactoring
    IReceivables public immutable ledger;
    /// @dev The code that every desk runs; it is nobody's desk itself.
    address private immutable _desk;

    /// @dev Instant of recording 253 | reply 3.
    mapping(bytes32 notice => uint256 word) private _notices;

    constructor(IReceivables ledger_, IFactoringDesk desk) SignedActs(ledger_.directory()) {
        require(address(desk.ledger()) == address(ledger_), DeskOfAnotherLedger(address(desk)));
        ledger = ledger_;
        _desk = address(desk);
    }

    // -------------------------------------------------------------------------------------------------------- desks

    /// @inheritdoc IFactoring
    function open(address factor) external returns (IFactoringDesk desk) {
        desk = IFactoringDesk(deskOf(factor));
        if (address(desk).code.length != 0) return desk;
        require(factor != address(0), NoticeMalformed("factor"));
        Clones.cloneDeterministicWithImmutableArgs(_desk, abi.encodePacked(factor), 0);
        emit DeskOpened(factor, address(desk));
        desk.begin();
    }

    /// @inheritdoc IFactoring
    function deskOf(address factor) public view returns (address) {
        return Clones.predictDeterministicAddressWithImmutableArgs(_desk, abi.encodePacked(factor), 0);
    }

    // ------------------------------------------------------------------------------------------------------ notices

    /// @inheritdoc IFactoring
    function giveNotice(
        AssignmentNotice calldata n,
        OpenHeader[] calldata receivables,
        address giver,
        Consent[] calldata consent
    ) external {
        bytes32 field = _malformed(n, receivables.length, giver);
        require(field == 0, NoticeMalformed(field));
        bytes32[] memory ids = new bytes32[](receivables.length);
        for (uint256 i; i < receivables.length; ++i) ids[i] = _assigned(n, receivables[i], giver);
        require(keccak256(abi.encodePacked(ids)) == n.receivables, NoticeMalformed("receivables"));
        bytes32 notice = n.hash();
        require(_notices[notice] == 0, NoticeKnown(notice));
        address by =
            consent.length == 0
                ? _caller(Verb.NotifyAssignment, giver)
                : _signer(Verb.NotifyAssignment, giver, NoticeMessages.notification(notice, giver), true, consent);
        _notices[notice] = block.timestamp << INSTANT_SHIFT;
        emit AssignmentNotified(notice, n.assignee, n.debtor, by, n, ids);
    }

    /// @dev A day is time enough to sign and record; a notice of long ago would claim a rank that it never had.
    function _malformed(AssignmentNotice calldata n, uint256 count, address giver) private view returns (bytes32) {
        if (count == 0 || count > MAX_RECEIVABLES) return "receivables";
        if (n.givenAt > block.timestamp || n.givenAt + 1 days < block.timestamp) return "givenAt";
        if (n.assignor == n.assignee || n.debtor == n.assignor || n.debtor == n.assignee) return "parties";
        bool isAssigned = n.kind == NoticeKind.Assigned;
        if (giver != n.assignee && !(isAssigned && giver == n.assignor)) return "giver";
        bool isPayee = isAssigned ? n.payee == n.assignee || n.payee == deskOf(n.assignee) : n.payee == n.assignor;
        return isPayee ? bytes32(0) : bytes32("payee");
    }

    function _assigned(
        AssignmentNotice calldata n,
        OpenHeader calldata o,
        address giver
    ) private view returns (bytes32 id) {
        id = o.header.idOf();
        require(LedgerReading.commits(ledger, id, o.hash()), NoticeInvalid(id, "commitment"));
        require(o.header.buyer == n.debtor, NoticeInvalid(id, "debtor"));
        require(IERC721(address(ledger)).ownerOf(uint256(id)) == n.payee, NoticeInvalid(id, "payee"));
        if (n.kind == NoticeKind.Reassigned) return id;
        if (n.payee == n.assignee) {
            // Of what a factor holds itself no deal tells who sold it; nobody but its supplier then says that it did.
            bool isKnown = giver == n.assignee || n.assignor == o.header.supplier;
            require(isKnown, NoticeInvalid(id, "assignor"));
            return id;
        }
        (DealTerms memory terms, , ) = IFactoringDesk(n.payee).dealOf(id, block.timestamp);
        require(terms.seller == n.assignor, NoticeInvalid(id, "assignor"));
    }

    /// @inheritdoc IFactoring
    function replyToNotice(
        AssignmentNotice calldata n,
        NoticeReply reply,
        bytes32 reason,
        Consent[] calldata consent
    ) external {
        bytes32 notice = n.hash();
        uint256 word = _notices[notice];
        require(word != 0, NoticeUnknown(notice));
        NoticeReply before = NoticeReply(word & REPLY);
        require(
            before == NoticeReply.None || (before == NoticeReply.Received && reply > before),
            NoticeAnswered(notice, before)
        );
        require(reply != NoticeReply.None, StatementIncomplete("reply"));
        bool needsReason = reply == NoticeReply.Refused || reply == NoticeReply.Reserved;
        require(needsReason == (reason != 0), StatementIncomplete("reason"));
        address by =
            consent.length == 0
                ? _caller(Verb.AcknowledgeAssignment, n.debtor)
                : _signer(
                    Verb.AcknowledgeAssignment,
                    n.debtor,
                    NoticeMessages.acknowledgement(notice, reply, reason),
                    true,
                    consent
                );
        _notices[notice] = (word & ~REPLY) | uint256(reply);
        emit NoticeReplied(notice, n.debtor, by, reply, reason);
    }

    /// @inheritdoc IFactoring
    function noticeOf(bytes32 notice) external view returns (uint256, NoticeReply) {
        uint256 word = _notices[notice];
        return (word >> INSTANT_SHIFT, NoticeReply(word & REPLY));
    }

    // ------------------------------------------------------------------------------------------------------ filings

    /// @inheritdoc IFactoring
    function recordFiling(Filing calldata f, bytes32[] calldata ids, Consent[] calldata consent) external {
        require(bytes(f.register).length != 0, StatementIncomplete("register"));
        require(bytes(f.number).length != 0, StatementIncomplete("number"));
        require(f.filedAt != 0 && f.filedAt <= block.timestamp, StatementIncomplete("filedAt"));
        require(f.until == 0 || f.until > f.filedAt, StatementIncomplete("until"));
        require(f.secured != f.debtor, StatementIncomplete("debtor"));
        require(ids.length <= MAX_RECEIVABLES, StatementIncomplete("collateral"));
        bytes32 collateral = ids.length == 0 ? bytes32(0) : keccak256(abi.encodePacked(ids));
        require(f.collateral == collateral, StatementIncomplete("collateral"));
        address by =
            consent.length == 0
                ? _caller(Verb.NotifyAssignment, f.secured)
                : _signer(Verb.NotifyAssignment, f.secured, NoticeMessages.filingStatement(f), true, consent);
        emit FilingRecorded(f.secured, f.debtor, by, f, ids);
    }
}
