const SHORT = new Map(
  ["WA", "KTP", "PPPK", "CPNS", "TNI", "Polri", "MK", "BUMN", "ASN"].map((word) => [word.toLowerCase(), word]),
);

/** A topic's slug as people read it: "Grup WA" for `grup-wa`. */
export function topicName(topic: string): string {
  const words = topic.split("-").map((word) => SHORT.get(word) ?? word);
  const name = words.join(" ");
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
