package dev.plumbline.collector.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Functions on paths with slashes. */
final class Paths {
    private Paths() {}

    static void addTo(Map<String, Function> all) {
        for (String os : new String[] {"", "os"}) {
            Functions.add(all, named(os, "base"), "s", c -> base(c.text(0)));
            Functions.add(
                    all,
                    named(os, "dir"),
                    "s",
                    c -> clean(c.text(0).substring(0, c.text(0).lastIndexOf('/') + 1)));
            Functions.add(all, named(os, "clean"), "s", c -> clean(c.text(0)));
            Functions.add(all, named(os, "ext"), "s", c -> extension(c.text(0)));
            Functions.add(all, named(os, "isAbs"), "s", c -> c.text(0).startsWith("/"));
        }
    }

    private static String named(String os, String name) {
        return os.isEmpty() ? name : os + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String base(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        String kept = path.replaceFirst("/+$", "");
        return kept.isEmpty() ? "/" : kept.substring(kept.lastIndexOf('/') + 1);
    }

    private static String extension(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.contains(".") ? last.substring(last.lastIndexOf('.')) : "";
    }

    private static String clean(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> kept = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                if (!kept.isEmpty() && !kept.getLast().equals("..")) {
                    kept.removeLast();
                } else if (!rooted) {
                    kept.addLast(part);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                kept.addLast(part);
            }
        }
        String joined = (rooted ? "/" : "") + String.join("/", kept);
        return joined.isEmpty() ? "." : joined;
    }
}
