package dev.plumbline.collector.write;

/**
 * What became of the entries that one endpoint was given: {@code received = sent + refused + dropped + inFlight} in
 * every moment of rest.
 *
 * @param received taken from the pipeline, or found in the spool at start
 * @param sent stored by Loki; found there counts too
 * @param refused by Loki for good
 * @param dropped by configuration, or lost with a damaged file
 * @param inFlight held in memory or in the spool, or on their way
 */
record Account(long received, long sent, long refused, long dropped, long inFlight) {
    static final Account EMPTY = new Account(0, 0, 0, 0, 0);

    Account plus(Account other) {
        return new Account(
                received + other.received,
                sent + other.sent,
                refused + other.refused,
                dropped + other.dropped,
                inFlight + other.inFlight);
    }

    /** Returns how many entries nobody knows the fate of. */
    long unbalanced() {
        return received - sent - refused - dropped - inFlight;
    }
}
