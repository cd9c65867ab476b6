package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.entry.Receipt;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The receipts of lines that became one entry: what happens to the entry happens to all of them. */
final class ReceiptGroup implements Receipt {
    private final Receipt[] parts;

    private ReceiptGroup(List<Receipt> parts) {
        this.parts = parts.toArray(new Receipt[0]);
    }

    /** Merges receipts, in the order of their lines; their sources learn that no cursor may stand between them. */
    static Receipt of(List<Receipt> receipts) {
        List<Receipt> parts = receipts.stream().flatMap(ReceiptGroup::single).toList();
        for (int i = 1; i < parts.size(); i++) {
            parts.get(i - 1).joins(parts.get(i));
        }
        return parts.size() == 1 ? parts.getFirst() : new ReceiptGroup(parts);
    }

    private static Stream<Receipt> single(Receipt receipt) {
        return receipt instanceof ReceiptGroup group ? Arrays.stream(group.parts) : Stream.of(receipt);
    }

    @Override
    public void joins(Receipt later) {
        parts[parts.length - 1].joins(later);
    }

    @Override
    public void expect(int more) {
        for (Receipt part : parts) {
            part.expect(more);
        }
    }

    @Override
    public int weight() {
        int weight = 0;
        for (Receipt part : parts) {
            weight += part.weight();
        }
        return weight;
    }

    @Override
    public void kept(int count) {
        for (Receipt part : parts) {
            part.kept(count);
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
