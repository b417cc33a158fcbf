// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICollections} from "../../../contracts/interfaces/ICollections.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {CollectionPlay} from "./CollectionPlay.sol";

/// @notice Random histories against the model: each call comes to what was foretold, and what stands is what it keeps.
contract HistoriesTest is CollectionPlay {
    uint256 private constant ACTS = 20;

    function _act(uint256 seed) private {
        uint256[4] memory d;
        for (uint256 i; i < 4; ++i) d[i] = uint256(keccak256(abi.encode(seed, i)));
        uint256 act = seed % 21;
        if (act == 0) this.agree(d[0], d[1]);
        else if (act < 3) this.adopt(d[0], d[1], d[2], d[3]);
        else if (act < 7) this.record(d[0], d[1], d[2], uint96(d[3]));
        else if (act == 7) this.step(d[0], d[1], d[2]);
        else if (act < 10) this.place(d[0], d[1], d[2], uint8(d[3]), uint40(d[3] >> 8));
        else if (act == 10) this.recall(d[0], d[1], d[2], d[3]);
        else if (act == 11) this.answer(d[0], d[1], uint8(d[2]), d[3] % 2 == 0);
        else if (act < 14) this.wait(d[0]);
        else if (act == 14) this.accept(d[0]);
        else if (act == 15) this.amend(d[0], d[1]);
        else if (act == 16) this.dispute(d[0], uint96(d[1]));
        else if (act == 17) this.resolve(d[0], uint96(d[1]), d[2] % 2 == 0);
        else if (act == 18) this.pay(d[0], uint96(d[1]));
        else if (act == 19) this.transfer(d[0], d[1]);
        else this.plan(d[0], d[1], d[2]);
    }

    function _play(uint256 seed, uint256 acts) private {
        for (uint256 i; i < acts; ++i) _act(uint256(keccak256(abi.encode(seed, "act", i))));
        _checkEverything();
    }

    /// hardhat-config: fuzz.runs = 150
    function test_whatever_anybody_tries_comes_to_what_was_foretold(uint256 seed) public {
        _play(seed, ACTS);
    }

    function test_in_a_long_play_every_verb_is_done_and_every_refusal_met() public {
        for (uint256 i; i < 6; ++i) _play(i, 500);
        bytes4[8] memory verbs = [
            ICollections.agreeSchedule.selector,
            ICollections.adopt.selector,
            ICollections.record.selector,
            ICollections.takeStep.selector,
            ICollections.place.selector,
            ICollections.recall.selector,
            ICollections.answer.selector,
            ICollections.agreePlan.selector
        ];
        for (uint256 i; i < 8; ++i) _true(done[verbs[i]] > 2, vm.toString(bytes32(verbs[i])));
        bytes4[17] memory faults = [
            ICollections.ScheduleInvalid.selector,
            ICollections.ScheduleNotAgreed.selector,
            ICollections.ScheduleAlreadyAdopted.selector,
            ICollections.ScheduleOutdated.selector,
            ICollections.StageTooEarly.selector,
            ICollections.StageAlreadyRecorded.selector,
            ICollections.ClaimMissing.selector,
            ICollections.ClaimOutOfRange.selector,
            ICollections.NothingToCollect.selector,
            ICollections.NotCreditor.selector,
            ICollections.NotPlaced.selector,
            ICollections.PlacementInvalid.selector,
            ICollections.RecordInFuture.selector,
            ICollections.DemandTooEarly.selector,
            ICollections.PaymentInvalid.selector,
            ILedger.CommitmentMismatch.selector,
            ILedger.NonceAlreadySpent.selector
        ];
        for (uint256 i; i < 17; ++i) _true(met[faults[i]] != 0, vm.toString(bytes32(faults[i])));
    }
}
