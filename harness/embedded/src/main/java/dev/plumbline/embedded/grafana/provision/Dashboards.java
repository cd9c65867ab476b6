package dev.plumbline.embedded.grafana.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The dashboards that providers import, and import again when a file changes.
 *
 * <p>A file that cannot be read is only logged. Two files with one uid, or with one title in a folder, freeze their
 * provider: the first import went in, and about thirty seconds later nothing more does.
 */
public final class Dashboards {
    private static final Duration VALIDATION = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Clock clock;
    private final Consumer<String> log;
    private final List<Provider> providers;
    private final Map<String, Dashboard> byUid = new TreeMap<>();
    private final Map<Path, Imported> imported = new LinkedHashMap<>();
    private final Map<String, Boolean> frozen = new HashMap<>();
    private final Set<String> missing = new HashSet<>(); // providers whose missing folder was told of
    private Instant validated;
    private int nextId = 1;

    private record Imported(Provider provider, String content, String uid, String title, Dashboard.Folder folder) {}

    /** A file's dashboard before it is stored. */
    private record Parsed(String uid, String title, JsonNode model, boolean isV2) {}

    /**
     * Imports all dashboards once.
     *
     * @param provisioning folder with the provisioning files
     * @param environment variables for interpolation
     * @param clock tells when an import happens
     * @param log takes Grafana's own log lines
     */
    public Dashboards(Path provisioning, Map<String, String> environment, Clock clock, Consumer<String> log) {
        this.clock = clock;
        this.log = log;
        this.providers = Provider.read(provisioning, environment);
        this.validated = clock.instant();
        refresh();
    }

    /** Reads the files again and takes over what has changed; to be called about once a second. */
    public synchronized void refresh() {
        if (!clock.instant().isBefore(validated.plus(VALIDATION))) {
            validated = clock.instant();
            providers.forEach(this::validate);
        }
        providers.forEach(this::refresh);
    }

    private void refresh(Provider provider) {
        List<Path> files = files(provider);
        for (Path file : files) {
            read(file).ifPresent(content -> take(provider, file, content));
        }
        List<Path> gone = imported.entrySet().stream()
                .filter(e -> e.getValue().provider().equals(provider) && !files.contains(e.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        for (Path file : gone) {
            Imported old = imported.get(file);
            if (old != null && !provider.keepDeleted() && !isFrozen(provider)) {
                byUid.remove(old.uid());
            }
            imported.remove(file);
        }
    }

    private void take(Provider provider, Path file, String content) {
        Imported old = imported.get(file);
        if (old != null && old.content().equals(content)) {
            return;
        }
        Optional<Parsed> parsed = parse(provider, file, content);
        Dashboard.Folder folder = provider.folderOf(file);
        imported.put(
                file,
                new Imported(
                        provider,
                        content,
                        parsed.map(Parsed::uid).orElse(""),
                        parsed.map(Parsed::title).orElse(""),
                        folder));
        if (parsed.isEmpty()) {
            return;
        }
        if (isFrozen(provider)) {
            log.accept("logger=provisioning.dashboard type=file name=" + provider.name()
                    + " level=warn msg=\"Not saving new dashboard due to restricted database access\" file=" + file);
            return;
        }
        Dashboard before = byUid.get(parsed.get().uid());
        byUid.put(
                parsed.get().uid(),
                new Dashboard(
                        before == null ? nextId++ : before.id(),
                        parsed.get().uid(),
                        parsed.get().title(),
                        parsed.get().model(),
                        parsed.get().isV2(),
                        folder,
                        provider.path().relativize(file).toString(),
                        before == null ? 1 : before.version() + 1,
                        clock.instant()));
        if (old != null
                && !old.uid().isEmpty()
                && !old.uid().equals(parsed.get().uid())) {
            byUid.remove(old.uid());
        }
    }

    private boolean isFrozen(Provider provider) {
        return frozen.getOrDefault(provider.name(), false);
    }

    private void validate(Provider provider) {
        Map<String, List<Path>> uids = new TreeMap<>();
        Map<String, List<Path>> titles = new TreeMap<>();
        imported.forEach((file, one) -> {
            if (!one.uid().isEmpty()) {
                uids.computeIfAbsent(one.uid(), k -> new ArrayList<>()).add(file);
                titles.computeIfAbsent(one.folder().title() + "/" + one.title(), k -> new ArrayList<>())
                        .add(file);
            }
        });
        boolean uidTwice = duplicates(provider, uids, "the same UID is used more than once", "uid");
        boolean titleTwice = duplicates(provider, titles, "dashboard title is not unique in folder", "title");
        frozen.put(provider.name(), uidTwice || titleTwice);
    }

    private boolean duplicates(Provider provider, Map<String, List<Path>> files, String message, String key) {
        boolean found = false;
        for (Map.Entry<String, List<Path>> entry : files.entrySet()) {
            if (entry.getValue().size() > 1 && entry.getValue().stream().anyMatch(f -> f.startsWith(provider.path()))) {
                log.accept("logger=provisioning.dashboard type=file name=" + provider.name() + " level=warn msg=\""
                        + message + "\" " + key + "=\"" + entry.getKey() + "\" times="
                        + entry.getValue().size() + " files=" + entry.getValue());
                found = true;
            }
        }
        return found;
    }

    private List<Path> files(Provider provider) {
        try (Stream<Path> all = Files.walk(provider.path())) {
            return all.filter(p -> p.toString().endsWith(".json") && Files.isRegularFile(p))
                    .filter(p -> !hidden(provider.path().relativize(p)))
                    .sorted()
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            if (missing.add(provider.name())) {
                log.accept("logger=provisioning.dashboard type=file name=" + provider.name()
                        + " level=error msg=\"failed to search for dashboards\""
                        + " error=\"failed to walk provisioned dashboards: " + e.getMessage() + "\"");
            }
            return List.of();
        }
    }

    private static boolean hidden(Path relative) {
        Path parent = relative.getParent();
        if (parent == null) {
            return false;
        }
        for (Path name : parent) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            log.accept("logger=provisioning.dashboard type=file level=error msg=\"failed to load dashboard from \""
                    + " file=" + file + " error=\"" + e.getMessage() + "\"");
            return Optional.empty();
        }
    }

    private Optional<Parsed> parse(Provider provider, Path file, String content) {
        String problem;
        try {
            JsonNode json = JSON.readTree(content);
            if (json != null && json.isObject()) {
                boolean resource = json.has("apiVersion") && json.has("spec");
                boolean isV2 = resource && json.path("apiVersion").asText().contains("/v2");
                JsonNode model = resource ? json.get("spec") : json;
                String uid = resource
                        ? json.path("metadata").path("name").asText("")
                        : json.path("uid").asText("");
                String title = model.path("title").asText("");
                if (!resource && json.has("elements") && json.has("layout")) {
                    problem = "dashboard appears to be in v2 format; wrap it in a resource with apiVersion and kind";
                } else if (title.isEmpty()) {
                    problem = "Dashboard title cannot be empty";
                } else {
                    return Optional.of(new Parsed(uid.isEmpty() ? generated(provider, file) : uid, title, model, isV2));
                }
            } else {
                problem = "expected a JSON object";
            }
        } catch (JsonProcessingException e) {
            problem = e.getOriginalMessage();
        }
        log.accept("logger=provisioning.dashboard type=file name=" + provider.name()
                + " level=error msg=\"failed to load dashboard from \" file=" + file + " error=\"" + problem + "\"");
        return Optional.empty();
    }

    private static String generated(Provider provider, Path file) {
        return DataSources.generated(provider.name() + "/" + provider.path().relativize(file))
                .toLowerCase(java.util.Locale.ROOT);
    }

    /** Returns all dashboards by uid. */
    public synchronized Collection<Dashboard> all() {
        return List.copyOf(byUid.values());
    }

    /** Returns one dashboard. */
    public synchronized Optional<Dashboard> dashboard(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** Returns a v1 model with what Grafana adds when it stores one. */
    public static ObjectNode stored(Dashboard dashboard) {
        ObjectNode model = dashboard.model().deepCopy();
        return model.put("id", dashboard.id()).put("uid", dashboard.uid()).put("version", dashboard.version());
    }
}
