// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IDirectory} from "./interfaces/IDirectory.sol";
import {
    BalanceReply,
    Exceptions,
    IStatements,
    Line,
    Posted,
    Posting,
    Roots,
    Statement
} from "./interfaces/IStatements.sol";
import {SignedActs} from "./satellite/SignedActs.sol";
import {StatementMessages} from "./libraries/StatementMessages.sol";
import {Consent, Verb} from "./types/Types.sol";

/// @title Statements that both sides sign
/// @notice The mechanism; `IStatements` is the manual.
contract Statements is SignedActs, IStatements {
    using StatementMessages for Statement;

    /// @dev The words of a statement are the supplier's and the buyer's: root 240 | version 14 | reply of the other
    /// side 2.
    uint256 private constant REPLY = 3;
    uint256 private constant VERSION_SHIFT = 2;
    uint256 private constant MAX_VERSION = (1 << 14) - 1;
    uint256 private constant ROOT_SHIFT = 16;

    mapping(bytes32 id => uint256[2] words) private _words;

    constructor(IDirectory directory_) SignedActs(directory_) {}

    // -------------------------------------------------------------------------------------------------------- posting

    /// @inheritdoc IStatements
    function post(Statement calldata s, Posting calldata p, Consent[] calldata consent) external {
        bytes32 id = s.hash();
        uint256[2] storage words = _words[id];
        (address party, bytes32 root) = (p.party, p.root);
        uint256 side = _sideOf(id, s, party);
        require(s.cutOff <= block.timestamp, CutOffInFuture(s.cutOff));
        require(bytes30(root) != 0, RootInvalid(root));
        uint16 version = _requireNext(id, p, words[side]);
        address by =
            consent.length == 0
                ? _caller(Verb.PostStatement, party)
                : _signer(Verb.PostStatement, party, StatementMessages.posting(id, p, version), false, consent);
        uint256 word = _word(root, version);
        _write(words, side, word);
        uint256 theirs = words[side ^ 1];
        if (theirs & REPLY != 0 && _endsWith(word, theirs)) _write(words, side ^ 1, theirs & ~REPLY);
        emit StatementPosted(
            id,
            party,
            s.supplier,
            s.buyer,
            s.currency,
            s.cutOff,
            by,
            root,
            version,
            p.keys,
            p.replyBy
        );
    }

    /// @dev Whether the poster's reply to the other side's root ends with this new root of its own: an agreement where
    /// the two differ, a rejection where they are equal, and always one that both signed about the version before.
    function _endsWith(uint256 word, uint256 theirs) private pure returns (bool) {
        BalanceReply reply = _replyOf(theirs);
        bool isSame = theirs >> ROOT_SHIFT == word >> ROOT_SHIFT;
        return reply == BalanceReply.AgreedExcept || (reply == BalanceReply.Agreed) != isSame;
    }

    /// @dev The number of the next version, after checking that it may follow the last. The same root may come again
    /// once it was rejected, so that whoever stands by it can say so.
    function _requireNext(bytes32 id, Posting calldata p, uint256 last) private pure returns (uint16 version) {
        version = _versionOf(last);
        uint256 root = last >> ROOT_SHIFT;
        require(root == uint256(p.replaces) >> ROOT_SHIFT, RootSuperseded(id, p.party, p.replaces, version));
        require(
            root != uint256(p.root) >> ROOT_SHIFT || _replyOf(last) == BalanceReply.Rejected,
            RootUnchanged(id, p.party, p.root)
        );
        require(version != MAX_VERSION, VersionsTooMany(id, p.party));
        unchecked {
            ++version;
        }
    }

    // ---------------------------------------------------------------------------------------------- agreeing a balance

    /// @inheritdoc IStatements
    function agreeBalance(
        Statement calldata s,
        Roots calldata roots,
        address party,
        bytes32 balance,
        Consent[] calldata consent
    ) external {
        bytes32 id = s.hash();
        Exceptions memory none;
        address by = _reply(id, s, roots, party, BalanceReply.Agreed, none, balance, consent);
        emit BalanceAgreed(id, party, by, roots, balance);
    }

    /// @inheritdoc IStatements
    function rejectBalance(
        Statement calldata s,
        Roots calldata roots,
        address party,
        Exceptions calldata e,
        bytes32 balance,
        Consent[] calldata consent
    ) external {
        bytes32 id = s.hash();
        address by = _reply(id, s, roots, party, BalanceReply.Rejected, e, balance, consent);
        emit BalanceRejected(id, party, by, roots, e.result, e.count, balance);
    }

    /// @dev One side's reply to what the other has posted.
    function _reply(
        bytes32 id,
        Statement calldata s,
        Roots calldata roots,
        address party,
        BalanceReply reply,
        Exceptions memory e,
        bytes32 balance,
        Consent[] calldata consent
    ) private returns (address by) {
        uint256 side = _sideOf(id, s, party);
        uint256[2] memory words = _requireCurrent(id, s, roots);
        (uint256 ours, uint256 theirs) = (words[side], words[side ^ 1]);
        require(theirs != 0, NothingPosted(id));
        bool isSame = ours >> ROOT_SHIFT == theirs >> ROOT_SHIFT;
        if (reply == BalanceReply.Agreed) require(ours == 0 || isSame, RootsDiffer(id));
        else require(!isSame, RootsEqual(id));
        _requireUnreplied(id, theirs);
        by = _replier(id, roots, party, reply, e, balance, consent);
        _write(_words[id], side ^ 1, theirs | uint256(reply));
    }

    /// @inheritdoc IStatements
    function agreeBalanceExcept(
        Statement calldata s,
        Roots calldata roots,
        Exceptions calldata e,
        bytes32 balance,
        Consent[] calldata supplierConsent,
        Consent[] calldata buyerConsent
    ) external {
        bytes32 id = s.hash();
        _sideOf(id, s, s.supplier);
        require(e.result != 0 && e.count != 0, ExceptionsInvalid(e.result, e.count));
        uint256[2] memory words = _requireCurrent(id, s, roots);
        BalanceReply reply = BalanceReply.AgreedExcept;
        for (uint256 side; side < 2; ++side) {
            _requireUnreplied(id, words[side]);
            if (words[side] != 0) _write(_words[id], side, words[side] | uint256(reply));
        }
        address supplierBy = _replier(id, roots, s.supplier, reply, e, balance, supplierConsent);
        address buyerBy = _replier(id, roots, s.buyer, reply, e, balance, buyerConsent);
        emit BalanceAgreedExcept(id, supplierBy, buyerBy, roots, e.result, e.count, balance);
    }

    function _replier(
        bytes32 id,
        Roots calldata roots,
        address party,
        BalanceReply reply,
        Exceptions memory e,
        bytes32 balance,
        Consent[] calldata consent
    ) private returns (address) {
        if (consent.length == 0) return _caller(Verb.AgreeBalance, party);
        bytes memory message = StatementMessages.agreement(id, roots, party, reply, e, balance);
        return _signer(Verb.AgreeBalance, party, message, false, consent);
    }

    // ------------------------------------------------------------------------------------------------ debt and demand

    /// @inheritdoc IStatements
    function acknowledgeDebt(
        Statement calldata s,
        Roots calldata roots,
        address debtor,
        bytes32 debt,
        uint32 payBy,
        Consent[] calldata consent
    ) external {
        bytes32 id = s.hash();
        _sideOf(id, s, debtor);
        _requireCurrent(id, s, roots);
        bytes memory message = StatementMessages.acknowledgement(id, roots, debtor, debt, payBy);
        address by =
            consent.length == 0
                ? _caller(Verb.AcknowledgeDebt, debtor)
                : _signer(Verb.AcknowledgeDebt, debtor, message, true, consent);
        emit DebtAcknowledged(id, debtor, by, roots, debt, payBy);
    }

    /// @inheritdoc IStatements
    function receiveDemand(
        Statement calldata s,
        Roots calldata roots,
        address debtor,
        bytes32 demand,
        Consent[] calldata consent
    ) external {
        bytes32 id = s.hash();
        _sideOf(id, s, debtor);
        _requireCurrent(id, s, roots);
        bytes memory message = StatementMessages.receivedDemand(id, roots, debtor, demand);
        address by =
            consent.length == 0
                ? _caller(Verb.ReceiveDemand, debtor)
                : _signer(Verb.ReceiveDemand, debtor, message, true, consent);
        emit DemandReceived(id, debtor, by, roots, demand);
    }

    // ---------------------------------------------------------------------------------------------------------- views

    /// @inheritdoc IStatements
    function postedOf(Statement calldata s, address party) external view returns (Posted memory) {
        bytes32 id = s.hash();
        uint256 word = _words[id][_sideOf(id, s, party)];
        return Posted(bytes30(bytes32(word)), _versionOf(word), _replyOf(word));
    }

    /// @inheritdoc IStatements
    function isSameRoot(Statement calldata s) external view returns (bool) {
        uint256[2] storage words = _words[s.hash()];
        return words[0] != 0 && words[0] >> ROOT_SHIFT == words[1] >> ROOT_SHIFT;
    }

    /// @inheritdoc IStatements
    function proveLine(
        Statement calldata s,
        address party,
        Line calldata line,
        bytes32[] calldata proof
    ) external view returns (bool) {
        bytes32 id = s.hash();
        uint256 word = _words[id][_sideOf(id, s, party)];
        bytes32 root = MerkleProof.processProofCalldata(proof, s.leaf(line));
        return word != 0 && uint256(root) >> ROOT_SHIFT == word >> ROOT_SHIFT;
    }

    // ---------------------------------------------------------------------------------------------------------- words

    /// @dev An index that is known spares the compiler a read of what is overwritten.
    function _write(uint256[2] storage words, uint256 side, uint256 word) private {
        if (side == 0) words[0] = word;
        else words[1] = word;
    }

    function _word(bytes32 root, uint256 version) private pure returns (uint256) {
        return ((uint256(root) >> ROOT_SHIFT) << ROOT_SHIFT) | (version << VERSION_SHIFT);
    }

    function _versionOf(uint256 word) private pure returns (uint16) {
        return uint16((word >> VERSION_SHIFT) & MAX_VERSION);
    }

    function _replyOf(uint256 word) private pure returns (BalanceReply) {
        return BalanceReply(word & REPLY);
    }

    /// @dev 0 for the supplier, 1 for the buyer.
    function _sideOf(bytes32 id, Statement calldata s, address party) private pure returns (uint256) {
        (address supplier, address buyer) = (s.supplier, s.buyer);
        require(supplier != buyer && (party == supplier || party == buyer), PartyInvalid(id, party));
        return party == supplier ? 0 : 1;
    }

    /// @dev Both words, after checking that they are what the act is about.
    function _requireCurrent(
        bytes32 id,
        Statement calldata s,
        Roots calldata r
    ) private view returns (uint256[2] memory words) {
        words = _words[id];
        _requireStanding(id, s.supplier, words[0], r.supplierRoot, r.supplierVersion);
        _requireStanding(id, s.buyer, words[1], r.buyerRoot, r.buyerVersion);
        require(words[0] | words[1] != 0, NothingPosted(id));
    }

    function _requireStanding(bytes32 id, address party, uint256 word, bytes32 root, uint16 version) private pure {
        require(
            version <= MAX_VERSION && word | REPLY == (_word(root, version) | REPLY),
            RootSuperseded(id, party, root, version)
        );
    }

    function _requireUnreplied(bytes32 id, uint256 word) private pure {
        require(word & REPLY == 0, AlreadyReplied(id, _replyOf(word)));
    }
}
