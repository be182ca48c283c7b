import { describe, expect, it } from "vitest";
import { type ApprovalAsked, decideApproval } from "../../src/reminders/approval.ts";
import { digestOf } from "../../src/reminders/digest.ts";

const ana = { name: "ana", approves: false };
const anaAdmin = { name: "ana", approves: true };
const budi = { name: "budi", approves: true };
const cici = { name: "cici", approves: false };
const findings = [{ words: "coblos", why: "ajakan memilih" }];
const minute = 60_000;

function decide(asked: Partial<ApprovalAsked>) {
  const usual = { madeBy: "ana", by: budi, recipients: 5_000, fourEyes: "strict", now: 100 * minute } as const;
  const together = asked.recipients ?? usual.recipients;
  return decideApproval({ ...usual, together, confirmedAt: undefined, findings: [], override: undefined, ...asked });
}

describe("whose word lets something go", () => {
  it.each<[string, Partial<ApprovalAsked>, object]>([
    ["an approver lets go what another made", {}, { kind: "approved", alone: false }],
    ["its maker does not, even as an admin", { by: anaAdmin }, { kind: "second-needed" }],
    ["its maker does not, as a petugas", { by: ana }, { kind: "second-needed" }],
    ["a petugas does not for another", { by: cici }, { kind: "not-approver" }],
    ["its maker does for twenty", { by: ana, recipients: 20 }, { kind: "approved", alone: false, most: 20 }],
    ["its maker does not for twenty-one", { by: ana, recipients: 21 }, { kind: "second-needed" }],
    ["another petugas does not for twenty", { by: cici, recipients: 20 }, { kind: "not-approver" }],
    ["a second approver lets it grow", { recipients: 20 }, { kind: "approved", most: undefined }],
    [
      "its maker does not for twenty that are more with those before",
      { by: ana, recipients: 20, together: 21 },
      { kind: "second-needed", together: 21 },
    ],
    [
      "what reaches many by itself is said to",
      { by: ana, recipients: 21, together: 41 },
      { kind: "second-needed", together: undefined },
    ],
    ["what an approver let go before does not count here", { recipients: 3, together: 90 }, { kind: "approved" }],
    [
      "a petugas alone may not go on in slices",
      { by: ana, fourEyes: "delay", recipients: 3, together: 21 },
      { kind: "not-approver", together: 21 },
    ],
    [
      "an admin alone thinks first before the next slice",
      { by: anaAdmin, fourEyes: "delay", recipients: 3, together: 21 },
      { kind: "confirm-later", from: 130 * minute, together: 21 },
    ],
    ["nobody is reached yet", { by: ana, recipients: 0 }, { kind: "approved", most: 20 }],
    [
      "an admin alone must think first",
      { by: anaAdmin, fourEyes: "delay" },
      { kind: "confirm-later", from: 130 * minute },
    ],
    ["a petugas alone may never", { by: ana, fourEyes: "delay" }, { kind: "not-approver" }],
    [
      "again after 29 minutes is too early",
      { by: anaAdmin, fourEyes: "delay", confirmedAt: 71 * minute },
      { kind: "confirm-later", from: 101 * minute },
    ],
    [
      "again after 30 minutes counts, and is marked",
      { by: anaAdmin, fourEyes: "delay", confirmedAt: 70 * minute },
      { kind: "approved", alone: true },
    ],
    [
      "a clock that was put back only makes it later",
      { by: anaAdmin, fourEyes: "delay", confirmedAt: 500 * minute },
      { kind: "confirm-later", from: 530 * minute },
    ],
    [
      "a second officer needs not wait where delay is allowed",
      { fourEyes: "delay", confirmedAt: 99 * minute },
      { kind: "approved", alone: false },
    ],
    ["held words are shown to an approver", { findings }, { kind: "linted", findings }],
    ["an approver overrides them with a reason", { findings, override: "kutipan" }, { kind: "approved" }],
    ["a blank reason is none", { findings, override: "  " }, { kind: "linted" }],
    ["its maker overrides nothing", { by: anaAdmin, findings, override: "kutipan" }, { kind: "second-needed" }],
    ["held words are shown to the maker of a small one", { by: ana, recipients: 3, findings }, { kind: "linted" }],
    [
      "nor may its maker override for a few",
      { by: ana, recipients: 3, findings, override: "kutipan" },
      { kind: "second-needed" },
    ],
    [
      "a petugas overrides nothing for a few",
      { by: cici, recipients: 3, findings, override: "kutipan" },
      { kind: "not-approver" },
    ],
    [
      "an officer alone overrides after thinking",
      { by: anaAdmin, fourEyes: "delay", recipients: 3, findings, override: "kutipan" },
      { kind: "confirm-later" },
    ],
  ])("%s", (_, asked, expected) => {
    expect(decide(asked)).toMatchObject(expected);
  });
});

describe("the digest of what is agreed to", () => {
  const body = { title: "Sosialisasi", audience: "semua", reminders: ["P7D", "P1D"] };

  it("is the same for the same data in another order", () => {
    expect(digestOf({ reminders: ["P7D", "P1D"], audience: "semua", title: "Sosialisasi", map: undefined })).toBe(
      digestOf(body),
    );
  });

  it.each([
    [{ ...body, title: "Sosialisasi." }, []],
    [{ ...body, audience: "unit:BKPSDM" }, []],
    [{ ...body, reminders: ["P1D", "P7D"] }, []],
    [body, [{ name: "undangan.pdf", sha256: "ab" }]],
  ])("is another one when anything is: %j %j", (changed, files) => {
    expect(digestOf(changed, files)).not.toBe(digestOf(body));
  });

  it("is another one when a file is called otherwise", () => {
    const named = (name: string) => digestOf(body, [{ name, sha256: "ab" }]);
    expect(named("undangan.pdf")).not.toBe(named("ajakan.pdf"));
  });
});
