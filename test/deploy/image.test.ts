import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { credentialNames } from "../../src/credentials.ts";

const root = join(import.meta.dirname, "..", "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");

/** Each instruction of the Dockerfile as its word and the rest, in order. */
const instructions = read("deploy", "Dockerfile")
  .replace(/^#.*\n/gm, "")
  .replace(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => ({ word: line.split(" ")[0] ?? "", rest: line.slice(line.indexOf(" ") + 1) }));
const all = (word: string) => instructions.filter((one) => one.word === word).map(({ rest }) => rest);
const last = instructions.slice(instructions.findLastIndex(({ word }) => word === "FROM"));
const only = (word: string) => last.filter((one) => one.word === word).map(({ rest }) => rest);

type Package = {
  scripts: { start: string };
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};
const { scripts, dependencies, optionalDependencies } = JSON.parse(read("package.json")) as Package;

describe("the Dockerfile", () => {
  it("knows no instruction but those that are needed, and no moving tag", () => {
    const known = ["FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "STOPSIGNAL", "HEALTHCHECK", "CMD"];
    for (const { word } of instructions) expect(known).toContain(word);
    for (const from of all("FROM")) expect(from).toMatch(/^(node:24-trixie-slim AS \w+|debian:trixie-slim)$/);
  });

  it("installs what runs and nothing that only builds or tests, by the lock file", () => {
    expect(all("RUN")[0]).toMatch(/^npm ci --omit=dev /);
    expect(all("RUN").filter((line) => /apt|curl|npm i\b|install npm/.test(line))).toEqual([]);
  });

  it("runs as an account that is no other's and may change nothing of the program", () => {
    const [user] = only("USER");
    expect(Number(user?.split(":")[0])).toBeGreaterThanOrEqual(10_000);
    const words = last.map(({ word }) => word);
    expect(words.indexOf("USER")).toBeGreaterThan(words.lastIndexOf("COPY"));
    expect(words.indexOf("USER")).toBeGreaterThan(words.lastIndexOf("RUN"));
    expect(all("COPY").filter((line) => line.includes("--chown"))).toEqual([]);
  });

  it("starts what npm start does, as the one process that gets the signals", () => {
    expect((JSON.parse(only("CMD")[0] ?? "") as string[]).join(" ")).toBe(scripts.start);
  });

  it("carries no secret", () => {
    for (const name of credentialNames) expect(read("deploy", "Dockerfile")).not.toContain(name);
  });

  it("copies all that its program is made of, and .dockerignore lets in nothing else", () => {
    const copied = only("COPY")
      .filter((line) => !line.startsWith("--from"))
      .flatMap((line) => line.split(" ").slice(0, -1));
    for (const name of ["src", "knowledge", "prompts", "package.json"]) expect(copied).toContain(name);
    for (const name of copied) expect(existsSync(join(root, name)), name).toBe(true);
    const lines = read(".dockerignore")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines).toEqual(["*", ...lines.slice(1).filter((line) => line.startsWith("!"))]);
    expect(
      lines
        .slice(1)
        .map((line) => line.slice(1))
        .sort(),
    ).toEqual([...new Set([...copied, ".npmrc"])].sort());
  });

  it("has all libraries that the program asks for", () => {
    const given = Object.keys({ ...dependencies, ...optionalDependencies });
    for (const file of readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts"),
    )) {
      const code = read("src", file);
      for (const [, name = ""] of code.matchAll(
        /^(?:import|export) (?!type )[^;"]*?from "(@[^/"]+\/[^/"]+|[^./"@][^/"]*)/gm,
      ))
        if (!name.startsWith("node:")) expect(given, `${name} in ${file}`).toContain(name);
    }
  });

  it("calls the service healthy while /health answers, and ill when it does not", async () => {
    const [command, ...args] = JSON.parse(/CMD (\[.*\])/.exec(only("HEALTHCHECK")[0] ?? "")?.[1] ?? "[]") as string[];
    expect(command).toBe("node");
    const asked: string[] = [];
    let status = 200;
    const server = createServer(({ url = "" }, response) => {
      asked.push(url);
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const HTTP_PORT = String((server.address() as AddressInfo).port);
    const check = () =>
      new Promise((resolve) =>
        spawn(process.execPath, args, { env: { HTTP_PORT }, stdio: "ignore" }).once("close", resolve),
      );
    expect(await check()).toBe(0);
    status = 500;
    expect(await check()).toBe(1);
    await new Promise((resolve) => server.close(resolve));
    expect(await check()).toBe(1);
    expect(asked).toEqual(["/health", "/health"]);
  });
});

type Compose = {
  services: Record<string, Record<string, unknown>>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
};

describe("the compose file", () => {
  const { services, volumes, secrets } = parse(read("deploy", "compose.yaml")) as Compose;
  const bot = services["bot"] ?? {};

  it("lets the bot write to its volume and to memory alone, and gain no rights", () => {
    expect(bot).toMatchObject({ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
    expect(bot["volumes"]).toEqual(["data:/data"]);
    expect(Object.keys(volumes)).toEqual(["data"]);
    expect(String(bot["tmpfs"])).toMatch(/^\/tmp:.*noexec,nosuid,nodev$/);
    for (const name of ["privileged", "cap_add", "devices", "network_mode", "pid", "ports", "user"])
      expect(bot).not.toHaveProperty(name);
  });

  it("lets nothing that is in memory reach the disk", () => {
    expect(bot["ulimits"]).toMatchObject({ core: 0 });
    // Memory and swap together: none of it is swap.
    expect(bot["memswap_limit"]).toBe(bot["mem_limit"]);
  });

  it("gives secrets as files, which neither git nor the image gets", () => {
    expect(bot["secrets"]).toEqual(Object.keys(secrets));
    for (const [name, { file }] of Object.entries(secrets)) {
      expect(credentialNames).toContain(name);
      expect(file).toBe(`./secrets/${name}`);
    }
    expect(read(".gitignore").split("\n")).toContain("deploy/secrets/");
    expect(Object.keys(bot["environment"] as object).filter((name) => credentialNames.includes(name))).toEqual([]);
  });
});
