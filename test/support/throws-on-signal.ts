/** Loaded before a process's own code: a bug that shows at SIGWINCH, whose message quotes what somebody wrote. */
process.on("SIGWINCH", () => {
  throw new Error(`cannot read "${process.env["QUOTED"] ?? ""}"`);
});
