// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReceivableState} from "../../../contracts/interfaces/ILens.sol";
import {OpenTerms, Quote, Receivable, Status, Terms} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {Typed} from "../support/Typed.sol";
import {World} from "../support/World.sol";

/// @notice A play of many actors over a few receivables, and what an onlooker writes down beside the ledger: sums of
/// what moved, who should hold what, what must never change. The invariants compare the ledger with these notes.
abstract contract Play is World {
    /// @dev Sums over all acts on a receivable, and what it was when it was last looked at.
    struct Notes {
        uint256 paid;
        uint256 discounted;
        uint256 credited;
        uint256 charges;
        uint256 openWhenDisputed;
        Status status;
        bool closed;
        address holder;
        bytes32 commitment;
    }

    struct Signed {
        address signer;
        uint256 nonce;
    }

    uint256 internal constant MOST = 5;
    uint256 internal constant PURSE = 1e24;

    bytes32[] public ids;
    mapping(bytes32 id => Receivable) internal book;
    mapping(bytes32 id => Notes) internal notes;
    /// @dev What each account should have, reckoned from the acts alone.
    mapping(address currency => mapping(address account => uint256)) public expected;
    mapping(bytes32 id => mapping(address holder => uint256)) public keptFor;
    /// @dev Numbers of invariants that an act was seen to break.
    mapping(uint256 invariant => bool) public broken;
    Signed[] public spent;
    Signed[] public revoked;

    Currency[2] public currencies;
    Party[] internal cast;
    address[] public accounts;
    uint256 internal nextNonce;

    function setUp() public override {
        super.setUp();
        cast.push(_party("one supplier"));
        cast.push(_party("another supplier"));
        cast.push(_party("one buyer"));
        cast.push(_party("another buyer"));
        cast.push(factor);
        cast.push(stranger);
        for (uint256 i; i < cast.length; ++i) {
            accounts.push(cast[i].addr);
        }
        for (uint256 i; i < 2; ++i) {
            currencies[i] = new Currency();
            for (uint256 j; j < accounts.length; ++j) {
                currencies[i].mint(accounts[j], PURSE);
                expected[address(currencies[i])][accounts[j]] = PURSE;
                vm.prank(accounts[j]);
                currencies[i].approve(address(ledger), MAX);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------------- invention

    function _supplier(uint256 seed) internal view returns (Party memory) {
        return cast[seed % 2];
    }

    function _buyer(uint256 seed) internal view returns (Party memory) {
        return cast[2 + (seed % 2)];
    }

    function _anyone(uint256 seed) internal view returns (Party memory) {
        return cast[seed % cast.length];
    }

    /// @dev Valid terms of every kind, due within some weeks of now.
    function _invent(uint256 seed) internal view returns (Receivable memory r) {
        Terms memory t;
        t.currency = address(currencies[seed % 2]);
        t.amount = uint96(1 + ((seed >> 8) % (seed % 3 == 0 ? 50 : 1e9)));
        uint256 today = clock / 1 days;
        t.dueDay = uint32(today - 20 + ((seed >> 40) % 60));
        t.utcOffset = int16(int256((seed >> 48) % 1561) - 720);
        if ((seed >> 60) % 3 != 0) {
            t.discountDay1 = uint32(today - 21 + ((seed >> 64) % (t.dueDay - today + 22)));
            t.discount1 = uint96(1 + ((seed >> 72) % t.amount));
            if (t.discount1 > 1 && t.discountDay1 < t.dueDay) {
                t.discountDay2 = uint32(t.discountDay1 + 1 + ((seed >> 112) % (t.dueDay - t.discountDay1)));
                t.discount2 = uint96(1 + ((seed >> 120) % (t.discount1 - 1)));
            }
            t.discountOnParts = (seed >> 150) % 2 == 0;
        }
        t.slidingRate = uint32((seed >> 152) % 4 == 0 ? (seed >> 156) % 1_000_001 : 0);
        t.lateRate = uint32((seed >> 176) % 4 == 0 ? 0 : (seed >> 180) % 1_000_001);
        (t.basis, t.graceDays) = ((seed >> 200) % 2 == 0 ? 360 : 365, uint16((seed >> 204) % 8));
        t.fixedSum = uint96((seed >> 208) % 3 == 0 ? 0 : (seed >> 212) % 5_000);
        (t.allocation, t.salt) = (uint8((seed >> 228) % 2), bytes32(seed));
        r.terms = t;
        r.header.supplier = _supplier(seed >> 230).addr;
        r.header.buyer = _buyer(seed >> 232).addr;
        (r.header.invoice, r.header.line) = (keccak256(abi.encode(seed)), uint32(seed % 10_000));
        r.header.policy = [uint8(0), 1, 2, 4, 5, 6, 0, 0][(seed >> 236) % 8];
        r.document = keccak256(abi.encode(seed, "document"));
    }

    // ----------------------------------------------------------------------------------------------------------- notes

    function _begins(Receivable memory r) internal {
        bytes32 id = Typed.idOf(r.header);
        (Receivable storage kept, Notes storage n) = (book[id], notes[id]);
        kept.header = r.header;
        kept.terms = r.terms;
        kept.document = r.document;
        ids.push(id);
        (n.status, n.holder) = (Status.Issued, r.header.supplier);
        n.commitment = bytes32(bytes30(Typed.hash(r)));
    }

    /// @dev Looks at a receivable after an act of `by`, who paid `cash` if it paid, and writes down what changed. `was`
    /// is what the ledger told before.
    function _note(bytes32 id, ReceivableState memory was, address by, uint256 cash) internal {
        (ReceivableState memory s, Notes storage n) = (lens.stateOf(id), notes[id]);
        if (s.settled < was.settled || s.credited < was.credited || s.chargesSettled < was.chargesSettled) {
            broken[1] = true;
        }
        uint256 credited = s.credited - was.credited;
        uint256 principal = s.settled - was.settled - credited;
        uint256 charges = s.chargesSettled - was.chargesSettled;
        if (principal + charges < cash) broken[9] = true;
        uint256 discount = principal + charges - cash;
        n.credited += credited;
        n.charges += charges;
        n.paid += principal - discount;
        n.discounted += discount;
        if (was.closed && (cash != 0 || s.settled != was.settled || charges != 0)) broken[4] = true;
        if (credited != 0 && by != was.holder) broken[15] = true;
        if (charges != 0) _noteCharges(id, s);
        _noteStatus(id, n, was, s, by);
        if (cash != 0) _noteCash(id, was.holder, by, cash);
    }

    function _noteStatus(
        bytes32 id,
        Notes storage n,
        ReceivableState memory was,
        ReceivableState memory s,
        address by
    ) private {
        if (s.status != was.status) {
            bool accepted = was.status == Status.Issued && s.status == Status.Accepted;
            if (!accepted || by != book[id].header.buyer) broken[3] = true;
        }
        if (s.holder != was.holder && by != was.holder) broken[14] = true;
        if (was.closed && !s.closed) broken[4] = true;
        if (s.disputed > was.disputed) {
            if (by != book[id].header.buyer) broken[15] = true;
            n.openWhenDisputed = _quoteOf(id).open;
        }
        (n.status, n.closed, n.holder) = (s.status, s.closed, s.holder);
    }

    /// @dev At a payment of charges, what was charged so far is at most the exact charges and half a unit. A credit
    /// lowers the exact charges, so that a later payment of principal alone says nothing about them.
    function _noteCharges(bytes32 id, ReceivableState memory s) private {
        Terms memory t = book[id].terms;
        Quote memory q = _quoteOf(id);
        uint256 year = 1_000_000 * uint256(t.basis);
        uint256 exact = t.lateRate * (s.lateDays + q.open * q.daysLate);
        if (s.lateDays + q.open * q.daysLate != 0) exact += t.fixedSum * year;
        if (2 * s.chargesSettled * year > 2 * exact + year) broken[10] = true;
    }

    function _noteCash(bytes32 id, address holder, address payer, uint256 cash) private {
        Currency currency = Currency(book[id].terms.currency);
        mapping(address account => uint256) storage of_ = expected[address(currency)];
        of_[payer] -= cash;
        if (currency.blocked(holder)) {
            of_[address(ledger)] += cash;
            keptFor[id][holder] += cash;
        } else {
            of_[holder] += cash;
        }
    }

    // --------------------------------------------------------------------------------------------- what invariants ask

    function count() external view returns (uint256) {
        return ids.length;
    }

    function notesOf(bytes32 id) external view returns (Notes memory) {
        return notes[id];
    }

    function receivableOf(bytes32 id) external view returns (Receivable memory) {
        return book[id];
    }

    function quoteOf(bytes32 id) external view returns (Quote memory) {
        return _quoteOf(id);
    }

    function stateOf(bytes32 id) external view returns (ReceivableState memory) {
        return lens.stateOf(id);
    }

    function accountsLength() external view returns (uint256) {
        return accounts.length;
    }

    function spentLength() external view returns (uint256) {
        return spent.length;
    }

    function revokedLength() external view returns (uint256) {
        return revoked.length;
    }

    function world() external view returns (address, address, uint256) {
        return (address(ledger), address(lens), clock);
    }

    function _quoteOf(bytes32 id) internal view returns (Quote memory) {
        OpenTerms memory opened = _openTerms(book[id]);
        return lens.quote(id, opened, clock);
    }
}
