// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IFactoringDesk} from "../../../contracts/interfaces/IFactoringDesk.sol";
import {
    BuyerLimit,
    ClaimReason,
    Conditions,
    OfferKind,
    Recipient,
    Sale
} from "../../../contracts/types/FactoringTypes.sol";
import {Receipt, Receivable, Terms} from "../../../contracts/types/Types.sol";
import {Currency} from "../mocks/Currencies.sol";
import {SettlingWorld} from "./SettlingWorld.sol";
import {TypedOffers} from "./TypedOffers.sol";

/// @notice A play of a supplier, two buyers and two factors over a few receivables. Anybody tries anything at any time;
/// what is refused changes nothing. An onlooker notes under which facility each was sold, and whether what is
/// outstanding grew by an act that may not make it grow.
abstract contract DeskPlay is SettlingWorld {
    struct Bank {
        Party factor;
        IFactoringDesk desk;
        Conditions facility;
        BuyerLimit[] buyers;
        bytes32 offer;
    }

    struct Slip {
        uint256 bank;
        uint256 which;
        Taken taken;
    }

    uint256 internal constant RECEIVABLES = 4;

    Bank[2] internal banks;
    Receivable[RECEIVABLES] internal items;
    /// @dev Under which bank's facility, from one on; zero where it was sold by itself.
    uint256[RECEIVABLES] internal facilityOf;
    Slip[] internal slips;
    address[5] internal cast;
    uint256 internal nextNonce = 1 << 100;
    uint256 internal nextRef;
    address internal blocked;
    uint256 internal supply;
    string internal grown;

    function setUp() public virtual override {
        super.setUp();
        _useCurrency(address(new Currency()));
        cast = [supplier.addr, buyer.addr, factor.addr, relayer.addr, stranger.addr];
        for (uint256 i; i < 5; ++i) _fund(cast[i]);
        supply = CASH * 7;
        _openBank(0, factor);
        _openBank(1, stranger);
        for (uint256 i; i < RECEIVABLES; ++i) {
            Terms memory t = i % 3 == 2 ? _terms() : _plainTerms();
            (t.currency, t.dueDay) = (address(coin), uint32(TODAY + 30 + 40 * i));
            items[i] = _make(i, t);
            items[i].header.buyer = _buyerOf(i).addr;
            _accepted(items[i]);
        }
    }

    /// @dev A facility that two deals of a buyer, or three in all, exhaust.
    function _openBank(uint256 number, Party memory of_) private {
        Bank storage bank = banks[number];
        (bank.factor, bank.desk) = (of_, factoring.open(of_.addr));
        Conditions memory c = _conditions(FACILITY_NONCE);
        (c.limit, c.until) = (2_400_000, type(uint40).max);
        c.currency = address(coin);
        bank.facility = c;
        bank.buyers.push(BuyerLimit(buyer.addr, 1_600_000));
        bank.buyers.push(BuyerLimit(relayer.addr, 800_000));
        bank.offer = TypedOffers.facility(bank.buyers, c);
        vm.prank(supplier.addr);
        token.setApprovalForAll(address(bank.desk), true);
        for (uint256 i; i < cast.length; ++i) {
            vm.prank(cast[i]);
            coin.approve(address(bank.desk), MAX);
        }
    }

    function _buyerOf(uint256 which) internal view returns (Party memory) {
        return which % 2 == 0 ? buyer : relayer;
    }

    // ---------------------------------------------------------------------------------------------------- onlooker

    /// @dev For acts that must not make what is owed to any factor grow.
    modifier lessening(string memory name) {
        uint256 outstanding = _outstandingInAll();
        _;
        if (_outstandingInAll() > outstanding) grown = name;
    }

    function _outstandingInAll() internal view returns (uint256 sum) {
        for (uint256 b; b < 2; ++b) {
            for (uint256 i; i < RECEIVABLES; ++i) {
                (bool isLive, uint256 funds, uint256 fees) = _dealOf(b, i);
                if (isLive) sum += funds + fees;
            }
        }
    }

    function _dealOf(uint256 bank, uint256 which) internal view returns (bool, uint256, uint256) {
        bytes memory call = abi.encodeCall(IFactoringDesk.dealOf, (_id(items[which]), clock));
        (bool ok, bytes memory answer) = address(banks[bank].desk).staticcall(call);
        if (!ok) return (false, 0, 0);
        (, , , , , uint256 funds, uint256 fees) = abi.decode(
            answer,
            (address, uint32, uint16, uint16, int16, uint256, uint256)
        );
        return (true, funds, fees);
    }

    /// @dev Whatever comes of it.
    function _try(address sender, address target, bytes memory call) internal returns (bool ok) {
        vm.prank(sender);
        (ok, ) = target.call(call);
    }

    // --------------------------------------------------------------------------------------------------------- acts

    function sell(uint256 which, uint256 bank, bool byFacility) external {
        (which, bank) = (which % RECEIVABLES, bank % 2);
        Bank storage b = banks[bank];
        Sale memory s;
        (s.receivable, s.conditions) = (items[which], b.facility);
        bytes32 hash;
        if (byFacility) {
            (s.kind, s.buyers, hash) = (OfferKind.Facility, b.buyers, b.offer);
        } else {
            s.conditions.nonce = nextNonce++;
            hash = TypedOffers.single(s.receivable, s.conditions);
        }
        s.signature = _sign(b.factor.key, _digestFor(b.desk, hash));
        bytes memory call = abi.encodeWithSignature(
            "safeTransferFrom(address,address,uint256,bytes)",
            supplier.addr,
            address(b.desk),
            uint256(_id(s.receivable)),
            abi.encode(s)
        );
        if (_try(supplier.addr, address(ledger), call)) facilityOf[which] = byFacility ? bank + 1 : 0;
    }

    /// @dev Two of them at once under the facility; both or none.
    function sellMany(uint256 which, uint256 other, uint256 bank) external {
        (which, other, bank) = (which % RECEIVABLES, other % RECEIVABLES, bank % 2);
        Bank storage b = banks[bank];
        Sale[] memory sales = new Sale[](2);
        for (uint256 i; i < 2; ++i) {
            sales[i].receivable = items[i == 0 ? which : other];
            (sales[i].conditions, sales[i].kind, sales[i].buyers) = (b.facility, OfferKind.Facility, b.buyers);
            sales[i].signature = _sign(b.factor.key, _digestFor(b.desk, b.offer));
        }
        if (!_try(supplier.addr, address(b.desk), abi.encodeCall(IFactoringDesk.sellMany, (sales)))) return;
        (facilityOf[which], facilityOf[other]) = (bank + 1, bank + 1);
    }

    /// @dev One in sixteen pays all, so that a play does not end with its first acts.
    function pay(uint256 which, uint96 cash) external lessening("pay") {
        which %= RECEIVABLES;
        uint256 most = cash % 16 == 0 ? MAX : 1 + (cash % (AMOUNT / 4));
        Receivable memory r = items[which];
        bytes memory call = abi.encodeCall(ledger.pay, (_id(r), _openTerms(r), most, _none()));
        _try(r.header.buyer, address(ledger), call);
    }

    function record(uint256 which, uint256 bank, uint96 cash, uint8 to) external lessening("record") {
        (which, bank) = (which % RECEIVABLES, bank % 2);
        Receivable memory r = items[which];
        Recipient recipient = Recipient(to % 3);
        Receipt memory receipt = _receipt(nextRef++, 1 + (cash % (AMOUNT / 4)), (clock + 1 hours) / 1 days);
        if (recipient == Recipient.SellerKept) {
            _try(r.header.buyer, address(ledger), abi.encodeCall(ledger.advise, (r, receipt, _none())));
        }
        slips.push();
        Slip storage slip = slips[slips.length - 1];
        (slip.bank, slip.which) = (bank, which);
        slip.taken.recorded = _recordedAs(r, receipt);
        slip.taken.recorded.holder = address(banks[bank].desk);
        address sender = recipient == Recipient.SellerTurnedOver ? supplier.addr : banks[bank].factor.addr;
        vm.recordLogs();
        bytes memory call = abi.encodeCall(IFactoringDesk.recordReceipt, (_id(r), _openTerms(r), receipt, recipient));
        if (!_try(sender, address(banks[bank].desk), call)) return slips.pop();
        if (recipient != Recipient.SellerKept) slip.taken.receipt = _lastShared();
    }

    function reverse(uint256 number) external {
        if (slips.length == 0) return;
        Slip memory slip = slips[number % slips.length];
        Receivable memory r = items[slip.which];
        bytes memory call = abi.encodeCall(
            IFactoringDesk.reverseReceipt,
            (_id(r), _openTerms(r), slip.taken.recorded, slip.taken.receipt, EVIDENCE)
        );
        _try(banks[slip.bank].factor.addr, address(banks[slip.bank].desk), call);
    }

    function repay(uint256 which, uint256 bank, uint256 who, uint96 cash) external lessening("repay") {
        Receivable memory r = items[which % RECEIVABLES];
        bytes memory call = abi.encodeCall(IFactoringDesk.repay, (_id(r), _openTerms(r), 1 + (cash % AMOUNT)));
        _try(cast[who % cast.length], address(banks[bank % 2].desk), call);
    }

    function buyBack(uint256 which, uint256 bank) external lessening("buyBack") {
        Receivable memory r = items[which % RECEIVABLES];
        bytes memory call = abi.encodeCall(IFactoringDesk.buyBack, (_id(r), _openTerms(r)));
        _try(supplier.addr, address(banks[bank % 2].desk), call);
    }

    function reassign(uint256 which, uint256 bank, uint256 who) external lessening("reassign") {
        Receivable memory r = items[which % RECEIVABLES];
        bytes memory call = abi.encodeCall(IFactoringDesk.reassign, (_id(r), _openTerms(r)));
        _try(cast[who % cast.length], address(banks[bank % 2].desk), call);
    }

    function credit(uint256 which, uint256 bank, uint96 amount) external lessening("credit") {
        Receivable memory r = items[which % RECEIVABLES];
        Bank storage b = banks[bank % 2];
        uint256 part = 1 + (amount % (AMOUNT / 8));
        bytes memory call = abi.encodeCall(ledger.credit, (_id(r), _openTerms(r), part, REASON, _none()));
        call = abi.encodeCall(IFactoringDesk.act, (_id(r), call));
        _try(supplier.addr, address(b.desk), call);
        _try(b.factor.addr, address(b.desk), call);
    }

    function chargeBack(uint256 which, uint256 bank, uint8 reason) external lessening("chargeBack") {
        Receivable memory r = items[which % RECEIVABLES];
        Bank storage b = banks[bank % 2];
        bytes memory call = abi.encodeCall(
            IFactoringDesk.chargeBack,
            (_id(r), _openTerms(r), ClaimReason(reason % 4), EVIDENCE)
        );
        _try(b.factor.addr, address(b.desk), call);
    }

    /// @dev One at a time.
    function block_(uint256 who, bool is_) external lessening("block") {
        Currency(address(coin)).setBlocked(blocked, false);
        uint256 number = who % 7;
        address account = number < 5 ? cast[number] : address(banks[number - 5].desk);
        Currency(address(coin)).setBlocked(account, is_);
        blocked = account;
    }

    function withdraw(uint256 who, uint256 bank) external lessening("withdraw") {
        bytes memory call = abi.encodeCall(IFactoringDesk.withdraw, (cast[who % cast.length], address(coin)));
        _try(relayer.addr, address(banks[bank % 2].desk), call);
    }

    function claim(uint256 which, uint256 bank) external lessening("claim") {
        Receivable memory r = items[which % RECEIVABLES];
        address holder = address(banks[bank % 2].desk);
        _try(relayer.addr, address(ledger), abi.encodeCall(ledger.claim, (_id(r), holder, address(coin))));
    }

    function collect(uint256 which, uint256 bank) external lessening("collect") {
        bytes memory call = abi.encodeCall(IFactoringDesk.collect, (_id(items[which % RECEIVABLES]), address(coin)));
        _try(relayer.addr, address(banks[bank % 2].desk), call);
    }

    function wait(uint32 time) external {
        _warp(clock + (time % 12 days));
    }
}
