// The estimate of portal/budget/tax.py once more, for the browser: what is typed stays there.
const TAXABLE_UNIT = 1_000;
const LEVY_UNIT = 100;

const percent = (amount, rate) => Math.floor((amount * rate) / 100);
const downTo = (unit, amount) => Math.floor(amount / unit) * unit;

/** household: {income, spouse, dependants}; amounts in whole yen. Gives {total, steps}. */
export function estimate(household, rules) {
  const { income } = household;
  const supported = household.dependants + Number(household.spouse);
  const deducted = salaryDeduction(income, rules);
  const steps = {
    income,
    salary_deduction: -deducted,
    social_insurance: -percent(income, rules.social_insurance_percent),
    basic: -rules.basic,
    spouse: -rules.spouse * Number(household.spouse),
    dependants: -rules.dependant * household.dependants,
  };
  const left = Object.values(steps).reduce((sum, amount) => sum + amount, 0);
  const taxable = downTo(TAXABLE_UNIT, Math.max(0, left));
  const earned = income - deducted;
  const paysLevy = earned > exemptUpTo(supported, rules, rules.levy_exempt_plus_with_family);
  const { levy, adjustment } = paysLevy ? levied(taxable, supported, rules) : { levy: 0, adjustment: 0 };
  const per_head = earned > exemptUpTo(supported, rules, rules.exempt_plus_with_family) ? rules.per_head : 0;
  const total = levy + per_head;
  return { total, steps: { ...steps, taxable, adjustment: -adjustment, levy, per_head, total } };
}

function salaryDeduction(income, rules) {
  const band = rules.bands.find(({ up_to }) => up_to === null || income <= up_to);
  return Math.min(income, percent(income, band.percent) + band.plus);
}

function exemptUpTo(supported, rules, plusWithFamily) {
  return rules.exempt_each * (1 + supported) + rules.exempt_plus + (supported ? plusWithFamily : 0);
}

function levied(taxable, supported, rules) {
  const gross = percent(taxable, rules.rate_percent);
  const difference = rules.adjustment_difference * (1 + supported);
  const base =
    taxable <= rules.adjustment_limit
      ? Math.min(difference, taxable)
      : Math.max(difference - (taxable - rules.adjustment_limit), rules.adjustment_difference);
  const adjustment = Math.min(gross, percent(base, rules.adjustment_percent));
  return { levy: downTo(LEVY_UNIT, gross - adjustment), adjustment };
}
