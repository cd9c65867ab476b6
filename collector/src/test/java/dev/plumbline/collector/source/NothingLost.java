package dev.plumbline.collector.source;

import java.util.Optional;

/** Listens to a pump that must not lose anything, and needs no bytes of a read once it is over. */
class NothingLost implements FilePump.ReadListener {
    @Override
    public void beginRead() {}

    @Override
    public boolean endRead(Optional<Cursor.FilePlace> place) {
        return false;
    }

    @Override
    public void mayHaveLost(String how) {
        throw new AssertionError(how);
    }
}
