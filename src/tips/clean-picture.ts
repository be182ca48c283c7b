/**
 * Why a picture is not drawn anew. `too-large`: more dots or bytes than can be had in memory · `broken`: no picture, or a damaged
 * one · `too-slow`: given up · `busy`: too many others wait · `unavailable`: this machine cannot draw pictures now.
 */
export type PictureTrouble = "too-large" | "broken" | "too-slow" | "busy" | "unavailable";

export type CleanedPicture =
  | { kind: "clean"; bytes: Uint8Array; mime: string }
  | { kind: "refused"; why: PictureTrouble };

/**
 * Draws a picture anew from its dots alone, upright and in the format it had, so that nothing a phone wrote beside them is left.
 * `mime`: what the bytes are. Never rejects.
 */
export type CleanPicture = (bytes: Uint8Array, mime: string) => Promise<CleanedPicture>;
