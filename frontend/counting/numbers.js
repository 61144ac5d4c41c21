// Exact numbers as BigInts and as text. Money, points and weights are rationals, never floats.

const DECIMAL = /^-?\d{1,18}(?:\.\d{1,12})?$/;
const RATIO = /^-?\d+\/[1-9]\d*$/;

export const gcd = (a, b) => {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
};
export const lcm = (a, b) => (a / gcd(a, b)) * b;
export const floorOf = (numerator, denominator) => {
  const whole = numerator / denominator;
  return numerator % denominator < 0n ? whole - 1n : whole;
};
export const ceilOf = (numerator, denominator) => -floorOf(-numerator, denominator);

/** A rational in lowest terms; the denominator is positive. */
export class Rational {
  constructor(numerator, denominator = 1n) {
    const common = denominator === 1n ? 1n : gcd(numerator, denominator);
    const divisor = denominator < 0n ? -common : common;
    this.numerator = divisor === 1n ? numerator : numerator / divisor;
    this.denominator = divisor === 1n ? denominator : denominator / divisor;
  }

  get isWhole() {
    return this.denominator === 1n;
  }

  plus(other) {
    const [a, b] = [this.denominator, other.denominator];
    if (a === b) return new Rational(this.numerator + other.numerator, a);
    return new Rational(this.numerator * b + other.numerator * a, a * b);
  }

  minus(other) {
    return this.plus(other.negated());
  }

  times(other) {
    return new Rational(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  over(other) {
    return new Rational(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  negated() {
    return new Rational(-this.numerator, this.denominator);
  }

  floor() {
    return floorOf(this.numerator, this.denominator);
  }

  /** Negative, zero or positive, as this number is less than, equal to or more than the other. */
  compare(other) {
    const [a, b] =
      this.denominator === other.denominator
        ? [this.numerator, other.numerator]
        : [this.numerator * other.denominator, other.numerator * this.denominator];
    return a < b ? -1 : a > b ? 1 : 0;
  }
}

export const ZERO = new Rational(0n);
export const whole = (number) => new Rational(BigInt(number));
export const sum = (numbers) => numbers.reduce((total, number) => total.plus(number), ZERO);

/** Reads `12`, `-3` or `735616.25`; null for anything else (`1e6`, `1,5`). */
export function parseDecimal(text) {
  if (!DECIMAL.test(text)) return null;
  const [digits, decimals = ""] = text.split(".");
  return new Rational(BigInt(digits + decimals), 10n ** BigInt(decimals.length));
}

/** Reads what `exactText` wrote; null for anything else. */
export function parseExact(text) {
  if (!RATIO.test(text)) return parseDecimal(text);
  const [numerator, denominator] = text.split("/");
  return new Rational(BigInt(numerator), BigInt(denominator));
}

/** `7`, `735616.25`, or `31300/7` where no finite decimal exists. */
export function exactText({ numerator, denominator }) {
  let [rest, digits] = [denominator, 0];
  while (rest > 1n && (rest % 2n === 0n || rest % 5n === 0n)) {
    rest /= rest % 10n === 0n ? 10n : rest % 5n === 0n ? 5n : 2n;
    digits += 1;
  }
  if (rest > 1n) return `${numerator}/${denominator}`;
  if (digits === 0) return `${numerator}`;
  const [size, unit] = [numerator < 0n ? -numerator : numerator, 10n ** BigInt(digits)];
  const scaled = (size * unit) / denominator;
  return `${numerator < 0n ? "-" : ""}${scaled / unit}.${`${scaled % unit}`.padStart(digits, "0")}`;
}

export const commonDenominator = (numbers) =>
  numbers.reduce((common, number) => lcm(common, number.denominator), 1n);

const bitsOf = (number) => number.toString(16).length * 4;

/** The quotient of two BigInts, none of them negative, as the nearest float or the next to it. */
export function toFloat(numerator, denominator = 1n) {
  const shift = 66 + bitsOf(denominator) - bitsOf(numerator);
  const scaled = shift > 0 ? (numerator << BigInt(shift)) / denominator : numerator / (denominator << BigInt(-shift));
  return Number(scaled) * 2 ** -shift;
}
