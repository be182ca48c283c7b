import { describe, expect, it } from "vitest";
import type { Calendar, Stage } from "../../src/knowledge/stages.ts";
import type { Proposal } from "../../src/office/proposals.ts";
import { withStages } from "../../src/office/stage-proposals.ts";

const shippedStage: Stage = {
  election: "pilkada-2024",
  region: "nasional",
  stage: "kampanye",
  from: "2024-09-25",
  until: "2024-11-23",
  according: "PKPU 2/2024",
  sources: ["https://contoh.go.id/jadwal"],
  confidence: "tinggi",
  checked: "2026-11-22",
  note: undefined,
};
const shipped: Calendar = { stages: [shippedStage], upcoming: [] };

const body = {
  election: "pilkada-2024",
  region: "nasional",
  stage: "kampanye",
  from: "2024-09-26",
  until: "2024-11-20",
  source: "https://contoh.go.id/perubahan",
};

function proposal(id: number, changed: object = {}, more: Partial<Proposal> = {}): Proposal {
  return {
    id,
    kind: "stage",
    body: { ...body, ...changed },
    by: "ana",
    on: "2026-11-27",
    state: "approved",
    decidedBy: "budi",
    decidedOn: "2026-11-28",
    ...more,
  };
}

const days = ({ stages }: Calendar) =>
  stages.map(({ election, region, stage, from, until }) => [election, region, stage, from, until].join(" "));

describe("approved stages", () => {
  it("overrule the shipped ones of the same election, region and stage, with their source and day", () => {
    const { calendar, problems } = withStages(shipped, [proposal(1)]);
    expect(problems).toEqual([]);
    expect(days(calendar)).toEqual(["pilkada-2024 nasional kampanye 2024-09-26 2024-11-20"]);
    expect(calendar.stages[0]).toMatchObject({ according: body.source, sources: [body.source], checked: "2026-11-28" });
  });

  it("join the others when region, stage or election differ", () => {
    const approved = [
      proposal(1, { region: "kota-ambon" }),
      proposal(2, { stage: "masa-tenang" }),
      proposal(3, { election: "pilkada-2030" }),
    ];
    expect(withStages(shipped, approved).calendar.stages).toHaveLength(4);
  });

  it("count in the order they are given: the last approved holds", () => {
    const { calendar } = withStages(shipped, [
      proposal(7, { until: "2024-11-01" }),
      proposal(3, { until: "2024-11-02" }),
    ]);
    expect(days(calendar)).toEqual(["pilkada-2024 nasional kampanye 2024-09-26 2024-11-02"]);
  });

  it("that are broken are passed over and named, and the rest still counts", () => {
    const broken = [
      proposal(4, { until: "2024-09-01" }),
      proposal(5, { stage: "pencoblosan" }),
      proposal(6, {}, { body: "kampanye" }),
      proposal(7, { from: "2024-02-31" }),
    ];
    const { calendar, problems } = withStages(shipped, [...broken, proposal(8)]);
    expect(days(calendar)).toEqual(["pilkada-2024 nasional kampanye 2024-09-26 2024-11-20"]);
    expect(problems.map((problem) => /proposal (\d+)/.exec(problem)?.[1])).toEqual(["4", "5", "6", "7"]);
  });

  it("leave the shipped calendar as it was, whatever else was proposed", () => {
    const others = [
      proposal(1, {}, { state: "pending" }),
      proposal(2, {}, { state: "rejected" }),
      proposal(3, {}, { kind: "variant" }),
    ];
    expect(withStages(shipped, others).calendar).toEqual(shipped);
    withStages(shipped, [proposal(1)]);
    expect(shipped.stages).toEqual([shippedStage]);
  });
});
