// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Consent, OpenHeader, Receivable, Status} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {IToken, World} from "../support/World.sol";

contract IssueSealedTest is World {
    function test_a_sealed_issue_leaves_what_an_open_one_leaves() public {
        Receivable memory r = _make(1);
        bytes32 id = _issueSealed(r);
        _eq(id, Typed.idOf(r.header), "id");
        _eq(bytes32(_state(r).commitment), bytes32(bytes30(Typed.hash(r))), "commitment");
        _true(_state(r).status == Status.Issued, "status");
        _eq(_state(r).holder, supplier.addr, "holder");
    }

    function test_a_sealed_issue_tells_hashes_and_content() public {
        Receivable memory r = _make(1);
        r.header.policy = 6;
        bytes memory content = new bytes(750);
        content[749] = 0x01;
        vm.expectEmit(address(ledger));
        emit IToken.Transfer(address(0), supplier.addr, uint256(Typed.idOf(r.header)));
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableSealed(
            Typed.idOf(r.header),
            supplier.addr,
            buyer.addr,
            supplier.addr,
            r.header.invoice,
            0,
            6,
            0,
            Typed.hash(r.terms),
            r.document,
            content
        );
        OpenHeader memory opened = _openHeader(r);
        vm.prank(supplier.addr);
        ledger.issueSealed(opened, content, _none(), _none());
        _true(_state(r).locked, "locked");
    }

    function test_sealed_terms_are_opened_when_they_are_paid() public {
        Receivable memory r = _make(1);
        _acceptedSealed(r);
        _eq(_pay(r, buyer.addr, MAX), 980_000, "cash");
        _true(_state(r).closed, "closed");
    }

    function test_no_log_of_a_sealed_issue_and_its_acceptance_shows_the_terms() public {
        Receivable memory r = _make(1);
        vm.recordLogs();
        _acceptedSealed(r);
        bytes memory all = abi.encode(vm.getRecordedLogs());
        for (uint256 i; i + 32 <= all.length; i += 32) {
            uint256 word;
            assembly ("memory-safe") {
                word := mload(add(add(all, 0x20), i))
            }
            _true(word != AMOUNT && word != r.terms.dueDay && word != r.terms.lateRate, "terms in a log");
        }
    }

    function test_sealed_terms_are_not_validated() public {
        Receivable memory r = _make(1);
        r.terms.basis = 1;
        _issueSealed(r);
        _true(_state(r).status == Status.Issued, "status");
    }

    function test_supplier_and_buyer_consent_to_a_sealed_issue_in_one_act() public {
        Receivable memory r = _make(1);
        bytes32 commitment = Typed.hash(r);
        Consent[] memory one = _signed(supplier, Typed.issuance(commitment, keccak256("")), 1);
        Consent[] memory other = _signed(buyer, Typed.acceptance(commitment), 1);
        OpenHeader memory opened = _openHeader(r);
        vm.prank(stranger.addr);
        ledger.issueSealed(opened, "", one, other);
        _true(_state(r).status == Status.Accepted, "accepted");
    }

    function test_an_open_issue_and_a_sealed_one_share_one_id() public {
        Receivable memory r = _make(1);
        bytes32 id = _issueSealed(r);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyIssued.selector, id));
        _issue(r);
    }
}
