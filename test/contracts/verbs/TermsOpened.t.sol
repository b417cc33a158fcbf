// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {OpenHeader, Receivable, Status, Terms} from "../../../contracts/types/Types.sol";
import {AgreementWorld} from "../support/TypedAmendments.sol";

/// @notice A call that opens the header may open the terms once, and no more often.
contract TermsOpenedTest is AgreementWorld {
    Receivable private subject;

    function setUp() public override {
        super.setUp();
        subject = _make(1);
        subject.header.policy = 1;
        _issue(subject);
    }

    function test_accept_takes_the_terms_once() public {
        _once(true, ledger.accept.selector, "");
        _true(_state(subject).status == Status.Accepted, "accepted");
    }

    function test_query_takes_the_terms_once() public {
        _once(true, ledger.query.selector, abi.encode(_why()));
        _true(_state(subject).status == Status.Queried, "queried");
    }

    function test_reject_takes_the_terms_once() public {
        _once(true, ledger.reject.selector, abi.encode(_why()));
        _true(_state(subject).status == Status.Rejected, "rejected");
    }

    function test_writeOff_takes_the_terms_once() public {
        _once(false, ledger.writeOff.selector, abi.encode(REASON));
        _true(_state(subject).writtenOff, "written off");
    }

    function test_cancel_takes_the_terms_once() public {
        _once(false, ledger.cancel.selector, abi.encode(REASON));
        _true(_state(subject).status == Status.Cancelled, "cancelled");
    }

    function test_consentTransfer_takes_the_terms_once() public {
        _once(true, ledger.consentTransfer.selector, abi.encode(factor.addr));
        _eq(_state(subject).transferee, factor.addr, "consented");
    }

    /// @dev Two openings of the same terms, then a hundred, then one. @param between Words that the call takes between
    /// terms and consent.
    function _once(bool byBuyer, bytes4 verb, bytes memory between) private {
        uint256[3] memory counts = [uint256(2), 100, 1];
        for (uint256 i; i < 3; ++i) {
            Terms[] memory terms = new Terms[](counts[i]);
            for (uint256 j; j < counts[i]; ++j) terms[j] = subject.terms;
            bytes memory call = _encode(verb, terms, between);
            if (counts[i] != 1) {
                vm.expectRevert(abi.encodeWithSelector(ILedger.TermsTooMany.selector, counts[i]));
            }
            vm.prank(byBuyer ? buyer.addr : supplier.addr);
            (bool ok, ) = address(ledger).call(call);
            if (counts[i] == 1) _true(ok, "once");
        }
    }

    /// @dev Header, terms' offset, what is between, consent's offset; then terms, and no consent.
    function _encode(bytes4 verb, Terms[] memory terms, bytes memory between) private view returns (bytes memory) {
        OpenHeader memory opened = _openHeader(subject);
        uint256 head = 8 * 32 + 32 + between.length + 32;
        bytes memory tail = abi.encode(terms);
        // abi.encode puts an offset before an array of its own.
        bytes memory array = new bytes(tail.length - 32);
        for (uint256 i; i < array.length; ++i) array[i] = tail[i + 32];
        return
            bytes.concat(
                verb,
                abi.encode(opened, head),
                between,
                abi.encode(head + array.length),
                array,
                abi.encode(uint256(0))
            );
    }
}
