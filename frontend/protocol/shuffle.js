// A mix and the proof that it only re-encrypted and reordered.
//
// Terelius and Wikström (2010), in the letters of Haenni, Locher, Koenig and Dubuis (2017), as in
// voting/crypto/shuffle.py, which explains them:
//
//   e, e'   the rows before and after; e'[j] re-encrypts e[psi[j]]
//   h, H    generators whose logarithms nobody knows (`independentGenerators`)
//   c       commitment to the permutation: c[psi[j]] = r[psi[j]]*G + h[j]
//   u       128-bit numbers from the hash of key, e, e' and c
//   c_hat   the chain c_hat[j] = r_hat[j]*G + u'[j]*c_hat[j-1], with c_hat[-1] = H, u' = u o psi
//   s       the answers; the commitments t are computed anew by the verifier
//
// A statement is {group, context, key, width, before, after}, the rows as lists of rows.js. A proof is
// {permutation, chain, sHat, sTilde} as bytes and {challenge, s1, s2, s3, s4} as scalars. The verifier
// sums slice by slice (`sumsOfSlice`), in whatever worker, and puts the sums together.
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { drawPermutation, drawScalar } from "./draw.js";
import { reEncrypt } from "./elgamal.js";
import { Check, CheckFailed } from "./errors.js";
import { requireElement, total } from "./groups/base.js";
import { ciphertextsOf, cut, elementsOf, gathered, partsOf, scalarsOf, slicesOf } from "./rows.js";
import { challenge, coefficients, digest, number } from "./transcript.js";
import { scalarBytes, scalarSize } from "./wire.js";

/** Generator number i: H is 0, h[j] is j + 1. The same for every election. */
const generator = (group, i) => group.fromDigest(digest("generator", utf8ToBytes(group.name), number(i)));

const known = new Map();

/** h[from] .. h[to - 1], kept for the next mix of the same list. */
function generatorsOf(group, from, to) {
  const name = `${group.name} ${from} ${to}`;
  if (!known.has(name)) known.set(name, Array.from({ length: to - from }, (_, i) => generator(group, from + i + 1)));
  return known.get(name);
}

export function seedOfMix({ group, context, key, before, after }, permutation) {
  const parts = [key.bytes, number(before.size), before.octets, after.octets, permutation];
  return digest("mix", utf8ToBytes(group.name), ...context, ...parts);
}

/** What each slice of a mix is summed from; `seed` is that of the whole mix. */
export function slicesOfMix(about, proof, seed) {
  const { group, width, before, after } = about;
  const [element, scalar] = [group.elementSize, scalarSize(group)];
  return slicesOf(before.size).map((range) => ({
    width,
    seed,
    range,
    challenge: proof.challenge,
    before: cut(before.octets, 2 * width * element, range),
    after: cut(after.octets, 2 * width * element, range),
    permutation: cut(proof.permutation, element, range),
    chain: cut(proof.chain, element, range),
    link: range[0] ? cut(proof.chain, element, [range[0] - 1, range[0]]) : null,
    sHat: cut(proof.sHat, scalar, range),
    sTilde: cut(proof.sTilde, scalar, range),
  }));
}

/**
 * The parts of a slice in the order in which they are read: {failure, stage} where one is no element or
 * scalar, else {sums}: bytes of the sums, commitments of the chain, the product of the u.
 */
export function sumsOfSlice(group, slice) {
  const stages = [
    () => elementsOf(group, slice.permutation, "mix, permutation"),
    () => elementsOf(group, slice.chain, "mix, chain"),
    () => scalarsOf(group, slice.sHat, "mix, answer"),
    () => scalarsOf(group, slice.sTilde, "mix, answer"),
    () => ciphertextsOf(group, slice.after, "mixed row"),
  ];
  const read = [];
  for (const [stage, each] of stages.entries()) {
    try {
      read.push(each());
    } catch (failure) {
      if (!(failure instanceof CheckFailed)) throw failure;
      return { stage, failure: { check: failure.check, where: failure.where } };
    }
  }
  return { sums: summed(group, slice, read) };
}

function summed(group, slice, [permutation, chain, sHat, sTilde, after]) {
  const [from, to] = slice.range;
  const u = coefficients(slice.seed, from, to);
  const h = generatorsOf(group, from, to);
  const before = ciphertextsOf(group, slice.before, "row");
  const column = ({ alphas, betas }, k) => [alphas, betas].map((half) => half.filter((_, at) => at % slice.width === k));
  const columns = Array.from({ length: slice.width }, (_, k) => {
    const [olds, news] = [column(before, k), column(after, k)];
    return [0, 1].map((half) => ({
      before: group.combine(u, olds[half]).bytes,
      after: group.combine(sTilde, news[half]).bytes,
    }));
  });
  const first = slice.link ? requireElement(group, slice.link, "mix, chain") : generator(group, 0);
  const e = -slice.challenge;
  const links = chain.map((here, j) =>
    group.combine([sHat[j], sTilde[j], e], [group.generator, j ? chain[j - 1] : first, here]).bytes,
  );
  return {
    columns,
    cTilde: group.combine(u, permutation).bytes,
    hTilde: group.combine(sTilde, h).bytes,
    cBar: group.subtract(total(group, permutation), total(group, h)).bytes,
    product: u.reduce((product, each) => (product * each) % group.order, 1n),
    links: gathered(links),
  };
}

/**
 * Checks the proof of a mix from the sums of its slices.
 *
 * Throws `mix-shape` or `mix-proof`.
 */
export function checkShuffle(about, proof, seed, parts) {
  const { group, width } = about;
  if (proof.s4.length !== (about.before.size ? width : 0)) {
    throw new CheckFailed(Check.MIX_SHAPE, "lists of different lengths");
  }
  const e = proof.challenge;
  const sum = (pick) => total(group, parts.map((part) => decoded(group, pick(part))));
  const answered = (base, s, claim) => group.combine([s, -e], [base, claim]);
  const top = generator(group, 0);
  const product = parts.reduce((all, part) => (all * part.product) % group.order, 1n);
  const end = partsOf(proof.chain, group.elementSize).at(-1);
  const cHat = group.subtract(decoded(group, end), group.multiply(product, top));
  const t1 = answered(group.generator, proof.s1, sum((part) => part.cBar));
  const t2 = answered(group.generator, proof.s2, cHat);
  const t3 = group.add(answered(group.generator, proof.s3, sum((part) => part.cTilde)), sum((part) => part.hTilde));
  const t4 = proof.s4.flatMap((s, k) =>
    [group.generator, about.key].map((base, half) =>
      group.add(answered(base, -s, sum((part) => part.columns[k][half].before)), sum((part) => part.columns[k][half].after)),
    ),
  );
  const points = [t1, t2, t3].map((point) => point.bytes);
  const links = gathered(parts.map((part) => part.links));
  const found = challengeOf(group, seed, proof.chain, points, t4, links);
  if (e === 0n || found !== e) throw new CheckFailed(Check.MIX_PROOF, "it is no shuffle of what it says it shuffled");
}

/** A sum may be the identity. */
const decoded = (group, bytes) => group.decode(bytes);

const challengeOf = (group, seed, chain, points, t4, links) =>
  challenge(group, "mix", seed, chain, ...points, gathered(t4.map((point) => point.bytes)), links);

/** A prover that tells how far it is: `told` hears the share of the work done. */
class Prover {
  constructor(about, psi, randomness, draw, told) {
    Object.assign(this, { ...about, psi, randomness, draw, told });
    this.done = 0;
  }

  /** One step of about nine for each row. */
  step() {
    this.done += 1;
    if (this.done % 50 === 0) this.told(this.done / (9 * this.psi.length));
  }

  scalars(count) {
    return Array.from({ length: count }, () => drawScalar(this.draw, this.group));
  }

  /** r and c, with c[psi[j]] = r[psi[j]]*G + h[j]. */
  commitPermutation(h) {
    const { group, psi } = this;
    const r = this.scalars(psi.length);
    const c = [];
    psi.forEach((i, j) => {
      c[i] = group.add(group.multiplyGenerator(r[i]), h[j]);
      this.step();
    });
    return [r, c];
  }

  /** The r_hat, and the chain, which begins with H. */
  commitChain(uAfter) {
    const { group } = this;
    const rHat = this.scalars(uAfter.length);
    const chain = [generator(group, 0)];
    uAfter.forEach((u, j) => {
      chain.push(group.add(group.multiplyGenerator(rHat[j]), group.multiply(u, chain[j])));
      this.step();
      this.step();
    });
    return [rHat, chain];
  }

  proof() {
    const { group, psi, width, randomness } = this;
    const [q, size] = [group.order, psi.length];
    const h = generatorsOf(group, 0, size);
    const [r, c] = this.commitPermutation(h);
    const permutation = gathered(c.map((each) => each.bytes));
    const seed = seedOfMix(this, permutation);
    const u = coefficients(seed, 0, size);
    const uAfter = psi.map((i) => u[i]);
    const [rHat, chain] = this.commitChain(uAfter);
    const [o1, o2, o3] = this.scalars(3);
    const [o4, oHat, oTilde] = [width, size, size].map((count) => this.scalars(count));
    const chainOctets = gathered(chain.slice(1).map((each) => each.bytes));
    const e = this.challenge(seed, chainOctets, h, chain, { o1, o2, o3, o4, oHat, oTilde });
    const dot = (xs, ys) => xs.reduce((sum, x, place) => (sum + x * ys[place]) % q, 0n);
    // v[j]: the product of the u' after j; so r_hat . v is the randomness of the chain's end.
    const v = Array(size).fill(1n);
    for (let j = size - 2; j >= 0; j -= 1) v[j] = (uAfter[j + 1] * v[j + 1]) % q;
    const answer = (o, x) => (o + e * x) % q;
    const column = (os, xs) => gathered(os.map((o, place) => scalarBytes(group, answer(o, xs[place]))));
    return {
      permutation,
      chain: chainOctets,
      challenge: e,
      s1: answer(o1, r.reduce((sum, each) => sum + each, 0n)),
      s2: answer(o2, dot(rHat, v)),
      s3: answer(o3, dot(r, u)),
      s4: o4.map((o, k) => answer(o, dot(randomness.map((row) => row[k]), u))),
      sHat: column(oHat, rHat),
      sTilde: column(oTilde, uAfter),
    };
  }

  challenge(seed, chainOctets, h, chain, { o1, o2, o3, o4, oHat, oTilde }) {
    const { group, after, key, width } = this;
    const { alphas, betas } = after;
    const masked = (half, k, base) =>
      group.subtract(group.combine(oTilde, half.filter((_, at) => at % width === k)), group.multiply(o4[k], base));
    const points = [
      group.multiplyGenerator(o1).bytes,
      group.multiplyGenerator(o2).bytes,
      group.add(group.multiplyGenerator(o3), group.combine(oTilde, h)).bytes,
    ];
    const t4 = o4.flatMap((_, k) => [masked(alphas, k, group.generator), masked(betas, k, key)]);
    const links = oHat.map((o, j) => {
      this.step();
      this.step();
      return group.add(group.multiplyGenerator(o), group.multiply(oTilde[j], chain[j])).bytes;
    });
    return challengeOf(group, seed, chainOctets, points, t4, gathered(links));
  }
}

/**
 * Re-encrypts and reorders the rows, and proves it: [after, proof].
 *
 * `told` hears the share of the work done, from 0 to 1.
 */
export function shuffle(group, context, key, width, before, draw, told = () => {}) {
  const { alphas, betas } = ciphertextsOf(group, before.octets, "row");
  const psi = drawPermutation(draw, before.size);
  const about = { group, context, key, width, before };
  const prover = new Prover(about, psi, psi.map(() => []), draw, told);
  const renewed = alphas.map((alpha, at) => {
    const r = drawScalar(draw, group);
    prover.randomness[Math.floor(at / width)].push(r);
    prover.step();
    prover.step();
    return reEncrypt(group, key, { alpha, beta: betas[at] }, r);
  });
  const rows = psi.flatMap((i) => renewed.slice(i * width, (i + 1) * width));
  const octets = gathered(rows.flatMap(({ alpha, beta }) => [alpha.bytes, beta.bytes]));
  prover.after = { size: before.size, octets, alphas: rows.map((each) => each.alpha), betas: rows.map((each) => each.beta) };
  return [{ size: before.size, octets }, prover.proof()];
}
