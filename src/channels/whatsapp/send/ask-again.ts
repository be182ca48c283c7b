/**
 * Asks, and asks again when nothing is heard for a while, so that one question that got lost costs seconds and not the time
 * after which the library gives it up. Resolves to the first answer; undefined when none comes. What comes at once counts
 * as an answer whatever it is; later only what `isAnswer` says, for then the library may just have given up.
 */
export async function askAgain<Answer>(
  ask: () => Promise<Answer>,
  isAnswer: (answer: Answer) => boolean,
  patienceMs: number,
): Promise<Answer | undefined> {
  const heard = Promise.withResolvers<Answer | undefined>();
  let open = 0;
  let timer: NodeJS.Timeout | undefined;

  function once(left: number): void {
    const began = performance.now();
    open += 1;
    const ended = () => {
      open -= 1;
      if (open === 0) heard.resolve(undefined);
    };
    ask().then((answer) => {
      if (performance.now() - began < patienceMs || isAnswer(answer)) heard.resolve(answer);
      else ended();
    }, ended);
    if (left > 1) timer = setTimeout(() => once(left - 1), patienceMs);
  }

  once(MOST_TIMES);
  try {
    return await heard.promise;
  } finally {
    clearTimeout(timer);
  }
}

const MOST_TIMES = 3;
