// The time of an attempt by the server's clock. A device that sleeps stops its timers, and often performance.now() too;
// its date may be wrong, or set while the quiz runs. So nothing is counted here: the figures of the server's last
// answer hold, plus what has passed on this device since. Where its two clocks disagree the server is asked.

const DRIFT = 1500;

/** Return the clock of an attempt; `elapsed` and `left` are milliseconds, as old as the moment `at` of this page. */
export function serverClock(elapsed, left, at) {
    let last = {};
    function set(newElapsed, newLeft, steady = performance.now()) {
        last = { elapsed: newElapsed, left: newLeft, steady, date: Date.now() - (performance.now() - steady) };
    }
    const steadily = () => performance.now() - last.steady;
    const byDate = () => Date.now() - last.date;
    // Sleep holds the one, a date set back the other.
    const passed = () => Math.max(steadily(), byDate());
    set(elapsed, left, at);
    return {
        set,
        age: passed,
        left: () => Math.max(0, last.left - passed()),
        elapsed: () => Math.round(last.elapsed + passed()),
        isDoubtful: () => Math.abs(byDate() - steadily()) > DRIFT,
    };
}
