package dev.plumbline.harness.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a process so that no other one is taken for it: a later one with the same id, nor one of another host or of a
 * container with its own ids.
 *
 * @param pid its id
 * @param start when it began, in the unit of the system
 * @param place where that id means it
 */
public record ProcessMark(long pid, long start, String place) {
    private static final Pattern TEXT = Pattern.compile("(\\d+)-(\\d+)-(.+)");
    /** What follows the name in /proc/PID/stat: the state comes first, the start is the 20th. */
    private static final int START = 19;

    /** Marks this process. */
    public static ProcessMark self() {
        return of(ProcessHandle.current());
    }

    /** Marks a process of this machine. */
    public static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(process.pid(), start(process).orElse(0L), here());
    }

    /** Reads what {@link #toString} wrote; empty if that is something else. */
    public static Optional<ProcessMark> parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        try {
            return parts.matches()
                    ? Optional.of(new ProcessMark(
                            Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3)))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the process while it lives, if it is one of this machine. */
    public Optional<ProcessHandle> living() {
        return place.equals(here())
                ? ProcessHandle.of(pid).filter(p -> start(p).equals(Optional.of(start)))
                : Optional.empty();
    }

    /** Says whether it has ended; never so where that cannot be known. */
    public boolean hasEnded() {
        return place.equals(here()) && living().isEmpty();
    }

    /** Not by the wall clock where there is another way: a clock that is set moves every start. */
    private static Optional<Long> start(ProcessHandle process) {
        Path stat = Path.of("/proc", String.valueOf(process.pid()), "stat");
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            return process.info().startInstant().map(Instant::toEpochMilli);
        }
        try {
            String text = Files.readString(stat);
            List<String> fields =
                    List.of(text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
            boolean waitsForItsParentOnly = List.of("Z", "X").contains(fields.getFirst());
            return waitsForItsParentOnly ? Optional.empty() : Optional.of(Long.parseLong(fields.get(START)));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String here() {
        String ids = "";
        try {
            ids = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException | UnsupportedOperationException e) {
            // a system without such namespaces
        }
        try {
            return ids + "-" + Files.readString(Path.of("/etc/hostname")).strip();
        } catch (IOException e) {
            return ids + "-host";
        }
    }

    @Override
    public String toString() {
        return pid + "-" + start + "-" + place;
    }
}
