/** The process of the peer, which loads nothing of ours: a bot as the README of Telegraf shows it. */
import { Telegraf } from "telegraf";
import type { BotTask } from "./task.ts";

const { token, apiRoot } = JSON.parse(process.argv[2] ?? "") as BotTask;
process.once("disconnect", () => process.exit(0));
const bot = new Telegraf(token, { telegram: { apiRoot } });
bot.on("text", (context) => context.reply(context.message.text));
await bot.launch(() => void process.send?.("ready"));
