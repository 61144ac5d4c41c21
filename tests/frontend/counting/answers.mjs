// A line of standard input is a case, a line of standard output its answer, as a JSON string.
import { createInterface } from "node:readline";
import { answer, parseJson } from "./cases.mjs";

for await (const line of createInterface({ input: process.stdin })) {
  const given = parseJson(line);
  const told = await answer(given.get("electorates"), given.get("rule")).catch((error) => `FAILED ${error.stack}`);
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
