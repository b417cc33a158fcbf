// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILens, ReceivableState} from "../../contracts/interfaces/ILens.sol";
import {Receivable, Status} from "../../contracts/types/Types.sol";
import {Acts} from "./play/Acts.t.sol";
import {Attempts} from "./play/Attempts.t.sol";
import {Play} from "./play/Play.sol";
import {Base} from "./support/Base.sol";
import {IToken} from "./support/World.sol";

/// @notice The numbered invariants of contracts/README.md, one function each, over plays of many actors.
abstract contract Invariants is Base {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 private constant DISPUTED_FLAG = 1 << 5;
    uint256 private constant MAX_AMOUNT = 2 ** 92 - 1;

    Play internal play;
    bytes4[] internal acts;

    /// @dev What the runner calls, and nothing else.
    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(play), acts);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(play);
    }

    function _use(string memory artifact) internal {
        play = Play(_deploy(artifact, ""));
        play.setUp();
        acts.push(Acts.issue.selector);
        acts.push(Acts.accept.selector);
        acts.push(Acts.accept.selector);
        acts.push(Acts.pay.selector);
        acts.push(Acts.pay.selector);
        acts.push(Acts.payMany.selector);
        acts.push(Acts.credit.selector);
        acts.push(Acts.dispute.selector);
        acts.push(Acts.resolve.selector);
        acts.push(Acts.claim.selector);
        acts.push(Acts.transfer.selector);
        acts.push(Acts.takeBack.selector);
        acts.push(Acts.block_.selector);
        acts.push(Acts.wait.selector);
    }

    // ------------------------------------------------------------------------------------------------------ invariants

    function invariant_01_principal_is_conserved() public view {
        _false(play.broken(1), "nothing that was settled comes back");
        for (uint256 i; i < play.count(); ++i) {
            bytes32 id = play.ids(i);
            Play.Notes memory n = play.notesOf(id);
            uint256 sum = play.quoteOf(id).open + n.paid + n.discounted + n.credited;
            // Sealed terms can hold more; it counts as the largest amount that the ledger has room for.
            uint256 amount = play.receivableOf(id).terms.amount;
            _eq(sum, amount < MAX_AMOUNT ? amount : MAX_AMOUNT, "open + paid + discounted + credited");
        }
    }

    function invariant_02_settled_principal_never_exceeds_the_amount() public view {
        for (uint256 i; i < play.count(); ++i) {
            bytes32 id = play.ids(i);
            _true(play.stateOf(id).settled <= play.receivableOf(id).terms.amount, "settled");
        }
    }

    function invariant_03_a_status_moves_only_along_the_table() public view {
        _false(play.broken(3), "by an act of the buyer from issued to accepted");
        for (uint256 i; i < play.count(); ++i) {
            bytes32 id = play.ids(i);
            _true(play.stateOf(id).status == play.notesOf(id).status, "by no other act");
        }
    }

    function invariant_04_a_closed_receivable_moves_no_more_money() public view {
        _false(play.broken(4), "closed");
        for (uint256 i; i < play.count(); ++i) {
            ReceivableState memory s = play.stateOf(play.ids(i));
            if (s.closed) _eq(play.quoteOf(play.ids(i)).payoff, 0, "nothing is due");
        }
    }

    function invariant_05_every_known_id_has_one_holder_and_an_unknown_id_none() public {
        (address ledger, , ) = play.world();
        for (uint256 i; i < play.count(); ++i) {
            bytes32 id = play.ids(i);
            _eq(IToken(ledger).ownerOf(uint256(id)), play.notesOf(id).holder, "holder");
        }
        vm.expectRevert(IToken.TokenDoesNotExist.selector);
        IToken(ledger).ownerOf(uint256(keccak256("unknown")));
    }

    function invariant_06_balances_of_holders_add_up_to_the_number_of_known_ids() public view {
        (address ledger, , ) = play.world();
        uint256 sum;
        for (uint256 i; i < play.accountsLength(); ++i) {
            sum += IToken(ledger).balanceOf(play.accounts(i));
        }
        _eq(sum, play.count(), "balances");
    }

    function invariant_07_the_commitment_of_an_id_never_changes() public view {
        for (uint256 i; i < play.count(); ++i) {
            bytes32 id = play.ids(i);
            _eq(bytes32(play.stateOf(id).commitment), play.notesOf(id).commitment, "commitment");
        }
    }

    function invariant_08_the_ledger_has_what_it_keeps_for_holders() public view {
        (address ledger, address lens, ) = play.world();
        for (uint256 c; c < 2; ++c) {
            uint256 kept;
            for (uint256 i; i < play.count(); ++i) {
                bytes32 id = play.ids(i);
                for (uint256 j; j < play.accountsLength(); ++j) {
                    address holder = play.accounts(j);
                    uint256 amount = ILens(lens).keptFor(holder, address(play.currencies(c)), id);
                    bool own = play.receivableOf(id).terms.currency == address(play.currencies(c));
                    _eq(amount, own ? play.keptFor(id, holder) : 0, "kept for each");
                    kept += amount;
                }
            }
            _eq(play.currencies(c).balanceOf(ledger), kept, "balance");
        }
    }

    function invariant_09_cash_paid_is_what_holders_received_or_is_kept_for_them() public view {
        _false(play.broken(9), "cash is principal - discount + charges");
        _balances();
    }

    function invariant_10_charges_settled_never_exceed_the_exact_charges() public view {
        _false(play.broken(10), "by more than half a unit when they were paid");
        for (uint256 i; i < play.count(); ++i) {
            bytes32 id = play.ids(i);
            _eq(play.stateOf(id).chargesSettled, play.notesOf(id).charges, "charges");
        }
    }

    function invariant_11_late_days_are_never_above_settled_principal_times_days_since_due() public view {
        (, , uint256 clock_) = play.world();
        for (uint256 i; i < play.count(); ++i) {
            bytes32 id = play.ids(i);
            Receivable memory r = play.receivableOf(id);
            uint256 day = uint256(int256(clock_) + int256(r.terms.utcOffset) * 60) / 1 days;
            uint256 late = day > r.terms.dueDay ? day - r.terms.dueDay : 0;
            ReceivableState memory s = play.stateOf(id);
            _true(s.lateDays <= s.settled * late, "late days");
        }
    }

    function invariant_12_the_disputed_amount_was_open_and_its_flag_tells_it() public view {
        (address ledger, , ) = play.world();
        for (uint256 i; i < play.count(); ++i) {
            bytes32 id = play.ids(i);
            uint256 disputed = play.stateOf(id).disputed;
            uint256 word = uint256(vm.load(ledger, keccak256(abi.encode(id, 4))));
            _true((word & DISPUTED_FLAG != 0) == (disputed != 0), "flag");
            _true(disputed <= play.notesOf(id).openWhenDisputed, "was open");
        }
    }

    function invariant_13_a_spent_nonce_stays_spent_and_a_revoked_root_revoked() public view {
        (, address lens, ) = play.world();
        for (uint256 i; i < play.spentLength(); ++i) {
            (address signer, uint256 nonce) = play.spent(i);
            _true(ILens(lens).isSpent(signer, nonce), "spent");
        }
        for (uint256 i; i < play.revokedLength(); ++i) {
            (address signer, uint256 root) = play.revoked(i);
            _true(ILens(lens).isRevoked(signer, bytes32(root)), "revoked");
        }
    }

    function invariant_14_nobodys_money_moves_but_the_callers_or_the_signers() public view {
        _false(play.broken(14), "by nobody else's act, and no more than was given");
        _balances();
    }

    function invariant_15_what_was_accepted_stays_accepted_and_falls_only_by_its_holder() public view {
        _false(play.broken(15), "an act of the right party");
        for (uint256 i; i < play.count(); ++i) {
            bytes32 id = play.ids(i);
            if (play.notesOf(id).status != Status.Accepted) continue;
            _true(play.stateOf(id).status == Status.Accepted, "accepted");
        }
    }

    function invariant_16_a_locked_token_never_changes_its_holder() public view {
        for (uint256 i; i < play.count(); ++i) {
            bytes32 id = play.ids(i);
            Receivable memory r = play.receivableOf(id);
            ReceivableState memory s = play.stateOf(id);
            _true(s.locked == (r.header.policy % 4 != 0), "lock");
            if (s.locked) _eq(s.holder, r.header.supplier, "holder");
        }
    }

    /// @dev Every account has exactly what the acts gave and took.
    function _balances() private view {
        (address ledger, , ) = play.world();
        for (uint256 c; c < 2; ++c) {
            address currency = address(play.currencies(c));
            for (uint256 j; j < play.accountsLength(); ++j) {
                address account = play.accounts(j);
                _eq(play.currencies(c).balanceOf(account), play.expected(currency, account), "account");
            }
            _eq(play.currencies(c).balanceOf(ledger), play.expected(currency, ledger), "ledger");
        }
    }
}

/// @notice Every act of the play is allowed, so that none may revert.
contract InvariantsTest is Invariants {
    function setUp() public {
        _use("Acts");
    }
}

/// @notice The same play with anybody trying anything in between.
contract HostileInvariantsTest is Invariants {
    function setUp() public {
        _use("Attempts");
        for (uint256 i; i < 6; ++i) {
            acts.push(Attempts.attempt.selector);
            acts.push(Attempts.forge.selector);
        }
    }
}
