package dev.plumbline.collector.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pattern of paths as Alloy takes it: {@code *} and {@code ?} within a name, {@code [a-z]}, {@code [!a]}, {@code {a,b}},
 * and {@code **} for any number of folders.
 */
public final class Glob {
    private static final String ROOT = "/";
    private static final String ANY_DEPTH = "**";
    private static final int DEEPEST = 64;
    private static final int MOST_ALTERNATIVES = 1000;

    private final List<List<NamePattern>> alternatives;

    private Glob(List<List<NamePattern>> alternatives) {
        this.alternatives = alternatives;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none, saying why
     */
    public static Glob of(String pattern) {
        List<List<NamePattern>> alternatives = new ArrayList<>();
        for (String plain : Braces.expand(pattern, MOST_ALTERNATIVES)) {
            List<NamePattern> names = new ArrayList<>();
            for (String name : plain.split("/")) {
                if (!name.isEmpty() && !name.equals(".")) {
                    names.add(NamePattern.of(name));
                }
            }
            if (plain.startsWith(ROOT)) {
                names.addFirst(NamePattern.of(ROOT));
            }
            alternatives.add(names);
        }
        return new Glob(alternatives);
    }

    /** Tells whether a whole path is as the pattern says. */
    public boolean matches(Path path) {
        List<String> names = new ArrayList<>();
        if (path.isAbsolute()) {
            names.add(ROOT);
        }
        path.forEach(name -> names.add(name.toString()));
        return alternatives.stream().anyMatch(pattern -> matches(pattern, names));
    }

    private static boolean matches(List<NamePattern> pattern, List<String> names) {
        if (pattern.isEmpty()) {
            return names.isEmpty();
        }
        List<NamePattern> rest = pattern.subList(1, pattern.size());
        if (pattern.getFirst().text().equals(ANY_DEPTH)) {
            // At the end it stands for what is in a folder, not for the folder.
            for (int skipped = rest.isEmpty() ? 1 : 0; skipped <= names.size(); skipped++) {
                if (matches(rest, names.subList(skipped, names.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !names.isEmpty()
                && pattern.getFirst().matches(names.getFirst())
                && matches(rest, names.subList(1, names.size()));
    }

    /** Returns what there is, files and folders, in the order of the alphabet; what cannot be read is left out. */
    public Set<Path> find() {
        Set<Path> found = new TreeSet<>();
        for (List<NamePattern> names : alternatives) {
            if (!names.isEmpty()) {
                boolean absolute = names.getFirst().text().equals(ROOT);
                Path from = Path.of(absolute ? ROOT : "");
                find(from, absolute ? names.subList(1, names.size()) : names, 0, found);
            }
        }
        return Collections.unmodifiableSet(found);
    }

    private static void find(Path folder, List<NamePattern> names, int depth, Set<Path> found) {
        if (names.isEmpty()) {
            found.add(folder.toAbsolutePath().normalize());
            return;
        }
        NamePattern name = names.getFirst();
        boolean anyDepth = name.text().equals(ANY_DEPTH);
        List<NamePattern> rest = names.subList(1, names.size());
        if (anyDepth && !Files.isDirectory(folder)) {
            return;
        }
        if (anyDepth) {
            find(folder, rest, depth, found);
            for (Path child : children(folder)) {
                if (Files.isDirectory(child) && depth < DEEPEST) {
                    find(child, names, depth + 1, found);
                } else if (rest.isEmpty()) {
                    found.add(child.toAbsolutePath().normalize());
                }
            }
        } else if (name.isPlain()) {
            Path child = folder.resolve(name.text());
            if (Files.exists(child)) {
                find(child, rest, depth + 1, found);
            }
        } else {
            for (Path child : children(folder)) {
                if (name.matches(String.valueOf(child.getFileName()))) {
                    find(child, rest, depth + 1, found);
                }
            }
        }
    }

    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                all.forEach(children::add);
            } catch (IOException | java.nio.file.DirectoryIteratorException e) {
                return children;
            }
        }
        return children;
    }
}
