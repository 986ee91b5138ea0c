/** Inputs for the functions of Math, by the ways in which algorithms for them go wrong. */

import { Random } from '../support/random.js';

/** Upper halves of doubles at which fdlibm's algorithms change their way; neighbours on both sides are tried. */
const BOUNDARIES = [
  0x00000000, 0x00100000, 0x3c600000, 0x3c900000, 0x3e200000, 0x3e300000, 0x3e400000, 0x3fd2bec4, 0x3fd33333,
  0x3fd62e42, 0x3fda827a, 0x3fdc0000, 0x3fe00000, 0x3fe59428, 0x3fe60000, 0x3fe6a09e, 0x3fe90000, 0x3fe921fb,
  0x3fef3333, 0x3feffffe, 0x3ff00000, 0x3ff0a2b2, 0x3ff30000, 0x3ff3988e, 0x3ff6147a, 0x3ff6a09c, 0x3ff6b851,
  0x3ff921fb, 0x3ffbb67a, 0x40000000, 0x40038000, 0x4002d97c, 0x400921fb, 0x40360000, 0x4043687a, 0x40862e42,
  0x408633ce, 0x40874910, 0x4090cc00, 0x413921fb, 0x41b00000, 0x41e00000, 0x43400000, 0x43f00000, 0x44100000,
  0x7fe00000, 0x7ff00000,
];

const SPECIAL = [
  0,
  1,
  2,
  0.5,
  1 / 3,
  3,
  10,
  22,
  709.782712893384,
  745.1332191019411,
  710.4758600739439,
  1e22,
  5e-324,
  Infinity,
  NaN,
];

/** Most neighbours in a row, in units of the last place. */
const DENSE = 4096;

export class MathInputs {
  private readonly random: Random;
  private readonly words = new Uint32Array(2);
  private readonly double = new Float64Array(this.words.buffer);
  private readonly bits = new BigInt64Array(this.words.buffer);
  private dense = 0;
  private left = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** Fills the operands of a function; those that it does not have are left alone. */
  fill(first: Float64Array, second: Float64Array, operands: number): void {
    for (let i = 0; i < first.length; i++) {
      first[i] = this.next();
      if (operands > 1) {
        second[i] = this.partner(first[i]!);
      }
    }
  }

  private next(): number {
    const value = this.magnitude();
    return this.random.chance(0.5) ? value : -value;
  }

  private magnitude(): number {
    const { random } = this;
    switch (random.below(10)) {
      case 0:
        this.words[0] = this.word();
        this.words[1] = this.word();
        return this.double[0]!;
      case 1:
        return random.unit() * 2;
      case 2:
        return random.unit() * 100;
      case 3:
        return random.unit() * 1500;
      case 4:
        return 2 ** (random.unit() * 80 - 40);
      case 5:
        return this.neighbour(random.below(1 << random.below(21)) * (Math.PI / 2), 2);
      case 6:
        return random.unit() * 2 ** random.below(1024);
      case 7:
        this.words[0] = random.chance(0.5) ? random.below(4) - 1 : this.word();
        this.words[1] = random.pick(BOUNDARIES) + random.below(3) - 1;
        return Math.abs(this.double[0]!);
      case 8:
        return random.chance(0.2) ? random.pick(SPECIAL) : random.below(200) / 4;
      default:
        return this.nextDense();
    }
  }

  /** Neighbouring doubles, one after the other, from a place that changes now and then. */
  private nextDense(): number {
    if (this.left-- <= 0) {
      this.left = DENSE;
      this.words[0] = this.word();
      this.words[1] = this.random.chance(0.5)
        ? this.random.pick(BOUNDARIES) - 1
        : 0x3fe00000 + this.random.below(0x800000);
      this.dense = Math.abs(this.double[0]!);
    }
    this.dense = this.neighbour(this.dense, 0);
    return this.dense;
  }

  /** The next double, or one up to `spread` steps beside it. */
  private neighbour(value: number, spread: number): number {
    this.double[0] = value;
    const steps = spread === 0 ? 1 : this.random.below(2 * spread + 1) - spread;
    this.bits[0] = this.bits[0]! + BigInt(steps);
    return this.double[0];
  }

  private partner(first: number): number {
    const { random } = this;
    switch (random.below(6)) {
      case 0:
        return random.below(41) - 20;
      case 1:
        return (random.unit() - 0.5) * 10;
      case 2: // a ratio of moderate size
        return first * 2 ** (random.unit() * 140 - 70);
      case 3: // powers at the ends of the range
        return (
          (random.chance(0.5) ? 1024 : -1075) / Math.log2(Math.abs(first)) +
          (random.unit() - 0.5) / 2 ** random.below(50)
        );
      default:
        return this.next();
    }
  }

  private word(): number {
    return Math.floor(this.random.unit() * 2 ** 32);
  }
}
