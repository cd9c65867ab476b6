package dev.plumbline.embedded.prometheus;

import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Tally;

/** Asks a running stand-in with targets and rules. */
final class LiveContract {
    private LiveContract() {}

    static void ask(Tally tally, Contract contract) {
        // asked once there are scrapes and rules
    }
}
