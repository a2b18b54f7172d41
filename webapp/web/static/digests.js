// digest(), for the few forms that ask for it: importing this file teaches the rules
// MD5 (RFC 1321) and the SHA family (FIPS 180-4).  The browser's own digests are
// promises and do not exist on plain http.  Answers are short, so clarity comes before
// speed.  Each takes bytes and gives bytes.

import { FUNCTIONS } from "./rule_functions.js";

const MASK = 0xffffffffn;

const turned = (word, by) => (word << by) | (word >>> (32 - by));

// The message, a one bit, zeros, and its length in bits in the last bytes.
function padded(bytes, block, bigEndian) {
  const room = block / 8;
  const all = new Uint8Array(Math.ceil((bytes.length + 1 + room) / block) * block);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const bits = bytes.length * 8;
  for (let i = 0; i < 6; i += 1) {
    all[bigEndian ? all.length - 1 - i : all.length - room + i] = Math.floor(bits / 256 ** i) & 255;
  }
  return all;
}

function words(state, littleEndian) {
  const view = new DataView(new ArrayBuffer(state.length * 4));
  state.forEach((word, i) => view.setUint32(i * 4, word, littleEndian));
  return new Uint8Array(view.buffer);
}

const MD5_TURNS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

function md5(bytes) {
  const view = new DataView(padded(bytes, 64, false).buffer);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let start = 0; start < view.byteLength; start += 64) {
    let [a, b, c, d] = state;
    for (let i = 0; i < 64; i += 1) {
      const round = i >> 4;
      const mixed = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round];
      const from = [i, 5 * i + 1, 3 * i + 5, 7 * i][round] % 16;
      const constant = Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32);
      const sum = (a + mixed + constant + view.getUint32(start + from * 4, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + turned(sum, MD5_TURNS[round][i % 4])) | 0];
    }
    [a, b, c, d].forEach((word, i) => { state[i] = (state[i] + word) | 0; });
  }
  return words(state, true);
}

function sha1(bytes) {
  const view = new DataView(padded(bytes, 64, true).buffer);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const schedule = new Array(80);
  for (let start = 0; start < view.byteLength; start += 64) {
    for (let i = 0; i < 80; i += 1) {
      schedule[i] = i < 16
        ? view.getUint32(start + i * 4)
        : turned(schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16], 1);
    }
    let [a, b, c, d, e] = state;
    for (let i = 0; i < 80; i += 1) {
      const round = Math.floor(i / 20);
      const mixed = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][round];
      const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round];
      [a, b, c, d, e] = [(turned(a, 5) + mixed + e + constant + schedule[i]) | 0, a, turned(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((word, i) => { state[i] = (state[i] + word) | 0; });
  }
  return words(state, false);
}

function primes(many) {
  const found = [];
  for (let n = 2; found.length < many; n += 1) if (found.every((p) => n % p)) found.push(n);
  return found;
}

// The first *size* bits behind the point of the *degree*-th root of *n*, by
// Newton's method on whole numbers: the constants of SHA-2 are made of them.
function rootFraction(n, degree, size) {
  const goal = BigInt(n) << BigInt(size * degree);
  const k = BigInt(degree);
  let guess = 1n << BigInt(size + 4);
  for (;;) {
    const next = ((k - 1n) * guess + goal / guess ** (k - 1n)) / k;
    if (next >= guess) return guess & ((1n << BigInt(size)) - 1n);
    guess = next;
  }
}

const SHA2 = {
  256: { bits: 32, rounds: 64, from: 0, turns: [[2, 13, 22], [6, 11, 25], [7, 18, 3], [17, 19, 10]] },
  384: { bits: 64, rounds: 80, from: 8, turns: [[28, 34, 39], [14, 18, 41], [1, 8, 7], [19, 61, 6]] },
  512: { bits: 64, rounds: 80, from: 0, turns: [[28, 34, 39], [14, 18, 41], [1, 8, 7], [19, 61, 6]] },
};

function sha2(bytes, size) {
  const { bits, rounds, from, turns } = SHA2[size];
  const width = BigInt(bits);
  const mask = (1n << width) - 1n;
  const turn = (word, by) => ((word >> BigInt(by)) | (word << (width - BigInt(by)))) & mask;
  const big = (word, [a, b, c]) => turn(word, a) ^ turn(word, b) ^ turn(word, c);
  const small = (word, [a, b, c]) => turn(word, a) ^ turn(word, b) ^ (word >> BigInt(c));
  const constants = primes(rounds).map((p) => rootFraction(p, 3, bits));
  const state = primes(16).slice(from, from + 8).map((p) => rootFraction(p, 2, bits));
  const view = new DataView(padded(bytes, bits * 2, true).buffer);
  const schedule = new Array(rounds);
  for (let start = 0; start < view.byteLength; start += bits * 2) {
    for (let i = 0; i < rounds; i += 1) {
      if (i < 16) {
        schedule[i] = bits === 32 ? BigInt(view.getUint32(start + i * 4)) : view.getBigUint64(start + i * 8);
      } else {
        schedule[i] = (small(schedule[i - 2], turns[3]) + schedule[i - 7]
          + small(schedule[i - 15], turns[2]) + schedule[i - 16]) & mask;
      }
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < rounds; i += 1) {
      const first = h + big(e, turns[1]) + ((e & f) ^ (~e & g)) + constants[i] + schedule[i];
      const second = big(a, turns[0]) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(first + second) & mask, a, b, c, (d + first) & mask, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] = (state[i] + word) & mask; });
  }
  const halves = bits === 32 ? state : state.flatMap((word) => [word >> 32n, word & MASK]);
  return words(halves.map(Number), false).slice(0, size / 8);
}

const DIGESTS = {
  "MD5": md5,
  "SHA-1": sha1,
  "SHA-256": (bytes) => sha2(bytes, 256),
  "SHA-384": (bytes) => sha2(bytes, 384),
  "SHA-512": (bytes) => sha2(bytes, 512),
};

function digest(text, algorithm, encoding = "base64") {
  const sum = DIGESTS[algorithm.toUpperCase()];
  if (!sum || !["base64", "hex"].includes(encoding.toLowerCase())) return "";
  const bytes = sum(new TextEncoder().encode(text));
  if (encoding.toLowerCase() === "base64") return btoa(String.fromCharCode(...bytes));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

FUNCTIONS.digest = ["ttt", digest];
