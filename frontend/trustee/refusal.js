// What the trustees' page refuses, and whom it waits for; the texts stand in frontend/pages/trustee/words.js.

/** `reason` names a sentence, `values` fill it in. */
export class Refused extends Error {
  constructor(reason, values = {}) {
    super(`${reason} ${JSON.stringify(values)}`);
    Object.assign(this, { reason, values });
  }
}

/** It is not this trustee's turn yet: others have something to do first. */
export class Waiting extends Refused {}
