package dev.plumbline.collector.write;

import java.time.Duration;

/** Learns what delivery does; for metrics, health and accounts. */
interface Progress {
    /** A request ended; {@code status} as a label value. */
    void request(Duration took, int bytes, String status);

    /** A batch has to be sent once more. */
    void retry();

    /** A batch is stored. */
    void sent(Batch batch);

    /** One entry was found to be stored already. */
    void found(Item item);

    /** One entry was refused for good. */
    void refused(Item item, String reason);

    /** One entry was dropped as configured. */
    void dropped(Item item, String reason);

    /** Delivery is stuck, and why; or it is not, with an empty text. */
    void stuck(String why);
}
