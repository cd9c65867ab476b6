package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.entry.Receipt;
import java.util.List;

/** The receipts of lines that became one entry: what happens to the entry happens to all of them. */
final class ReceiptGroup implements Receipt {
    private final Receipt[] parts;

    private ReceiptGroup(List<Receipt> parts) {
        this.parts = parts.toArray(new Receipt[0]);
    }

    static Receipt of(List<Receipt> parts) {
        return parts.size() == 1 ? parts.getFirst() : new ReceiptGroup(parts);
    }

    @Override
    public void expect(int more) {
        for (Receipt part : parts) {
            part.expect(more);
        }
    }

    @Override
    public void sent() {
        for (Receipt part : parts) {
            part.sent();
        }
    }

    @Override
    public void dropped(String reason) {
        for (Receipt part : parts) {
            part.dropped(reason);
        }
    }

    @Override
    public void refused(String reason) {
        for (Receipt part : parts) {
            part.refused(reason);
        }
    }
}
