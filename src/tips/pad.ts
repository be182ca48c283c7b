const KIB = 1024;
const BUCKETS = [KIB, 4 * KIB, 16 * KIB, 64 * KIB];
const STEP = 256 * KIB;

/**
 * How large something of `size` bytes is made before it is sealed: 1, 4, 16 or 64 KiB, then multiples of 256 KiB, so that its length
 * does not tell which known text or file it is.
 */
export function bucketOf(size: number): number {
  return BUCKETS.find((bucket) => size <= bucket) ?? Math.ceil(size / STEP) * STEP;
}
