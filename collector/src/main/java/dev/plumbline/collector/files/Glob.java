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
import java.util.regex.Pattern;

/**
 * A pattern of paths as Alloy takes it: {@code *} and {@code ?} within a name, {@code [a-z]}, {@code [!a]}, {@code {a,b}},
 * and {@code **} for any number of folders.
 */
public final class Glob {
    private static final String ANY_DEPTH = "**";
    private static final int DEEPEST = 64;
    private static final int MOST_ALTERNATIVES = 1000;

    private final List<List<String>> alternatives;

    private Glob(List<List<String>> alternatives) {
        this.alternatives = alternatives;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is none, saying why
     */
    public static Glob of(String pattern) {
        List<List<String>> alternatives = new ArrayList<>();
        for (String plain : Braces.expand(pattern, MOST_ALTERNATIVES)) {
            List<String> names = new ArrayList<>();
            for (String name : plain.split("/")) {
                if (!name.isEmpty() && !name.equals(".")) {
                    names.add(name);
                    Names.pattern(name);
                }
            }
            if (plain.startsWith("/")) {
                names.addFirst("/");
            }
            alternatives.add(names);
        }
        return new Glob(alternatives);
    }

    /** Tells whether a whole path is as the pattern says. */
    public boolean matches(Path path) {
        List<String> names = new ArrayList<>();
        if (path.isAbsolute()) {
            names.add("/");
        }
        path.forEach(name -> names.add(name.toString()));
        return alternatives.stream().anyMatch(pattern -> matches(pattern, names));
    }

    private static boolean matches(List<String> pattern, List<String> names) {
        if (pattern.isEmpty()) {
            return names.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.getFirst().equals(ANY_DEPTH)) {
            // At the end it stands for what is in a folder, not for the folder.
            for (int skipped = rest.isEmpty() ? 1 : 0; skipped <= names.size(); skipped++) {
                if (matches(rest, names.subList(skipped, names.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !names.isEmpty()
                && Names.pattern(pattern.getFirst()).matcher(names.getFirst()).matches()
                && matches(rest, names.subList(1, names.size()));
    }

    /** Returns what there is, files and folders, in the order of the alphabet; what cannot be read is left out. */
    public Set<Path> find() {
        Set<Path> found = new TreeSet<>();
        for (List<String> names : alternatives) {
            if (!names.isEmpty()) {
                boolean absolute = names.getFirst().equals("/");
                Path from = Path.of(absolute ? "/" : "");
                find(from, absolute ? names.subList(1, names.size()) : names, 0, found);
            }
        }
        return Collections.unmodifiableSet(found);
    }

    private static void find(Path folder, List<String> names, int depth, Set<Path> found) {
        if (names.isEmpty()) {
            found.add(folder.toAbsolutePath().normalize());
            return;
        }
        String name = names.getFirst();
        List<String> rest = names.subList(1, names.size());
        if (name.equals(ANY_DEPTH) && !Files.isDirectory(folder)) {
            return;
        }
        if (name.equals(ANY_DEPTH)) {
            find(folder, rest, depth, found);
            for (Path child : children(folder)) {
                if (Files.isDirectory(child) && depth < DEEPEST) {
                    find(child, names, depth + 1, found);
                } else if (rest.isEmpty()) {
                    found.add(child.toAbsolutePath().normalize());
                }
            }
        } else if (Names.isPlain(name)) {
            Path child = folder.resolve(name);
            if (Files.exists(child)) {
                find(child, rest, depth + 1, found);
            }
        } else {
            Pattern pattern = Names.pattern(name);
            for (Path child : children(folder)) {
                if (pattern.matcher(String.valueOf(child.getFileName())).matches()) {
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
