import type { Command } from "commander";
import { systemClock } from "../clock.ts";
import { hashInvitationCode, INVITATION_HOURS, newInvitationCode } from "../office/invitation.ts";
import { officerName, type Role, roles } from "../office/officer.ts";
import type { Shell } from "../shell.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { withOffice } from "./office.ts";
import { whatStays } from "./officer-leaves.ts";
import { printJson, printLines } from "./output.ts";

/** `desk officer …`: who may do more than ask. */
export function addOfficerCommands(desk: Command, shell: Shell): void {
  const officer = desk.command("officer").description("the officers: invite, list, revoke");
  officer
    .command("invite")
    .description(`print a one-time code that makes somebody an officer within ${INVITATION_HOURS} hours: /petugas CODE`)
    .requiredOption("--name <name>", "a lower-case slug such as ana")
    .requiredOption("--role <role>", roles.join("|"))
    .action((options) => invite(shell, options));
  officer
    .command("list")
    .option("--json", "one JSON array")
    .description("show every officer")
    .action((options) => list(shell, options));
  officer
    .command("revoke")
    .argument("<name>")
    .description("take every right away, at once and on every channel, and show what of theirs is still to come")
    .action((name) => revoke(shell, name));
}

async function invite(shell: Shell, { name, role }: { name: string; role: string }): Promise<void> {
  if (!officerName.test(name))
    throw new BadInputError(
      `--name ${name}: use a lower-case slug of 2 to 31 letters, digits and hyphens, such as ana`,
    );
  const known = roles.find((each) => each === role);
  if (known === undefined) throw new BadInputError(`--role ${role}: use one of ${roles.join(", ")}`);
  const code = newInvitationCode();
  const until = new Date(systemClock().getTime() + INVITATION_HOURS * 3_600_000);
  await withOffice(shell, async ({ officers }) => {
    const before = await officers.find(name);
    // The old phone would have the new rights before the new code was redeemed.
    if (before !== undefined && !before.revoked && before.address !== undefined && before.role !== known)
      throw new RefusedError(
        `${name} is ${before.role} already; revoke first to give another role: desk officer revoke ${name}`,
      );
    await officers.invite(name, known satisfies Role, hashInvitationCode(code), until);
  });
  printLines(shell, [code]);
}

async function list(shell: Shell, { json }: { json?: boolean }): Promise<void> {
  const all = await withOffice(shell, ({ officers }) => officers.list());
  const rows = all.map(({ name, role, address, revoked }) => {
    const state = revoked ? "revoked" : address === undefined ? "invited" : "active";
    return { name, role, state, channel: address?.split(":")[0] ?? null };
  });
  if (json === true) printJson(shell, rows);
  else if (rows.length === 0)
    printLines(shell, ["no officers yet; invite the first: desk officer invite --name ana --role admin"]);
  else
    printLines(
      shell,
      rows.map(({ name, role, state, channel }) => [name, role, state, channel ?? ""].join("  ").trimEnd()),
    );
}

async function revoke(shell: Shell, name: string): Promise<void> {
  const stays = await withOffice(shell, async (office) => {
    const officer = await office.officers.find(name);
    if (officer === undefined || !(await office.officers.revoke(name)))
      throw new BadInputError(`${name} is not an officer; see: desk officer list`);
    return whatStays(office, officer);
  });
  printLines(shell, [`${name} is no longer an officer`, ...stays]);
}
