package dev.plumbline.collector.entry;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that somebody is done with, for those that follow: large ones are dear to make, and to collect. For many who
 * need some now and then, so that what it holds does not grow with their number.
 */
public final class Spares {
    private final NavigableMap<Integer, ArrayDeque<byte[]>> byLength = new TreeMap<>();
    private final long most;
    private long held;

    /** Keeps so many bytes at most. */
    public Spares(long most) {
        this.most = most;
    }

    /** Returns an array that nobody uses, of a length from {@code least} to {@code longest}; a new one is of the least. */
    public byte[] take(int least, int longest) {
        byte[] spare = poll(least, longest);
        return spare == null ? new byte[least] : spare;
    }

    private synchronized byte @Nullable [] poll(int least, int longest) {
        Map.Entry<Integer, ArrayDeque<byte[]>> fitting = byLength.ceilingEntry(least);
        return fitting == null || fitting.getKey() > longest ? null : remove(fitting);
    }

    private byte[] remove(Map.Entry<Integer, ArrayDeque<byte[]>> ofLength) {
        byte[] array = ofLength.getValue().removeLast();
        if (ofLength.getValue().isEmpty()) {
            byLength.remove(ofLength.getKey());
        }
        held -= array.length;
        return array;
    }

    /** Takes back what nobody uses any more; longer arrays are kept rather than shorter ones. */
    public void give(byte[] array) {
        give(array, most);
    }

    /** Takes back what nobody uses any more, and keeps so many bytes at most, for now. */
    public synchronized void give(byte[] array, long limit) {
        while (held + array.length > Math.min(limit, most)) {
            Map.Entry<Integer, ArrayDeque<byte[]>> shortest = byLength.firstEntry();
            if (shortest == null || shortest.getKey() >= array.length) {
                return;
            }
            remove(shortest);
        }
        held += array.length;
        byLength.computeIfAbsent(array.length, length -> new ArrayDeque<>()).addLast(array);
    }
}
