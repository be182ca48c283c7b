import { type AccuseFeatures, accuseFeatures } from "./accuse-features.ts";
import { plainTokens } from "./plain-tokens.ts";

/** What was learned of texts that tell of somebody; `weights` are to be multiplied by `scale`. */
export type AccuseWeights = { bias: number; scale: number; weights: Int8Array };

/**
 * Whether a message, a caption or a file's name may tell of somebody's violation, so that it belongs to the tip line and to nothing
 * else: an accusation, a story, a piece of one; no question of what one may do. Any text is accepted and nothing is thrown;
 * under a millisecond, a tenth of a second for the longest that platforms carry.
 */
export type MayAccuse = (text: string) => boolean;

/** The gate's chance that a text is a report. */
export type ReportChance = (text: string) => number;

/** Above it a text is held; chosen on messages that were not learned, see docs/answers.md. */
const HELD = -1.5;
/** What the gate, which knows words by their roots and families, says beside letters and words as they are written. */
const GATE_SHARE = 0.3;
const SMALLEST_CHANCE = 1e-3;
const MOST_OF_GATE = GATE_SHARE * logOdds(1);
/** A story may stand anywhere in a long text, whose other words would drown it. */
const LONG = 60;
const WINDOW = 20;
const STEP = 10;
/** A sentence of fewer words is told by those around it. */
const FEWEST = 4;
/** Of a text beyond all dialogues pieces are judged side by side, which takes half the time. */
const VERY_LONG = 1_000;
/** A piece of a text needs more to be held than one that is whole. */
const PIECE_MORE = 1.8;
/** So much of a long text is judged as a whole. */
const MOST_WHOLE = 400;
/** "/hadir 12": what it stands for is written nowhere in it. */
const BARE_COMMAND = /^\s*\/\p{L}{1,12}(?:@\w+)?(?:\s+\d{1,5})?\s*$/u;
/** More than any platform carries. */
const MOST_CHARACTERS = 100_000;

export function createMayAccuse(learned: AccuseWeights, reportChance: ReportChance): MayAccuse {
  const reaches = (tokens: readonly string[], least: number) => {
    const score = accuseScore(learned, accuseFeatures(tokens));
    // The gate is asked only where it can turn the scale: most of a long text is plain either way.
    if (score + MOST_OF_GATE < least) return false;
    return score + GATE_SHARE * logOdds(reportChance(tokens.join(" "))) >= least;
  };
  return (text) => {
    if (BARE_COMMAND.test(text)) return false;
    const tokens = plainTokens(text.slice(0, MOST_CHARACTERS));
    if (tokens.length === 0) return false;
    if (reaches(tokens.slice(0, MOST_WHOLE), HELD)) return true;
    if (tokens.length <= LONG) return false;
    return piecesOf(text.slice(0, MOST_CHARACTERS), tokens).some((piece) => reaches(piece, HELD + PIECE_MORE));
  };
}

/** Its sentences, and runs of words across them: who writes in haste sets no stops. */
function piecesOf(text: string, tokens: readonly string[]): Array<readonly string[]> {
  const sentences = text.split(/[.!?]+\s|\n/u).map(plainTokens);
  const pieces: Array<readonly string[]> = sentences.filter(({ length }) => length >= FEWEST && length <= LONG);
  const step = tokens.length > VERY_LONG ? WINDOW : STEP;
  for (let from = 0; from < tokens.length; from += step) pieces.push(tokens.slice(from, from + WINDOW));
  return pieces;
}

/** Log-odds, as the learning sees them: above nothing it is likelier than not. */
function accuseScore({ bias, scale, weights }: AccuseWeights, { places, values }: AccuseFeatures): number {
  let sum = 0;
  for (let at = 0; at < places.length; at += 1)
    sum += (weights[places[at] as number] as number) * (values[at] as number);
  return bias + sum * scale;
}

function logOdds(chance: number): number {
  return Math.log((chance + SMALLEST_CHANCE) / (1 - chance + SMALLEST_CHANCE));
}
