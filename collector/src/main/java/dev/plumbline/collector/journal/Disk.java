package dev.plumbline.collector.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Opens the files that positions and unsent lines are written to; a test has one that is full. */
@FunctionalInterface
public interface Disk {
    /**
     * Opens a file.
     *
     * @param permissions of a file that is made
     */
    FileChannel open(Path file, Set<? extends OpenOption> options, FileAttribute<Set<PosixFilePermission>> permissions)
            throws IOException;

    /** Opens a file that only its owner may read. */
    default FileChannel openPrivate(Path file, OpenOption... options) throws IOException {
        return open(
                file,
                Set.of(options),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Returns the one that is there. */
    static Disk real() {
        return (file, options, permissions) -> FileChannel.open(file, options, permissions);
    }
}
