// One run of the Method of Equal Shares, from a given share to where nothing can be paid for.
//
// D. Peters, G. Pierczynski, P. Skowron: Proportional Participatory Budgeting with Additive
// Utilities, NeurIPS 2021. Voters get equal shares; a project is affordable at rho if its
// supporters, each paying rho per unit of utility or all that they have, can pay its cost; the one
// with the least rho is bought, again and again. A voter's utility of a project is the points
// given to it, or with cost utilities the points times its cost.
import { first } from "../ties.js";
import { Accounts } from "./accounts.js";

/** More than the relative error of the few operations that turn a price into a merit. */
const CAREFUL = 2 ** -50;

/**
 * Buys until nobody can pay for more, or until the purchases cost more than `limit`.
 *
 * `market`: what stays the same from run to run of one election: electors, costs in whole units,
 * whether utilities are by cost, keys of ties, eligible projects. `share`: of one head, in the unit
 * of the costs. Returns the accounts, what was bought in order, whether the purchases cost more
 * than the limit, and the projects that a cap kept out.
 */
export function run(market, share, purse, { limit = null, told = () => {} } = {}) {
  const state = { accounts: new Accounts(market.electors, share), purchases: [], overspent: false, barred: [] };
  const bounds = new Map(
    market.eligible.filter((p) => purse.admits(p)).map((project) => [project, highestMerit(market, project)]),
  );
  state.barred.push(...market.eligible.filter((project) => !bounds.has(project)));
  let spent = 0n;
  while (bounds.size) {
    const offers = bestOffers(market, state.accounts, bounds);
    if (!offers.length) continue;
    const tied = offers.map(({ project }) => project);
    const project = first(tied, market.keys);
    const { price } = offers.find((offer) => offer.project === project);
    state.purchases.push(purchase(state.accounts, project, price, tied));
    told(state.purchases.length);
    bounds.delete(project);
    purse.pay(project);
    for (const other of [...bounds.keys()].filter((each) => !purse.admits(each))) {
      bounds.delete(other);
      state.barred.push(other);
    }
    spent += market.costs[project];
    if (limit !== null && spent > limit) {
      state.overspent = true;
      break;
    }
  }
  return state;
}

/** What a point is worth: the rule maximises merit = gain / price per point. */
const gainOf = ({ isByCost, costs }, project) => (isByCost ? costs[project] : 1n);

/** The merit if every backer could pay in full: no balance can make it better. */
function highestMerit(market, project) {
  const points = market.electors.backers[project].allWeights;
  return ((Number(gainOf(market, project)) * points) / Number(market.costs[project])) * (1 + CAREFUL * 8);
}

/**
 * All projects whose merit is exactly the highest, with their prices.
 *
 * Merit only falls while money is spent, so an old bound still holds: a project whose bound is
 * below what another surely has need not be looked at. Those that cannot be paid for any more
 * leave `bounds`; if they were all that seemed best, there is no offer yet.
 */
function bestOffers(market, accounts, bounds) {
  let best = 0;
  const seen = new Map();
  for (const [project, bound] of [...bounds].sort(([, a], [, b]) => b - a)) {
    if (bound < best) break;
    const between = accounts.estimate(project, market.costs[project]);
    if (!between) {
      bounds.delete(project);
      continue;
    }
    const gain = Number(gainOf(market, project));
    seen.set(project, between);
    bounds.set(project, between.least > 0 ? (gain / between.least) * (1 + CAREFUL) : Infinity);
    best = Math.max(best, (gain / between.most) * (1 - CAREFUL));
  }
  let offers = [];
  for (const [project, between] of seen) {
    if (bounds.get(project) < best) continue;
    const price = accounts.price(project, market.costs[project], between);
    if (price) offers = keepBest(market, offers, { project, price });
    else bounds.delete(project);
  }
  return offers;
}

/** The offers that are best when this one is added. Merit = gain x points / amount. */
function keepBest(market, offers, offer) {
  if (!offers.length) return [offer];
  const [best] = offers;
  const ours = gainOf(market, offer.project) * offer.price.points * best.price.amount;
  const theirs = gainOf(market, best.project) * best.price.points * offer.price.amount;
  if (ours < theirs) return offers;
  return ours === theirs ? [...offers, offer] : [offer];
}

/**
 * A project bought at a price per point and head; `tied`: all that were equally good. Voters are
 * `paying` who paid in full and kept something, `emptied` who paid all that they had left.
 */
function purchase(accounts, project, price, tied) {
  const votersIn = (groups) => groups.reduce((total, group) => total + accounts.electors.counts[group], 0);
  return {
    project,
    price: accounts.charge(project, price),
    tied,
    votersPaying: votersIn(price.paying),
    votersEmptied: votersIn(price.emptied),
  };
}
