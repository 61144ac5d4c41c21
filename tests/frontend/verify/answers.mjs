// A line of standard input is a record in base 64, a line of standard output the second verifier's report.
import { createInterface } from "node:readline";
import { RecordUnreadable } from "../../../frontend/protocol/record/frames.js";
import { Report } from "../../../frontend/verify/report.js";
import { verify } from "../../../frontend/verify/verifier.js";

async function told(record) {
  const report = new Report();
  try {
    await verify([Buffer.from(record, "base64")], report);
    return report.toValue();
  } catch (error) {
    return error instanceof RecordUnreadable ? { verdict: "unreadable" } : { failed: error.stack };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await told(JSON.parse(line).record))}\n`);
}
