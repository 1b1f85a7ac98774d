/** How long the end of a job waits for the page to have taken its last events. */
const SETTLE_MS = 200;

/**
 * Events travel on a port of their own; the result must not overtake them, or the last log lines are lost.
 * A page that fails to take an event never fails the job.
 */
export const deliverInOrder = <T>(deliver: (event: T) => Promise<unknown>) => {
  let last: Promise<unknown> = Promise.resolve();
  let settled = false;
  return {
    send: (event: T): void => {
      // The port is closed by then; using it would throw into whatever the job left running.
      if (!settled) last = deliver(event).catch(() => undefined);
    },
    settle: async (): Promise<void> => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, SETTLE_MS);
      });
      await Promise.race([last, deadline]);
      clearTimeout(timer);
      settled = true;
    },
  };
};
