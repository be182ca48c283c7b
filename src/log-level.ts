import { type LogLevel, logLevels, type ServiceLog } from "./log.ts";

/** At what a service logs: now, and usually (LOG_LEVEL); `minutes` until it is as usual again. */
export type LevelShown = { level: LogLevel; usual: LogLevel; minutes: number | undefined };

export type LevelSwitch = {
  shown(): LevelShown;
  /** Logs at another level for so many minutes, then as usual; at once when it is the usual level. */
  change(level: LogLevel, minutes: number): LevelShown;
};

const MINUTE_MS = 60_000;

/** Finer logs tell when the service was busy, so nobody has to remember to end them. */
export function createLevelSwitch(log: ServiceLog, minuteMs = MINUTE_MS): LevelSwitch {
  const usual = log.level();
  let over: { timer: NodeJS.Timeout; at: number } | undefined;

  function set(level: LogLevel): void {
    const isFiner = logLevels.indexOf(level) < logLevels.indexOf(log.level());
    // Said at the finer of the two, which more often shows it.
    if (!isFiner) log.info("log_level_changed");
    log.setLevel(level);
    if (isFiner) log.info("log_level_changed");
  }

  function shown(): LevelShown {
    const minutes = over && Math.max(1, Math.ceil((over.at - performance.now()) / minuteMs));
    return { level: log.level(), usual, minutes };
  }

  return {
    shown,
    change(level, minutes) {
      clearTimeout(over?.timer);
      over = undefined;
      if (level !== log.level()) set(level);
      if (level === usual) return shown();
      const ms = minutes * minuteMs;
      const end = () => {
        over = undefined;
        set(usual);
      };
      over = { timer: setTimeout(end, ms).unref(), at: performance.now() + ms };
      return shown();
    },
  };
}
