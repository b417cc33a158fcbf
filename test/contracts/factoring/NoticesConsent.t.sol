// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AssignmentNotice,
    Filing,
    IFactoring,
    NoticeKind,
    NoticeReply
} from "../../../contracts/interfaces/IFactoring.sol";
import {ILens} from "../../../contracts/interfaces/ILens.sol";
import {IReceivables} from "../../../contracts/interfaces/IReceivables.sol";
import {Consent, Verb} from "../../../contracts/types/Types.sol";
import {FlippingWallet, Wallet} from "../mocks/Wallets.sol";
import {ConsentSubject} from "../support/ConsentSubject.sol";
import {MandateBehaviour} from "../support/MandateBehaviour.sol";
import {NoRootBehaviour} from "../support/RootBehaviour.sol";
import {SignatureBehaviour} from "../support/SignatureBehaviour.sol";
import {World} from "../support/World.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {NoticeWorld} from "./NoticeWorld.sol";
import {TypedNotices} from "./TypedNotices.sol";

/// @notice What the acts beside desks have in common. What `World` asks of ledger and lens about signatures and nonces,
/// it asks of `Factoring` here.
abstract contract NoticeSubject is ConsentSubject, NoticeWorld {
    AssignmentNotice internal notice;
    IReceivables private book;
    uint256 private made;

    function setUp() public virtual override(World, FactoringWorld) {
        FactoringWorld.setUp();
        book = ledger;
        _ask();
    }

    /// @dev Asks the contract that is tested from now on.
    function _ask() private {
        (ledger, lens) = (IReceivables(address(factoring)), ILens(address(factoring)));
    }

    /// @dev Another contract, which knows of nothing.
    function _renew() private {
        factoring = IFactoring(_deploy("Factoring", abi.encode(book, deskCode)));
        _ask();
    }

    /// @dev Makes another contract ready for the very same act.
    function _repeat() internal virtual {}

    function _opensTerms() internal pure override returns (bool) {
        return false;
    }

    function _spendsNonce() internal pure override returns (bool) {
        return true;
    }

    /// @dev The supplier sold to `holder`, which holds it itself.
    function _assignedTo(address holder, address debtor) internal {
        ledger = book;
        subject = _make(++made, _plainTerms());
        subject.header.buyer = debtor;
        _accepted(subject);
        _transfer(_id(subject), holder);
        (notice.kind, notice.assignor, notice.assignee) = (NoticeKind.Assigned, supplier.addr, holder);
        (notice.debtor, notice.payee, notice.proof) = (debtor, holder, PROOF);
        (notice.receivables, notice.givenAt) = (keccak256(abi.encodePacked(_id(subject))), uint40(clock));
        _ask();
    }

    function _hash() internal view returns (bytes32) {
        return TypedNotices.hash(notice);
    }

    // ------------------------------------------------------------------------ a signature is for one chain and one
    // contract

    function test_a_signature_for_another_chain_is_invalid() public {
        Consent memory c = _signedBy(_prepared());
        _moveToChain(5);
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_for_another_contract_is_invalid() public {
        Consent memory c = _signedBy(_prepared());
        _renew();
        _repeat();
        _fails(relayer.addr, _one(c), _invalid(c));
    }

    function test_a_signature_for_another_act_is_invalid() public {
        Party memory party = _prepared();
        bytes32[3] memory kinds = [
            TypedNotices.noticeType(TypedNotices.NOTIFICATION),
            TypedNotices.noticeType(TypedNotices.ACKNOWLEDGEMENT),
            TypedNotices.filingType()
        ];
        uint256 others;
        for (uint256 i; i < 3; ++i) {
            bytes memory message = _message();
            bytes32 kind = kinds[i];
            if (bytes32(message) == kind) continue;
            assembly ("memory-safe") {
                mstore(add(message, 0x20), kind)
            }
            Consent memory c = _signed(party.addr, party.key, message, NONCE, clock + 1 days);
            _fails(relayer.addr, _one(c), _invalid(c));
            ++others;
        }
        _eq(others, 2, "every other act");
    }

    function test_what_an_account_answers_when_it_is_recorded_decides() public {
        FlippingWallet wallet = new FlippingWallet();
        _begin(address(wallet));
        Consent memory c = _signed(address(wallet), stranger.key, _message(), NONCE, clock + 1 days);
        wallet.flip();
        _fails(relayer.addr, _one(c), _invalid(c));
        wallet.flip();
        _succeeds(relayer.addr, _one(c), address(wallet));
    }

    function test_a_delegated_account_keeps_its_own_key() public {
        Party memory party = _prepared();
        vm.etch(party.addr, abi.encodePacked(hex"ef0100", address(new Wallet(stranger.addr))));
        _succeeds(relayer.addr, _one(_signedBy(party)), party.addr);
    }
}

/// @notice The assignee gives notice.
abstract contract NotifySubject is NoticeSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.NotifyAssignment;
    }

    function _prepare() internal override {
        _assignedTo(principal, buyer.addr);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedNotices.notification(notice, principal);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        AssignmentNotice memory n = notice;
        _giveAs(sender, n, _just(subject), principal, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(factoring));
        emit IFactoring.AssignmentNotified(_hash(), principal, buyer.addr, by, notice, _idsOf(_just(subject)));
    }

    function _check() internal view override {
        _stands(notice, clock, NoticeReply.None);
    }

    function _replayError() internal view override returns (bytes memory) {
        return abi.encodeWithSelector(IFactoring.NoticeKnown.selector, _hash());
    }
}

/// @notice The debtor acknowledges, and reserves its defences.
abstract contract ReplySubject is NoticeSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.AcknowledgeAssignment;
    }

    function _prepare() internal override {
        _assignedTo(factor.addr, principal);
        _repeat();
    }

    function _repeat() internal override {
        AssignmentNotice memory n = notice;
        _give(n, _just(subject));
    }

    function _message() internal view override returns (bytes memory) {
        return TypedNotices.acknowledgement(_hash(), NoticeReply.Reserved, REASON);
    }

    function _call(address sender, Consent[] memory consent) internal override {
        AssignmentNotice memory n = notice;
        vm.prank(sender);
        factoring.replyToNotice(n, NoticeReply.Reserved, REASON, consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(factoring));
        emit IFactoring.NoticeReplied(_hash(), principal, by, NoticeReply.Reserved, REASON);
    }

    function _check() internal view override {
        _stands(notice, notice.givenAt, NoticeReply.Reserved);
    }

    function _replayError() internal view override returns (bytes memory) {
        return _answered(notice, NoticeReply.Reserved);
    }

    function test_a_signature_under_one_reply_is_none_under_another() public {
        Party memory party = _prepared();
        AssignmentNotice memory n = notice;
        Consent memory c = _signedBy(party);
        vm.expectRevert();
        factoring.replyToNotice(n, NoticeReply.Acknowledged, 0, _one(c));
        vm.expectRevert();
        factoring.replyToNotice(n, NoticeReply.Reserved, EVIDENCE, _one(c));
        _stands(n, n.givenAt, NoticeReply.None);
    }
}

/// @notice The secured party states a filing.
abstract contract FileSubject is NoticeSubject {
    function _verb() internal pure override returns (Verb) {
        return Verb.NotifyAssignment;
    }

    function _prepare() internal override {}

    function _filing() private view returns (Filing memory f) {
        (f.register, f.number, f.filedAt) = ("ZDW", "07654321001234567890", uint40(START));
        (f.secured, f.debtor, f.document) = (principal, supplier.addr, PROOF);
    }

    function _message() internal view override returns (bytes memory) {
        return TypedNotices.filing(_filing());
    }

    function _call(address sender, Consent[] memory consent) internal override {
        Filing memory f = _filing();
        vm.prank(sender);
        factoring.recordFiling(f, new bytes32[](0), consent);
    }

    function _announce(address by) internal override {
        vm.expectEmit(address(factoring));
        emit IFactoring.FilingRecorded(principal, supplier.addr, by, _filing(), new bytes32[](0));
    }

    /// @dev All of its effect is its event.
    function _check() internal view override {}

    function _replayError() internal view override returns (bytes memory) {
        return _nonceSpent();
    }
}

contract NotifyConsentTest is NotifySubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, NoticeSubject) {
        NoticeSubject.setUp();
    }
}

contract ReplyConsentTest is ReplySubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, NoticeSubject) {
        NoticeSubject.setUp();
    }
}

contract FileConsentTest is FileSubject, MandateBehaviour, SignatureBehaviour, NoRootBehaviour {
    function setUp() public override(World, NoticeSubject) {
        NoticeSubject.setUp();
    }
}
