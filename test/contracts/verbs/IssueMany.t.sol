// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {Receivable, Status, Verb} from "../../../contracts/types/Types.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

contract IssueManyTest is World {
    function test_a_supplier_issues_many_at_once() public {
        Receivable[] memory all = _many(5);
        for (uint256 i; i < all.length; ++i) {
            _announce(all[i], supplier.addr);
        }
        vm.prank(supplier.addr);
        ledger.issueMany(all);
        for (uint256 i; i < all.length; ++i) {
            _true(_state(all[i]).status == Status.Issued, "status");
            _eq(_state(all[i]).holder, supplier.addr, "holder");
        }
        _eq(token.balanceOf(supplier.addr), 5, "balance");
    }

    function test_many_leave_what_one_by_one_leaves() public {
        Receivable[] memory all = _many(1);
        all[0].header.policy = 5;
        vm.prank(supplier.addr);
        ledger.issueMany(all);
        Receivable memory single = _make(1);
        (single.header.policy, single.header.line) = (5, 1);
        _issue(single);
        (bytes32 a, bytes32 b) = (Typed.idOf(all[0].header), Typed.idOf(single.header));
        _eq(_word(a, 4) & uint256(0xffff), _word(b, 4) & uint256(0xffff), "flags");
        _true(_state(all[0]).locked && _state(single).locked, "locked");
    }

    function test_an_agent_issues_for_several_suppliers() public {
        Receivable[] memory all = _many(2);
        all[1].header.supplier = factor.addr;
        _giveMandate(supplier.addr, agent.addr, Verb.Issue);
        _giveMandate(factor.addr, agent.addr, Verb.Issue);
        _announce(all[0], agent.addr);
        _announce(all[1], agent.addr);
        vm.prank(agent.addr);
        ledger.issueMany(all);
        _eq(_state(all[1]).holder, factor.addr, "holder");
    }

    function test_the_cap_of_an_agent_counts_for_each_receivable() public {
        vm.prank(supplier.addr);
        directory.giveMandate(agent.addr, _mandate(1 << uint8(Verb.Issue), AMOUNT, address(coin)));
        Receivable[] memory all = _many(3);
        vm.prank(agent.addr);
        ledger.issueMany(all);
        all = _many(6);
        (all[0], all[1], all[2]) = (_make(11), _make(12), _make(13));
        all[5].terms.amount += 1;
        _refuses(
            all,
            agent.addr,
            abi.encodeWithSelector(ILedger.NotAuthorised.selector, supplier.addr, agent.addr, Verb.Issue)
        );
    }

    function test_a_buyer_who_issues_many_for_its_supplier_accepts_none() public {
        Receivable[] memory all = _many(2);
        _giveMandate(supplier.addr, buyer.addr, Verb.Issue);
        vm.prank(buyer.addr);
        ledger.issueMany(all);
        _true(_state(all[0]).status == Status.Issued, "issued");
    }

    function test_one_that_somebody_else_must_consent_to_stops_all() public {
        Receivable[] memory all = _many(3);
        all[2].header.supplier = factor.addr;
        _refuses(
            all,
            supplier.addr,
            abi.encodeWithSelector(ILedger.NotAuthorised.selector, factor.addr, supplier.addr, Verb.Issue)
        );
    }

    function test_one_with_invalid_terms_stops_all() public {
        Receivable[] memory all = _many(3);
        all[2].terms.basis = 366;
        _refuses(all, supplier.addr, abi.encodeWithSelector(ILedger.TermsInvalid.selector, bytes32("basis"), 366));
    }

    function test_one_with_an_invalid_header_stops_all() public {
        Receivable[] memory all = _many(3);
        all[1].header.policy = 3;
        _refuses(all, supplier.addr, abi.encodeWithSelector(ILedger.HeaderInvalid.selector, bytes32("policy"), 3));
    }

    function test_the_same_line_twice_stops_all() public {
        Receivable[] memory all = _many(3);
        all[2] = all[0];
        bytes32 id = Typed.idOf(all[0].header);
        _refuses(all, supplier.addr, abi.encodeWithSelector(ILedger.AlreadyIssued.selector, id));
    }

    function test_one_that_is_known_stops_all() public {
        Receivable[] memory all = _many(3);
        bytes32 id = _issue(all[1]);
        vm.expectRevert(abi.encodeWithSelector(ILedger.AlreadyIssued.selector, id));
        vm.prank(supplier.addr);
        ledger.issueMany(all);
        _true(_state(all[0]).status == Status.None, "unknown");
    }

    function test_none_at_all_is_nothing() public {
        vm.prank(stranger.addr);
        ledger.issueMany(new Receivable[](0));
    }

    function _many(uint256 count) private view returns (Receivable[] memory all) {
        all = new Receivable[](count);
        for (uint256 i; i < count; ++i) {
            all[i] = _make(1 + i);
        }
    }

    function _refuses(Receivable[] memory all, address sender, bytes memory fault) private {
        vm.expectRevert(fault);
        vm.prank(sender);
        ledger.issueMany(all);
        _true(_state(all[0]).status == Status.None, "unknown");
    }

    function _word(bytes32 id, uint256 slot) private view returns (uint256) {
        return uint256(vm.load(address(ledger), keccak256(abi.encode(id, slot))));
    }

    function _announce(Receivable memory r, address by) private {
        vm.expectEmit(address(ledger));
        emit ILedger.ReceivableIssued(
            Typed.idOf(r.header),
            r.header.supplier,
            r.header.buyer,
            by,
            r.header.invoice,
            r.header.line,
            r.header.policy,
            r.header.revision,
            r.terms,
            r.document
        );
    }
}
