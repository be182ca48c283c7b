/** Elements of the field GF(2¹¹), one for each word of the list. */
export const FIELD_SIZE = 2048;

/** x¹¹ + x² + 1 is primitive: the powers of x are all elements but 0. */
const POLYNOMIAL = 0b1000_0000_0101;

/** The product of two elements. Adding is `^`. */
export function multiply(one: number, other: number): number {
  let product = 0;
  for (let shifted = one, rest = other; rest > 0; rest >>= 1) {
    if ((rest & 1) === 1) product ^= shifted;
    shifted <<= 1;
    if (shifted >= FIELD_SIZE) shifted ^= POLYNOMIAL;
  }
  return product;
}

/** The element that gives 1 with a given one other than 0: its power 2¹¹ − 2. */
export function invert(element: number): number {
  let inverse = 1;
  for (let square = element, bit = 1; bit < 11; bit += 1) {
    square = multiply(square, square);
    inverse = multiply(inverse, square);
  }
  return inverse;
}
