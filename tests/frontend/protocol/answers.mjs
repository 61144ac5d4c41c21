// A line of standard input is a case, a line of standard output its answer.
import { createInterface } from "node:readline";
import { answer } from "./calls.mjs";

for await (const line of createInterface({ input: process.stdin })) {
  let told;
  try {
    told = answer(JSON.parse(line));
  } catch (error) {
    told = `FAILED ${error.stack}`;
  }
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
