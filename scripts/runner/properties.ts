/** Loaded before the test files, so that every property follows the effort and the seed of this process. */
import fc from "fast-check";
import { propertyEffort } from "../effort.ts";

fc.configureGlobal(propertyEffort());
