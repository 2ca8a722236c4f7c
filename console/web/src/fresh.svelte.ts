/** So much longer than a load took is the pause after it: what takes a second of a large site may not take every second. */
const PAUSE_PER_LOAD = 5;

/**
 * Loads at once, and again after every change, but with a pause between: a busy plant changes all the time, and neither may the page ask without end
 * nor may it wait for a quiet moment that does not come. To be called while a component is made.
 */
export function keepFresh(changes: () => unknown, load: () => Promise<void>, pauseMillis = 1000) {
  let stale = false;
  let busy = false;
  let gone = false;

  async function run() {
    busy = true;
    while (stale && !gone) {
      stale = false;
      const began = performance.now();
      await load();
      const pause = Math.max(pauseMillis, PAUSE_PER_LOAD * (performance.now() - began));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    busy = false;
  }

  $effect(() => {
    void changes();
    stale = true;
    // Not within this effect: what the load reads is none of its concern.
    if (!busy) queueMicrotask(() => busy || void run());
  });
  $effect(() => () => {
    gone = true;
  });
}
