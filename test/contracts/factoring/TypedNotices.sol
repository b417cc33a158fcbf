// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AssignmentNotice, Filing, NoticeReply} from "../../../contracts/interfaces/IFactoring.sol";
import {ACKNOWLEDGEMENT_TEXT, ASSIGNMENT_TEXT} from "../../../contracts/types/AssignmentTexts.sol";

/// @notice EIP-712 of notices and filings written out from the type strings; shares nothing with the library.
library TypedNotices {
    string internal constant NOTICE =
        "AssignmentNotice(uint8 kind,address assignor,address assignee,address debtor,address payee,"
        "bytes32 receivables,bytes32 proof,uint40 givenAt)";
    string internal constant NOTIFICATION =
        "AssignmentNotification(string text,AssignmentNotice notice,address giver,uint256 nonce,uint256 deadline)";
    string internal constant ACKNOWLEDGEMENT =
        "AssignmentAcknowledgement(string text,AssignmentNotice notice,string reply,bytes32 reason,uint256 nonce,"
        "uint256 deadline)";
    string internal constant FILING =
        "Filing(string register,string office,string number,uint40 filedAt,uint40 until,address secured,"
        "address debtor,bytes32 collateral,bytes32 document)";
    string internal constant FILING_STATEMENT = "FilingStatement(Filing filing,uint256 nonce,uint256 deadline)";

    function noticeType(string memory primary) internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes(primary), bytes(NOTICE)));
    }

    function filingType() internal pure returns (bytes32) {
        return keccak256(bytes.concat(bytes(FILING_STATEMENT), bytes(FILING)));
    }

    function hash(AssignmentNotice memory n) internal pure returns (bytes32) {
        bytes memory parties = abi.encode(uint8(n.kind), n.assignor, n.assignee, n.debtor, n.payee);
        bytes memory rest = abi.encode(n.receivables, n.proof, n.givenAt);
        return keccak256(bytes.concat(keccak256(bytes(NOTICE)), parties, rest));
    }

    function notification(AssignmentNotice memory n, address giver) internal pure returns (bytes memory) {
        return abi.encode(noticeType(NOTIFICATION), keccak256(bytes(ASSIGNMENT_TEXT)), hash(n), giver);
    }

    function acknowledgement(bytes32 notice, NoticeReply reply, bytes32 reason) internal pure returns (bytes memory) {
        bytes32 text = keccak256(bytes(ACKNOWLEDGEMENT_TEXT));
        bytes32 word = keccak256(bytes(wordOf(reply)));
        return abi.encode(noticeType(ACKNOWLEDGEMENT), text, notice, word, reason);
    }

    function wordOf(NoticeReply reply) internal pure returns (string memory) {
        if (reply == NoticeReply.Received) return "RECEIVED";
        if (reply == NoticeReply.Acknowledged) return "ACKNOWLEDGED";
        return reply == NoticeReply.Reserved ? "ACKNOWLEDGED_RESERVING" : "REFUSED";
    }

    function filing(Filing memory f) internal pure returns (bytes memory) {
        bytes memory names = abi.encode(keccak256(bytes(f.register)), keccak256(bytes(f.office)));
        bytes memory times = abi.encode(keccak256(bytes(f.number)), f.filedAt, f.until);
        bytes memory about = abi.encode(f.secured, f.debtor, f.collateral, f.document);
        return abi.encode(filingType(), keccak256(bytes.concat(keccak256(bytes(FILING)), names, times, about)));
    }
}
