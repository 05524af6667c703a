/** Arithmetic in GF(256) with the polynomial of QR codes (x^8+x^4+x^3+x^2+1). */
const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);

let power = 1;
for (let exponent = 0; exponent < 255; exponent += 1) {
  EXP[exponent] = power;
  EXP[exponent + 255] = power;
  LOG[power] = exponent;
  power <<= 1;
  if (power > 255) power ^= 0x11d;
}

function multiply(one: number, other: number): number {
  if (one === 0 || other === 0) return 0;
  return EXP[(LOG[one] ?? 0) + (LOG[other] ?? 0)] ?? 0;
}

function generator(degree: number): number[] {
  let polynomial = [1];
  for (let root = 0; root < degree; root += 1) {
    const factor = EXP[root] ?? 0;
    const next = [...polynomial, 0];
    polynomial.forEach((coefficient, index) => {
      next[index + 1] = (next[index + 1] ?? 0) ^ multiply(coefficient, factor);
    });
    polynomial = next;
  }
  return polynomial;
}

/** The error correction codewords for one block of data. */
export function errorCorrection(
  data: readonly number[],
  count: number,
): number[] {
  const divisor = generator(count);
  const remainder = [...data, ...new Array<number>(count).fill(0)];
  for (let index = 0; index < data.length; index += 1) {
    const lead = remainder[index] ?? 0;
    divisor.forEach((coefficient, offset) => {
      remainder[index + offset] =
        (remainder[index + offset] ?? 0) ^ multiply(coefficient, lead);
    });
  }
  return remainder.slice(data.length);
}
