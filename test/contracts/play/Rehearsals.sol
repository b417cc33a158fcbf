// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {Consent, OpenTerms, ReceiptStatus, RecordedReceipt} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Settling} from "./Settling.sol";

/// @notice What must be possible at any moment is done and undone: each rehearsal ends by reverting with what it found.
abstract contract Rehearsals is Settling {
    /// @dev A payer who has what is due pays it. Whether that closes the receivable, and costs no more.
    function rehearsePayment(bytes32 id) external {
        Seen memory p = _see(id);
        OpenTerms memory opened = _openTerms(p.r);
        Currency currency = Currency(p.r.terms.currency);
        currency.mint(relayer.addr, p.q.payoff);
        vm.prank(relayer.addr);
        currency.approve(address(ledger), MAX);
        vm.prank(relayer.addr);
        uint256 cash = ledger.pay(id, opened, MAX, _none());
        bool closed = lens.stateOf(id).closed && currency.balanceOf(relayer.addr) == 0 && cash == p.q.payoff;
        revert Rehearsed(closed ? bytes32("closed") : bytes32("not closed"));
    }

    /// @dev A holder claims what is kept for it and receives that.
    function rehearseClaim(bytes32 id, address holder) external {
        Currency currency = Currency(book[id].terms.currency);
        uint256 before = currency.balanceOf(holder);
        // Anyone may for a holder that takes what it is told of; one that does not asks for itself.
        vm.prank(holder);
        ledger.claim(id, holder, address(currency));
        revert Rehearsed(bytes32(currency.balanceOf(holder) - before));
    }

    /// @dev Everything that was recorded is taken back, in whatever order it was recorded.
    function rehearseReversals(bytes32 id) external {
        address holder = notes[id].holder;
        OpenTerms memory opened = _openTerms(book[id]);
        for (uint256 i; i < slips[id].length; ++i) {
            if (slips[id][i].status != ReceiptStatus.Recorded) continue;
            RecordedReceipt memory recorded = _recorded(id, i);
            Consent[] memory ofRecorder = _none();
            if (recorded.holder != holder) {
                bytes memory message = _reverses(id, recorded.holder, recorded.bankRef);
                ofRecorder = _signed(_named(recorded.holder), message, nextNonce + 1 + i);
            }
            vm.prank(holder);
            ledger.reverseReceipt(id, opened, recorded, EVIDENCE, ofRecorder, _none());
        }
        ReceivableView memory s = lens.stateOf(id);
        revert Rehearsed(_sums(s.settled, s.credited, s.lateDays, s.chargesSettled));
    }

    /// @dev The position of payments, credits and waivers alone.
    function _sumsWithoutReceipts(bytes32 id) internal view returns (bytes32) {
        Notes storage n = notes[id];
        (uint256 settled, uint256 charges) = (n.paid + n.discounted + n.credited, n.charges);
        uint256 lateDays = n.lateDays;
        for (uint256 i; i < slips[id].length; ++i) {
            Slip storage slip = slips[id][i];
            if (slip.status != ReceiptStatus.Recorded) continue;
            settled -= slip.principal;
            charges -= slip.charges;
            lateDays -= slip.lateDays;
        }
        return _sums(settled, n.credited, lateDays, charges);
    }

    function _sums(uint256 a, uint256 b, uint256 c, uint256 d) private pure returns (bytes32) {
        return keccak256(abi.encode(a, b, c, d));
    }
}
