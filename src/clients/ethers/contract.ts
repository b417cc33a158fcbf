import { Contract } from "ethers";
import type { BaseContract, ContractRunner, InterfaceAbi } from "ethers";
import type { TypedContractMethod } from "../../../generated/ethers/common.d.ts";
import type { Address } from "../../domain/receivable.ts";
import { hex } from "../answers.ts";
import type { Give } from "../shared.ts";

/** TypeChain's types describe the contract that ethers makes of the same ABI when the program runs. */
export function contractAt(address: Address, abi: InterfaceAbi, runner: ContractRunner): unknown {
  return new Contract(address, abi, runner);
}

/** Calls a method with values. */
export type Send<Result> = <Values extends unknown[], Answer>(
  method: TypedContractMethod<Values, Answer, "nonpayable" | "payable">,
  values: Values,
) => Promise<Result>;

/** Encodes by the interface alone, which never asks a name service what an address may mean. */
export function sendingBy<Result>(give: Give<Result>, { interface: abi }: BaseContract): Send<Result> {
  return (method, values) => give(() => hex(abi.encodeFunctionData(method.fragment, values)));
}
