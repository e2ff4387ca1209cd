// Where the tests' data are: they run in a copy of their folder, beside the installed package.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = process.env.MINTCHECK_ROOT;
if (root === undefined) {
  throw new Error("MINTCHECK_ROOT is not set: `cargo xtask test npm` runs these tests");
}

export const path = (...parts) => join(root, ...parts);
export const text = (...parts) => readFileSync(path(...parts), "utf8");
export const realToken = text("tests", "data", "github-actions-token.txt");
