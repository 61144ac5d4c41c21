/** A whole number in parts that add up to it: portal/budget/apportionment.py once more. */
export function apportion(total, weights) {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const shares = weights.map((weight) => BigInt(total) * BigInt(weight));
  const parts = shares.map((share) => Number(share / whole));
  const left = total - parts.reduce((sum, part) => sum + part, 0);
  const remainder = (place) => shares[place] % whole;
  const places = shares.map((_, place) => place);
  places.sort((a, b) => (remainder(a) === remainder(b) ? a - b : remainder(a) < remainder(b) ? 1 : -1));
  for (const place of places.slice(0, left)) parts[place] += 1;
  return parts;
}
