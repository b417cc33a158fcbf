// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AssignmentNotice, IFactoring, NoticeKind, NoticeReply} from "../../../contracts/interfaces/IFactoring.sol";
import {Consent, OpenHeader, Receivable} from "../../../contracts/types/Types.sol";
import {FactoringWorld} from "./FactoringWorld.sol";
import {TypedNotices} from "./TypedNotices.sol";

/// @notice Short ways to give a notice of assignment and to reply to it.
abstract contract NoticeWorld is FactoringWorld {
    bytes32 internal constant PROOF = keccak256("an extract of the agreement");

    function _idsOf(Receivable[] memory all) internal pure returns (bytes32[] memory ids) {
        ids = new bytes32[](all.length);
        for (uint256 i; i < all.length; ++i) ids[i] = _id(all[i]);
    }

    function _openHeaders(Receivable[] memory all) internal pure returns (OpenHeader[] memory opened) {
        opened = new OpenHeader[](all.length);
        for (uint256 i; i < all.length; ++i) opened[i] = _openHeader(all[i]);
    }

    function _just(Receivable memory r) internal pure returns (Receivable[] memory all) {
        all = new Receivable[](1);
        all[0] = r;
    }

    /// @dev The supplier sold to the factor; its desk is to be paid.
    function _assigned(Receivable[] memory all) internal view returns (AssignmentNotice memory n) {
        (n.kind, n.assignor, n.assignee) = (NoticeKind.Assigned, supplier.addr, factor.addr);
        (n.debtor, n.payee, n.proof) = (buyer.addr, address(desk), PROOF);
        n.receivables = keccak256(abi.encodePacked(_idsOf(all)));
        n.givenAt = uint40(clock);
    }

    /// @dev The supplier has it again, and is to be paid.
    function _returned(Receivable[] memory all) internal view returns (AssignmentNotice memory n) {
        n = _assigned(all);
        (n.kind, n.payee) = (NoticeKind.Reassigned, supplier.addr);
    }

    function _giveAs(
        address sender,
        AssignmentNotice memory n,
        Receivable[] memory all,
        address giver,
        Consent[] memory consent
    ) internal {
        OpenHeader[] memory opened = _openHeaders(all);
        vm.prank(sender);
        factoring.giveNotice(n, opened, giver, consent);
    }

    function _give(AssignmentNotice memory n, Receivable[] memory all) internal {
        _giveAs(factor.addr, n, all, factor.addr, _none());
    }

    /// @dev Sold, and the debtor was told by the factor.
    function _told(uint256 number) internal returns (AssignmentNotice memory n) {
        Receivable[] memory all = _just(_sold(number));
        n = _assigned(all);
        _give(n, all);
    }

    function _replyAs(address sender, AssignmentNotice memory n, NoticeReply reply, bytes32 reason) internal {
        vm.prank(sender);
        factoring.replyToNotice(n, reply, reason, _none());
    }

    function _reply(AssignmentNotice memory n, NoticeReply reply, bytes32 reason) internal {
        _replyAs(n.debtor, n, reply, reason);
    }

    function _stands(AssignmentNotice memory n, uint256 recorded, NoticeReply reply) internal view {
        (uint256 instant, NoticeReply last) = factoring.noticeOf(TypedNotices.hash(n));
        _eq(instant, recorded, "recorded");
        _true(last == reply, "reply");
    }

    // -------------------------------------------------------------------------------------------------------- errors

    function _malformed(bytes32 field) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoring.NoticeMalformed.selector, field);
    }

    function _noticeInvalid(Receivable memory r, bytes32 why) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoring.NoticeInvalid.selector, _id(r), why);
    }

    function _answered(AssignmentNotice memory n, NoticeReply reply) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoring.NoticeAnswered.selector, TypedNotices.hash(n), reply);
    }

    function _incomplete(bytes32 field) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IFactoring.StatementIncomplete.selector, field);
    }
}
