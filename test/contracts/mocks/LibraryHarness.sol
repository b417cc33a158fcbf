// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Commitments} from "../../../contracts/libraries/Commitments.sol";
import {Derived} from "../../../contracts/libraries/Derived.sol";
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
    function typeHashes() external pure returns (bytes32[24] memory) {
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
                Messages.QUERY,
                Messages.REJECTION,
                Messages.AMENDMENT,
                Messages.ADVICE,
                Messages.RECEIPT,
                Messages.REVERSAL,
                Messages.DEBIT,
                Messages.WAIVER,
                Messages.SPLIT,
                Messages.WRITE_OFF,
                Messages.CANCELLATION,
                Messages.TRANSFER_CONSENT,
                Messages.ACCELERATION,
                Messages.ISSUANCE_ROOT,
                Messages.ACCEPTANCE_ROOT
            ];
    }

    function permit2Witness() external pure returns (string memory) {
        return Messages.PERMIT2_WITNESS;
    }

    function tidy(Terms calldata t) external pure returns (Terms memory tidied) {
        tidied = t;
        Derived.tidy(tidied);
    }

    function earned(uint256 sum, uint256 owed, uint256 amount, uint256 open) external pure returns (uint96) {
        return Derived.earned(sum, owed, amount, open);
    }

    function share(uint256 sum, uint256 from, uint256 to, uint256 whole) external pure returns (uint96) {
        return Derived.share(sum, from, to, whole);
    }

    function tokenSlot(bytes32 id) external pure returns (bytes32) {
        return Words.tokenSlot(id);
    }
}
