// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Filing, IFactoring} from "../../../contracts/interfaces/IFactoring.sol";
import {NoticeWorld} from "./NoticeWorld.sol";

/// @notice Filings in public registers, as their maker states them (R58).
contract FilingsTest is NoticeWorld {
    function _filing() private view returns (Filing memory f) {
        (f.register, f.office, f.number) = ("UCC", "DE", "2026 1234567");
        (f.filedAt, f.until) = (uint40(START - 2 days), uint40(START + 1_825 days));
        (f.secured, f.debtor, f.document) = (factor.addr, supplier.addr, keccak256("an extract"));
    }

    function _all() private pure returns (bytes32[] memory) {
        return new bytes32[](0);
    }

    function _record(Filing memory f, bytes32[] memory ids) private {
        vm.prank(f.secured);
        factoring.recordFiling(f, ids, _none());
    }

    function _announce(Filing memory f, bytes32[] memory ids) private {
        vm.expectEmit(address(factoring));
        emit IFactoring.FilingRecorded(f.secured, f.debtor, f.secured, f, ids);
    }

    function test_a_filing_against_all_receivables_of_a_seller_is_stated() public {
        Filing memory f = _filing();
        _announce(f, _all());
        _record(f, _all());
    }

    function test_a_filing_against_named_receivables_is_stated() public {
        bytes32[] memory ids = _idsOf(_readyMany(3));
        Filing memory f = _filing();
        f.collateral = keccak256(abi.encodePacked(ids));
        _announce(f, ids);
        _record(f, ids);
    }

    function test_a_filing_without_an_office_or_an_end_is_stated() public {
        Filing memory f = _filing();
        (f.register, f.office, f.until) = ("ZDW", "", 0);
        _announce(f, _all());
        _record(f, _all());
    }

    function test_the_same_filing_is_stated_again_as_an_amendment_may_need() public {
        Filing memory f = _filing();
        _record(f, _all());
        _announce(f, _all());
        _record(f, _all());
    }

    function test_a_filing_names_its_register_and_its_number() public {
        Filing memory f = _filing();
        f.register = "";
        vm.expectRevert(_incomplete("register"));
        _record(f, _all());
        (f.register, f.number) = ("UCC", "");
        vm.expectRevert(_incomplete("number"));
        _record(f, _all());
    }

    function test_a_filing_was_made_by_now() public {
        Filing memory f = _filing();
        f.filedAt = 0;
        vm.expectRevert(_incomplete("filedAt"));
        _record(f, _all());
        f.filedAt = uint40(START + 1);
        vm.expectRevert(_incomplete("filedAt"));
        _record(f, _all());
        f.filedAt = uint40(START);
        _record(f, _all());
    }

    function test_a_filing_ends_after_it_was_made() public {
        Filing memory f = _filing();
        f.until = f.filedAt;
        vm.expectRevert(_incomplete("until"));
        _record(f, _all());
        f.until = f.filedAt + 1;
        _record(f, _all());
    }

    function test_nobody_files_against_itself() public {
        Filing memory f = _filing();
        f.debtor = f.secured;
        vm.expectRevert(_incomplete("debtor"));
        _record(f, _all());
    }

    function test_the_collateral_is_the_hash_of_what_is_named() public {
        Filing memory f = _filing();
        f.collateral = keccak256("something");
        vm.expectRevert(_incomplete("collateral"));
        _record(f, _all());
        bytes32[] memory ids = _idsOf(_readyMany(2));
        vm.expectRevert(_incomplete("collateral"));
        _record(f, ids);
        f.collateral = 0;
        vm.expectRevert(_incomplete("collateral"));
        _record(f, ids);
    }

    function test_a_filing_names_up_to_a_hundred() public {
        Filing memory f = _filing();
        bytes32[] memory ids = new bytes32[](101);
        f.collateral = keccak256(abi.encodePacked(ids));
        vm.expectRevert(_incomplete("collateral"));
        _record(f, ids);
        ids = new bytes32[](100);
        f.collateral = keccak256(abi.encodePacked(ids));
        _record(f, ids);
    }
}
