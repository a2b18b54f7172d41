// The rule language in the browser: the same trees, the same meaning and the same
// functions as webapp/forms/rule_language, which is the authority.  A tree comes as the
// nested lists that syntax.py describes; nothing here parses or evaluates text.  One
// file of vectors (tests/unit/rule_vectors.json) and ten thousand generated cases hold
// both engines together.

import * as dates from "./dates.js";
import { FUNCTIONS } from "./rule_functions.js";
import { toNumber, toText, toTruth, wordsOf } from "./rule_values.js";

export { toText, toTruth };

// ---- nodes ----------------------------------------------------------------

export class Node {
  constructor(name, text = "", parent = null) {
    Object.assign(this, { name, text, parent, children: [] });
    if (parent) parent.children.push(this);
  }
}

// The tree of nested values: text is the answer to a question, an object a
// group, a list the times of a repeat.
export class Document {
  constructor() {
    // Paths that begin with a slash start above the form, as in any XML document.
    this.top = new Node("");
    this.root = new Node("data", "", this.top);
    this.byName = new Map();
    this.repeats = new Map();
  }

  add(node, around) {
    if (!this.byName.has(node.name)) this.byName.set(node.name, []);
    this.byName.get(node.name).push(node);
    if (around.length) this.repeats.set(node.name, around);
  }

  // What ${name} means in a rule of *here*: inside a repeat that both share,
  // only the nodes of the same time.
  find(name, here) {
    const found = this.byName.get(name) || [];
    const theirs = this.repeats.get(name) || [];
    const ours = this.around(here);
    let shared = 0;
    while (shared < theirs.length && theirs[shared] === ours[shared]) shared += 1;
    if (!shared) return found;
    let time = here;
    while (time.parent && time.name !== theirs[shared - 1]) time = time.parent;
    return found.filter((node) => isWithin(node, time));
  }

  // The repeats around *here*, its own name last when it is a time of one.
  around(here) {
    const names = [];
    for (let node = here; node; node = node.parent) if (node.time) names.unshift(node.name);
    return names;
  }
}

function isWithin(node, around) {
  let place = node;
  while (place && place !== around) place = place.parent;
  return place === around;
}

function grow(document, parent, values, around) {
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) {
      value.forEach((time, i) => {
        const node = new Node(name, "", parent);
        node.time = i + 1;
        document.add(node, around);
        grow(document, node, time, [...around, name]);
      });
    } else if (typeof value === "object") {
      const node = new Node(name, "", parent);
      document.add(node, around);
      grow(document, node, value, around);
    } else {
      document.add(new Node(name, value, parent), around);
    }
  }
}

// A list of choices as instance() sees it: root, and below it an item for each.
export function listOf(rows) {
  const whole = new Node("instance");
  const root = new Node("root", "", whole);
  for (const row of rows) {
    const item = new Node("item", "", root);
    for (const [name, text] of Object.entries(row)) new Node(name, text, item);
  }
  return whole;
}

export function build(values) {
  const document = new Document();
  grow(document, document.root, values, []);
  return document;
}

// ---- evaluation -----------------------------------------------------------

// XPath's context: the node, its place among how many, and the scope around all.
// ``left`` counts down the nodes that may still be visited: brackets within brackets
// over a long form could otherwise freeze the page (rule_language/paths.py).
const MOST_VISITED = 300000;

function spent(at, visited) {
  at.left[0] -= visited;
  return at.left[0] < 0;
}

const below = (node) => [node, ...node.children.flatMap(below)];

function topOf(node) {
  let top = node;
  while (top.parent) top = top.parent;
  return top;
}

// Document order, each node once.
function inOrder(nodes, at) {
  const wanted = new Set(nodes);
  const found = [];
  for (const top of new Set([...wanted].map(topOf))) {
    const everything = below(top);
    spent(at, everything.length);
    found.push(...everything.filter((node) => wanted.has(node)));
  }
  return found;
}

// The nodes for which every predicate holds; one that is a number asks for a place.
function chosen(nodes, predicates, at) {
  let left = nodes;
  for (const predicate of predicates) {
    if (spent(at, left.length)) return [];
    const size = left.length;
    left = left.filter((node, i) => {
      const value = run(predicate, { ...at, node, position: i + 1, size });
      return typeof value === "number" ? value === i + 1 : toTruth(value);
    });
  }
  return left;
}

const AXES = {
  "child": (node) => node.children,
  "parent": (node) => (node.parent ? [node.parent] : []),
  "self": (node) => [node],
  "descendant-or-self": below,
};

function walk(start, steps, at) {
  const tangled = steps.some(([axis]) => axis === "descendant-or-self" || axis === "parent");
  let nodes = start;
  for (const [axis, name, predicates] of steps) {
    const reached = [];
    for (const node of nodes) {
      if (spent(at, 1 + node.children.length)) return [];
      const found = AXES[axis](node).filter((next) => name === "*" || next.name === name);
      if (axis === "descendant-or-self") spent(at, found.length);
      reached.push(...chosen(found, predicates, at));
    }
    nodes = tangled ? [...new Set(reached)] : reached;
  }
  return tangled && nodes.length > 1 ? inOrder(nodes, at) : nodes;
}

function same(left, right, at) {
  if (typeof left !== "string" || typeof right !== "string") return toNumber(left, at) === toNumber(right, at);
  const days = left === right ? [0, 0] : dates.paired(left, right, at.zone);
  return days !== null && days[0] === days[1];
}

// A comparison with nodes holds when it holds for one of them (XPath 1.0 §3.4), so
// that "=" and "!=" may hold at once; beside a truth the question is: are there any?
const equality = (wanted) => (left, right, at) => {
  if (typeof left === "boolean" || typeof right === "boolean") return (toTruth(left) === toTruth(right)) === wanted;
  const each = (value) => (Array.isArray(value) ? value.map(wordsOf) : [value]);
  return each(left).some((one) => each(right).some((other) => same(one, other, at) === wanted));
};

const ordered = (order) => (left, right, at) => {
  if (typeof left === "boolean" && Array.isArray(right)) return order(Number(left), Number(toTruth(right)));
  if (typeof right === "boolean" && Array.isArray(left)) return order(Number(toTruth(left)), Number(right));
  const each = (value) => (Array.isArray(value) ? value.map(wordsOf) : [value]);
  return each(left).some((one) => each(right).some((other) => {
    const days = typeof one === "string" && typeof other === "string" ? dates.paired(one, other, at.zone) : null;
    return days ? order(...days) : order(toNumber(one, at), toNumber(other, at));
  }));
};

// Of a date and a date-time, the days between both moments.
function difference(left, right, at) {
  const isText = (value) => typeof value === "string" || Array.isArray(value);
  const days = isText(left) && isText(right) ? dates.paired(toText(left), toText(right), at.zone) : null;
  return days ? days[0] - days[1] : toNumber(left, at) - toNumber(right, at);
}

const numeric = (combine) => (left, right, at) => combine(toNumber(left, at), toNumber(right, at));
const OPERATIONS = {
  "=": equality(true),
  "!=": equality(false),
  "<": ordered((a, b) => a < b),
  "<=": ordered((a, b) => a <= b),
  ">": ordered((a, b) => a > b),
  ">=": ordered((a, b) => a >= b),
  "+": numeric((a, b) => a + b),
  "-": difference,
  "*": numeric((a, b) => a * b),
  "div": numeric((a, b) => a / b),
  "mod": numeric((a, b) => a % b),
};

// The automaton of a pattern meets each letter once (rule_language/patterns.py).
function matches([classes, kinds, first, follow, last, empty], text) {
  const codes = Array.from(text, (letter) => letter.codePointAt(0));
  if (!codes.length) return empty;
  let state = null;
  for (const code of codes) {
    const fits = classes.map((edges) => edges.some((low, i) => i % 2 === 0 && low <= code && code <= edges[i + 1]));
    const reach = state ? state.flatMap((place) => follow[place]) : first;
    state = [...new Set(reach)].filter((place) => fits[kinds[place]]);
    if (!state.length) return false;
  }
  return state.some((place) => last.includes(place));
}

const BASES = {
  "/": (at) => [at.scope.document.top],
  ".": (at) => [at.node],
  "current": (at) => [at.scope.here],
};

const NODES = {
  "n": ([, number]) => number,
  "t": ([, text]) => text,
  "ref": ([, name], at) => at.scope.document.find(name, at.scope.here),
  "path": ([, base, steps], at) => walk(BASES[base] ? BASES[base](at) : run(base, at), steps, at),
  "filter": ([, nodes, predicates], at) => chosen(run(nodes, at), predicates, at),
  "|": ([, left, right], at) => inOrder([...run(left, at), ...run(right, at)], at),
  "neg": ([, operand], at) => -toNumber(run(operand, at), at),
  "op": ([, sign, left, right], at) => {
    if (sign === "and") return toTruth(run(left, at)) && toTruth(run(right, at));
    if (sign === "or") return toTruth(run(left, at)) || toTruth(run(right, at));
    return OPERATIONS[sign](run(left, at), run(right, at), at);
  },
  "call": ([, name, parts], at) => {
    if (name === "if") return run(parts[toTruth(run(parts[0], at)) ? 1 : 2], at);
    if (name === "indexed-repeat") return indexedRepeat(parts, at);
    const [kinds, call, way] = FUNCTIONS[name];
    const given = way === "here" && !parts.length ? [[at.node]] : parts.map((part) => run(part, at));
    const values = given.map((value, i) => (kinds[i] ? TURNED[kinds[i]](value, at) : value));
    return way === "scoped" ? call(at, ...values) : call(...values);
  },
  "regex": ([, text, automaton], at) => matches(automaton, toText(run(text, at))),
};

// An argument is turned into the kind that the function wants.
const TURNED = { t: toText, n: toNumber, b: toTruth, v: (value) => value };

const run = (tree, at) => NODES[tree[0]](tree, at);

// The nodes around *node*, itself included, by name.
function around(node) {
  const found = {};
  for (let place = node; place; place = place.parent) found[place.name] = place;
  return found;
}

const lastName = ([kind, first, steps]) => (kind === "ref" ? first : steps[steps.length - 1][1]);

// The answer in one time of a repeat, by number.  Of a repeat around those named the
// time the rule stands in is meant; of one within them, the first.
function indexedRepeat([target, ...pairs], at) {
  const { document, here } = at.scope;
  const names = document.repeats.get(lastName(target)) || [];
  const wanted = new Map();
  for (let i = 0; i < pairs.length; i += 2) wanted.set(lastName(pairs[i]), toNumber(run(pairs[i + 1], at), at));
  if (![...wanted.keys()].every((name) => names.includes(name))) return "";
  const ours = around(here);
  const isThere = (node) => {
    const times = around(node);
    let moved = false;
    return names.every((name) => {
      if (!times[name]) return false;
      if (!wanted.has(name)) return moved || (ours[name] || times[name]) === times[name];
      moved = true;
      return times[name].time === wanted.get(name);
    });
  };
  const found = (document.byName.get(lastName(target)) || []).find(isThere);
  return found ? wordsOf(found) : "";
}

const atNode = (scope, node) =>
  ({ scope, zone: dates.zoneOf(scope.now), node, position: 1, size: 1, left: [MOST_VISITED] });

// What *tree* says in *scope*: {document, here, now, lists, choiceName, words, draw, language};
// *now* is ISO text with its zone.
export const evaluate = (tree, scope) => run(tree, atNode(scope, scope.here));

// The *items* of a list that a choice_filter chooses: bare names are those of the
// item, ${name} belongs to the question.
export const choose = (tree, scope, items) => chosen(items, [tree], atNode(scope, scope.here));
