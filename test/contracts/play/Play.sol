// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReceivableView} from "../../../contracts/interfaces/ILens.sol";
import {
    Consent,
    Position,
    Quote,
    ReceiptStatus,
    Receivable,
    Status,
    Terms,
    Verb
} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {PlayListener} from "../mocks/PlayListener.sol";
import {World} from "../support/World.sol";

/// @notice A play of many actors over a few receivables: who is in it, what they invent and how they say yes. What an
/// onlooker writes down beside the ledger is declared here too: sums of what moved, who should hold what, what must
/// never change. `Judging` writes it, the invariants compare the ledger with it.
abstract contract Play is World {
    /// @dev What an actor does. `Debit` and `Accelerate` amend, `Withdraw` and `Concede` end a dispute.
    enum Act {
        Issue,
        Accept,
        Query,
        Reject,
        Amend,
        Pay,
        Advise,
        Record,
        Reverse,
        Credit,
        Debit,
        Waive,
        Dispute,
        Withdraw,
        Concede,
        Split,
        WriteOff,
        Cancel,
        ConsentTransfer,
        Accelerate,
        Transfer,
        Listen
    }

    /// @dev Sums over all that stands of the acts on a receivable, and what it was when it was last looked at.
    /// `odd` are sealed terms that nobody should have agreed on.
    struct Notes {
        uint256 paid;
        uint256 discounted;
        uint256 credited;
        uint256 charges;
        uint256 lateDays;
        uint256 openWhenDisputed;
        uint256 advices;
        Status status;
        bool closed;
        bool writtenOff;
        bool part;
        bool keptOnce;
        bool odd;
        bool listening;
        address holder;
        address transferee;
        bytes32 commitment;
        bytes32 state;
    }

    /// @dev A bank reference of a receivable and what became of it.
    struct Slip {
        bytes32 bankRef;
        ReceiptStatus status;
        address holder;
        uint256 principal;
        uint256 discount;
        uint256 charges;
        uint256 lateDays;
    }

    /// @dev A receivable as it is seen at one instant.
    struct Seen {
        bytes32 id;
        Receivable r;
        ReceivableView s;
        Quote q;
    }

    struct Signed {
        address signer;
        uint256 nonce;
    }

    uint256 internal constant MOST = 7;
    uint256 internal constant MOST_WITH_PARTS = 16;
    uint256 internal constant MOST_SLIPS = 6;
    uint256 internal constant PURSE = 1e40;
    uint256 internal constant MAX_AMOUNT = 2 ** 92 - 1;
    uint256 internal constant EVERY_VERB = (1 << 19) - 1;
    address internal constant EURO = address(978);

    uint256 internal constant ISSUED = 1 << uint8(Status.Issued);
    uint256 internal constant QUERIED = 1 << uint8(Status.Queried);
    uint256 internal constant REJECTED = 1 << uint8(Status.Rejected);
    uint256 internal constant ACCEPTED = 1 << uint8(Status.Accepted);
    uint256 internal constant LIVE = ISSUED | QUERIED | ACCEPTED;
    uint256 internal constant ANY = 127;

    bytes32[] internal ids;
    uint256 internal issued;
    uint256 internal parts;
    mapping(bytes32 id => Receivable) internal book;
    mapping(bytes32 id => Notes) internal notes;
    mapping(bytes32 id => Slip[]) internal slips;
    mapping(bytes32 commitment => bool) internal agreedOnce;
    mapping(bytes32 commitment => bool) internal rejected;
    /// @dev What each account should have, reckoned from the acts alone.
    mapping(address currency => mapping(address account => uint256)) internal expected;
    mapping(bytes32 id => mapping(address holder => uint256)) internal keptFor;
    /// @dev What each holder that listens should have been told of.
    mapping(bytes32 id => mapping(address holder => uint256)) internal toldTo;
    Signed[] internal spent;
    Signed[] internal revoked;
    /// @dev What the last act was about.
    bytes32[] internal touched;
    uint256 internal acts;

    address internal permit2;
    Currency[2] internal currencies;
    Party[] internal cast;
    uint256 internal nextNonce;
    /// @dev What the runner may call; what is listed twice is done twice as often.
    bytes4[] internal selectors;

    /// @dev Begins an act.
    modifier act() {
        delete touched;
        acts += 1;
        _;
    }

    function setUp() public virtual override {
        super.setUp();
        cast.push(_party("one supplier"));
        cast.push(_party("another supplier"));
        cast.push(_party("one buyer"));
        cast.push(_party("another buyer"));
        cast.push(factor);
        cast.push(stranger);
        permit2 = _putPermit2();
        // Accounts with a key and with code, as EIP-7702 has them; the others listen in vain.
        bytes memory code = address(new PlayListener()).code;
        vm.etch(cast[1].addr, code);
        vm.etch(factor.addr, code);
        for (uint256 i; i < 2; ++i) {
            currencies[i] = new Currency();
            for (uint256 j; j < cast.length; ++j) {
                currencies[i].mint(cast[j].addr, PURSE);
                expected[address(currencies[i])][cast[j].addr] = PURSE;
                vm.prank(cast[j].addr);
                currencies[i].approve(address(ledger), MAX);
                vm.prank(cast[j].addr);
                currencies[i].approve(permit2, MAX);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------------- invention

    function _anyone(uint256 seed) internal view returns (Party memory) {
        return cast[seed % cast.length];
    }

    /// @dev The party whose address it is.
    function _named(address account) internal view returns (Party memory) {
        for (uint256 i; i < cast.length; ++i) {
            if (cast[i].addr == account) return cast[i];
        }
        revert("not of the cast");
    }

    /// @dev Valid terms of every kind, due within some weeks of now.
    function _inventTerms(uint256 seed) internal view returns (Terms memory t) {
        t.currency = seed % 5 == 0 ? EURO : address(currencies[seed % 2]);
        t.amount = uint96(1 + ((seed >> 8) % (seed % 3 == 0 ? 50 : 1e9)));
        uint256 today = clock / 1 days;
        t.dueDay = uint32(today - 20 + ((seed >> 40) % 60));
        t.utcOffset = int16(int256((seed >> 48) % 1561) - 720);
        if ((seed >> 60) % 3 != 0) {
            t.discountDay1 = uint32(today - 21 + ((seed >> 64) % (t.dueDay + 22 - today)));
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
        t.accelerationDays = uint16((seed >> 224) % 4);
        (t.allocation, t.salt) = (uint8((seed >> 228) % 2), bytes32(seed));
    }

    /// @dev Often a further line of an invoice that is there already.
    function _invent(uint256 seed) internal view returns (Receivable memory r) {
        r.terms = _inventTerms(seed);
        (r.header.supplier, r.header.buyer) = (cast[(seed >> 230) % 2].addr, cast[2 + ((seed >> 232) % 2)].addr);
        (r.header.invoice, r.header.line) = (keccak256(abi.encode(seed)), uint32(seed % 9_000));
        if (issued != 0 && (seed >> 240) % 2 == 0) {
            r.header = book[ids[(seed >> 241) % ids.length]].header;
            r.header.revision = 0;
            r.header.line = r.header.line > 9_000 ? 9_999 : r.header.line + 1 + uint32(seed % 3);
        }
        r.header.policy = _inventPolicy(seed >> 236);
        r.document = keccak256(abi.encode(seed, "document"));
    }

    function _inventPolicy(uint256 seed) internal pure returns (uint8) {
        return [0, 1, 2, 4, 5, 6, 4 | (1 << 3), 5 | (4 << 3)][seed % 8];
    }

    /// @dev The least part that a policy allows.
    function _leastPart(Receivable memory r) internal pure returns (uint256) {
        return 10 ** (r.header.policy >> 3);
    }

    // -------------------------------------------------------------------------------------------------------- consents

    /// @dev By the party, by its agent, by its signature, by that of its agent.
    function _consent(
        uint256 way,
        address party,
        Verb verb,
        bytes memory message
    ) internal returns (address sender, Consent[] memory consent) {
        if (way % 4 == 0) return (party, _none());
        if (way % 4 == 2) return (relayer.addr, _signs(_named(party), message));
        if (!directory.covers(party, agent.addr, verb, address(0), MAX)) {
            vm.prank(party);
            directory.giveMandate(agent.addr, _mandate(EVERY_VERB, UNCAPPED, address(0)));
        }
        if (way % 4 == 1) return (agent.addr, _none());
        return (relayer.addr, _signs(agent, message));
    }

    function _signs(Party memory signer, bytes memory message) internal returns (Consent[] memory) {
        return _signed(signer, message, ++nextNonce);
    }

    /// @dev Every message but issuance and acceptance spends its nonce.
    function _spends(Consent[] memory consent) internal {
        if (consent.length != 0) spent.push(Signed(consent[0].signer, consent[0].nonce));
    }

    // --------------------------------------------------------------------------------------------------------- looking

    function _see(bytes32 id) internal view returns (Seen memory seen) {
        (seen.id, seen.r, seen.s) = (id, book[id], lens.stateOf(id));
        (seen.q, ) = lens.reckon(seen.r.terms, _positionOf(seen.s), _today(seen.r.terms), 0);
    }

    /// @dev The first receivable of one of these statuses, beginning anywhere; `open` leaves out what is closed. An id
    /// of nought where there is none. Odd terms are for attempts.
    function _find(uint256 seed, uint256 statuses, bool open) internal view returns (Seen memory none) {
        uint256 count = ids.length;
        for (uint256 i; i < count; ++i) {
            bytes32 id = ids[((seed % count) + i) % count];
            Notes storage n = notes[id];
            if (!n.odd && (1 << uint8(n.status)) & statuses != 0 && !(open && n.closed)) return _see(id);
        }
    }

    function _positionOf(ReceivableView memory s) internal pure returns (Position memory) {
        return Position(s.settled, s.credited, s.lateDays, s.chargesSettled, s.carry, s.discounted);
    }

    /// @dev Whether settling the whole earns a discount, on all that was paid.
    function _isOnWhole(Terms memory t) internal pure returns (bool) {
        return !t.discountOnParts && (t.discount1 != 0 || t.slidingRate != 0);
    }

    function _today(Terms memory t) internal view returns (uint256) {
        return uint256(int256(clock) + int256(t.utcOffset) * 60) / 1 days;
    }

    function _isToken(address currency) internal pure returns (bool) {
        return uint160(currency) > 999;
    }

    /// @dev Whether it takes what it is told of.
    function _hears(address account) internal view returns (bool) {
        return account.code.length != 0 && !PlayListener(account).isDeaf();
    }

    function _blocked(Receivable memory r, address account) internal view returns (bool) {
        return _isToken(r.terms.currency) && Currency(r.terms.currency).blocked(account);
    }
}
