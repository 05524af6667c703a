/** The Luhn check of payment cards and South African ids, over digits only. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digitAt(digits, digits.length - 1 - index);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

/** Brazil's CPF: eleven digits, the last two checking the ones before. */
export function isCpf(digits: string): boolean {
  if (digits.length !== 11 || isOneDigit(digits)) return false;
  const check = (length: number) => {
    let sum = 0;
    for (let index = 0; index < length; index += 1) {
      sum += digitAt(digits, index) * (length + 1 - index);
    }
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === digitAt(digits, 9) && check(10) === digitAt(digits, 10);
}

/** South Africa's identity number: a birth date, a citizenship digit, Luhn. */
export function isSouthAfricanId(digits: string): boolean {
  return (
    digits.length === 13 &&
    isMonthAndDay(digits.slice(2, 4), digits.slice(4, 6)) &&
    digitAt(digits, 10) <= 2 &&
    passesLuhn(digits)
  );
}

/** Germany's tax id: ISO 7064 MOD 11,10, one digit of the first ten repeated. */
export function isGermanTaxId(digits: string): boolean {
  if (digits.length !== 11 || digits.startsWith("0")) return false;
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) {
    counts.set(digit, (counts.get(digit) ?? 0) + 1);
  }
  const repeated = [...counts.values()].filter((count) => count > 1);
  if (repeated.length !== 1 || Math.max(...repeated) > 3) return false;
  let product = 10;
  for (let index = 0; index < 10; index += 1) {
    const sum = (digitAt(digits, index) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, 10);
}

/** Poland's PESEL: a birth date with the century in the month, a check digit. */
export function isPesel(digits: string): boolean {
  if (digits.length !== 11) return false;
  const month = Number(digits.slice(2, 4)) % 20;
  const day = Number(digits.slice(4, 6));
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
  const sum = weights.reduce(
    (total, weight, index) => total + weight * digitAt(digits, index),
    0,
  );
  return (10 - (sum % 10)) % 10 === digitAt(digits, 10);
}

/** Turkey's identity number: eleven digits, two of them checks. */
export function isTurkishId(digits: string): boolean {
  if (digits.length !== 11 || digits.startsWith("0")) return false;
  let odd = 0;
  let even = 0;
  for (let index = 0; index < 9; index += 1) {
    if (index % 2 === 0) odd += digitAt(digits, index);
    else even += digitAt(digits, index);
  }
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return (
    tenth === digitAt(digits, 9) &&
    (odd + even + tenth) % 10 === digitAt(digits, 10)
  );
}

/** France's social security number: sex, birth month, a key modulo 97. */
export function isFrenchNir(digits: string): boolean {
  return (
    /^[12]\d{2}(?:0[1-9]|1[0-2])\d{10}$/.test(digits) &&
    97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13))
  );
}

/** Spain's DNI and NIE: a letter that is the number modulo 23. */
export function isSpanishId(text: string): boolean {
  const number = text
    .slice(0, -1)
    .replace(/^X/, "0")
    .replace(/^Y/, "1")
    .replace(/^Z/, "2");
  const letter = "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Number(number) % 23);
  return letter !== "" && letter === text.slice(-1);
}

/** An IBAN's MOD 97 check, spaces removed, upper case. */
export function isIban(text: string): boolean {
  if (text.length < 15 || text.length > 34) return false;
  let remainder = 0;
  for (const character of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Whether all characters are the same: never a real number of anybody. */
export function isOneDigit(digits: string): boolean {
  return new Set(digits).size <= 1;
}

function isMonthAndDay(month: string, day: string): boolean {
  return (
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= 31
  );
}

function digitAt(digits: string, index: number): number {
  return digits.charCodeAt(index) - 48;
}
