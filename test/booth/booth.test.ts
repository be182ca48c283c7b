import { afterAll, beforeAll, describe, it } from "vitest";
import { RUNS_HERE } from "../support/booth-browser.ts";
import { type House, openHouse } from "../support/booth-window.ts";
import { keepingTests } from "./keeping.ts";
import { readingTests } from "./reading.ts";
import { writingTests } from "./writing.ts";

// One browser for all of them: it takes longer to begin than most of them take.
describe.runIf(RUNS_HERE)("the booth in a browser without a network", () => {
  let open: House;
  beforeAll(async () => {
    open = await openHouse();
  });
  afterAll(() => open.close());
  const house = () => open;

  readingTests(house);
  writingTests(house);
  keepingTests(house);
});

if (!RUNS_HERE) {
  it.skip(`the booth is tried in a browser on Linux x64 alone, not on ${process.platform} ${process.arch}`);
}
