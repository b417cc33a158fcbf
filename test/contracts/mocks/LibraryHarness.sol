// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Commitments} from "../../../contracts/libraries/Commitments.sol";
import {Messages} from "../../../contracts/libraries/Messages.sol";
import {Money} from "../../../contracts/libraries/Money.sol";
import {Words} from "../../../contracts/libraries/Words.sol";
import {OpenHeader, OpenTerms, Receivable, Terms} from "../../../contracts/types/Types.sol";

/// @notice What the libraries reckon and no contract shows.
contract LibraryHarness {
    using Commitments for Receivable;
    using Commitments for OpenHeader;
    using Commitments for OpenTerms;

    function localDay(Terms calldata t, uint256 instant) external pure returns (uint256) {
        return Money.localDay(t, instant);
    }

    /// @dev The commitment as each opening of it gives it, and the id.
    function commitments(
        Receivable calldata r,
        OpenHeader calldata h,
        OpenTerms calldata t
    ) external pure returns (bytes32 whole, bytes32 byHeader, bytes32 byTerms, bytes32 id) {
        return (r.hash(), h.hash(), t.hash(), Commitments.idOf(r.header));
    }

    /// @dev The type hashes as they are written out: header, terms, receivable, then the messages in their order.
    function typeHashes() external pure returns (bytes32[11] memory) {
        return
            [
                Commitments.HEADER,
                Commitments.TERMS,
                Commitments.RECEIVABLE,
                Messages.ISSUANCE,
                Messages.ACCEPTANCE,
                Messages.PAYMENT,
                Messages.CREDIT,
                Messages.DISPUTE,
                Messages.RESOLUTION,
                Messages.ISSUANCE_ROOT,
                Messages.ACCEPTANCE_ROOT
            ];
    }

    function tokenSlot(bytes32 id) external pure returns (bytes32) {
        return Words.tokenSlot(id);
    }
}
