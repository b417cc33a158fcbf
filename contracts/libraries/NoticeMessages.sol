// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AssignmentNotice, Filing, NoticeReply} from "../interfaces/IFactoring.sol";
import {ACKNOWLEDGEMENT_TEXT_HASH, ASSIGNMENT_TEXT_HASH} from "../types/AssignmentTexts.sol";

/// @title The EIP-712 messages about notices of assignment and filings
/// @notice Messages end with nonce and deadline, which `Messages.single` appends. A test recomputes each type hash.
library NoticeMessages {
    /// @dev "AssignmentNotice(uint8 kind,address assignor,address assignee,address debtor,address payee,
    /// bytes32 receivables,bytes32 proof,uint40 givenAt)"
    bytes32 internal constant NOTICE = 0x0cd6334bdf83069acc125275edd1d12c172cd1704da66cfd3315c7327b9f808a;
    /// @dev "AssignmentNotification(string text,AssignmentNotice notice,address giver,uint256 nonce,uint256 deadline)"
    bytes32 internal constant NOTIFICATION = 0x9f7b43fc2372ea38f2074154fb32505117a764a0103f5c2d6d80b28c9e55aa00;
    /// @dev "AssignmentAcknowledgement(string text,AssignmentNotice notice,string reply,bytes32 reason,uint256 nonce,
    /// uint256 deadline)"
    bytes32 internal constant ACKNOWLEDGEMENT = 0x8a8827b81e953c7160fd16bd5f1ab57883ffc594cbafe74a8a8de65ee7256bf2;
    /// @dev "Filing(string register,string office,string number,uint40 filedAt,uint40 until,address secured,
    /// address debtor,bytes32 collateral,bytes32 document)"
    bytes32 internal constant FILING = 0x9de403fb4124e6e0373bc8544a76f9ed74e6241908f34b6df3fc8f70e2259de5;
    /// @dev "FilingStatement(Filing filing,uint256 nonce,uint256 deadline)"
    bytes32 internal constant FILING_STATEMENT = 0x9129b8e3c0b8f66ab10a5ccbddcfd13468195407f9e46e2b1908442b524e8db3;

    /// @dev keccak256 of the words that a wallet shows of a reply: "RECEIVED", "ACKNOWLEDGED",
    /// "ACKNOWLEDGED_RESERVING", "REFUSED".
    bytes32 internal constant RECEIVED = 0x0a65e7902c3d3fa612e8138340b0eaa48d38c3a09f7bd20aaa1363727d88f60d;
    bytes32 internal constant ACKNOWLEDGED = 0x64502a20065e7ba34f5145bddeeeb13e9b8ebc13d52808723ab5d759cfd15323;
    bytes32 internal constant ACKNOWLEDGED_RESERVING =
        0x21240f4248995a081047e4060cd9e486e282bffa84ee3ed10ca8eae80d84e973;
    bytes32 internal constant REFUSED = 0x8b8a017b28d73c172ebe27d7237eab8deddd9a5cf31be0c3e4194e992448f0d3;

    function hash(AssignmentNotice calldata n) internal pure returns (bytes32) {
        return keccak256(abi.encode(NOTICE, n));
    }

    function notification(bytes32 notice, address giver) internal pure returns (bytes memory) {
        return abi.encode(NOTIFICATION, ASSIGNMENT_TEXT_HASH, notice, giver);
    }

    function acknowledgement(bytes32 notice, NoticeReply reply, bytes32 reason) internal pure returns (bytes memory) {
        bytes32 word = REFUSED;
        if (reply == NoticeReply.Received) word = RECEIVED;
        else if (reply == NoticeReply.Acknowledged) word = ACKNOWLEDGED;
        else if (reply == NoticeReply.Reserved) word = ACKNOWLEDGED_RESERVING;
        return abi.encode(ACKNOWLEDGEMENT, ACKNOWLEDGEMENT_TEXT_HASH, notice, word, reason);
    }

    function filingStatement(Filing calldata f) internal pure returns (bytes memory) {
        bytes32 filing = keccak256(
            bytes.concat(
                abi.encode(
                    FILING,
                    keccak256(bytes(f.register)),
                    keccak256(bytes(f.office)),
                    keccak256(bytes(f.number)),
                    f.filedAt
                ),
                abi.encode(f.until, f.secured, f.debtor, f.collateral, f.document)
            )
        );
        return abi.encode(FILING_STATEMENT, filing);
    }
}
