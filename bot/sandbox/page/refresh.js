/** refresh.js answers: when is something fetched again, so that no answer is missed and none is asked twice? */

/**
 * A function that runs `work` now, or once more after the run that is under way: what changed during a
 * run is never missed, and a burst of changes costs two runs.
 */
export function coalesced(work) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    if (running) again = true;
    else {
      running = run().finally(() => {
        running = null;
      });
    }
    return running;
  };
}
