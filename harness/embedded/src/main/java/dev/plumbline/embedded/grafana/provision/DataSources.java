package dev.plumbline.embedded.grafana.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.embedded.launch.LaunchException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The data sources that provisioning files define. */
public final class DataSources {
    private static final Set<String> FILE_KEYS =
            Set.of("apiVersion", "prune", "deleteDatasources", "delete_datasources", "datasources");
    private static final Set<String> KEYS = Set.of(
            "name",
            "type",
            "access",
            "orgId",
            "org_id",
            "uid",
            "url",
            "user",
            "database",
            "basicAuth",
            "basicAuthUser",
            "withCredentials",
            "isDefault",
            "is_default",
            "correlations",
            "jsonData",
            "json_data",
            "secureJsonData",
            "secure_json_data",
            "version",
            "editable");
    private static final Set<String> TYPES = Set.of("prometheus", "loki", "tempo", "alertmanager");
    private static final String ERROR = "Datasource provisioning error: ";

    private DataSources() {}

    /**
     * Reads {@code datasources/*.yaml} of a provisioning folder.
     *
     * @param environment variables for interpolation
     * @throws LaunchException if Grafana, or this stand-in, would not start with them
     */
    public static List<DataSource> read(Path provisioning, Map<String, String> environment) {
        Interpolation interpolation = new Interpolation(environment);
        List<DataSource> sources = new ArrayList<>();
        for (Provisioning.File file : Provisioning.files(provisioning.resolve("datasources"))) {
            file.onlyKeys(file.content(), FILE_KEYS);
            for (JsonNode entry : file.content().path("datasources")) {
                file.onlyKeys(entry, KEYS);
                sources.add(one(file, interpolation.apply(entry), sources.size() + 1));
            }
        }
        check(sources);
        return List.copyOf(sources);
    }

    /** Returns the names of those that the files have deleted before anything else. */
    public static Set<String> deleted(Path provisioning, Map<String, String> environment) {
        Interpolation interpolation = new Interpolation(environment);
        Set<String> names = new HashSet<>();
        for (Provisioning.File file : Provisioning.files(provisioning.resolve("datasources"))) {
            for (String key : List.of("deleteDatasources", "delete_datasources")) {
                interpolation
                        .apply(file.content().path(key))
                        .forEach(d -> names.add(d.path("name").asText("")));
            }
        }
        return names;
    }

    /** Without {@code apiVersion} the file is in the oldest form, whose keys are in snake case. */
    private static DataSource one(Provisioning.File file, JsonNode entry, int id) {
        boolean camel = file.content().path("apiVersion").asInt(0) >= 1;
        String name = entry.path("name").asText("");
        if (name.isEmpty()) {
            throw file.problem(ERROR + "datasource name cannot be empty");
        }
        String type = entry.path("type").asText("");
        if (!TYPES.contains(type)) {
            throw file.problem("data source '" + name + "': the stand-in has no plugin '" + type + "', only " + TYPES);
        }
        JsonNode json = entry.path(camel ? "jsonData" : "json_data");
        List<String> secure = new ArrayList<>();
        entry.path(camel ? "secureJsonData" : "secure_json_data").fieldNames().forEachRemaining(secure::add);
        String uid = entry.path("uid").asText("");
        return new DataSource(
                id,
                uid.isEmpty() ? generated(name) : uid,
                entry.path(camel ? "orgId" : "org_id").asInt(1),
                name,
                type,
                entry.path("access").asText("proxy"),
                entry.path("url").asText(""),
                entry.path(camel ? "isDefault" : "is_default").asBoolean(false),
                json.isObject() ? json : JsonNodeFactory.instance.objectNode(),
                secure,
                entry.path("editable").asBoolean(false));
    }

    private static void check(List<DataSource> sources) {
        Set<String> uids = new HashSet<>();
        Set<String> names = new HashSet<>();
        Optional<String> byDefault = Optional.empty();
        for (DataSource source : sources) {
            if (!source.uid().matches("[A-Za-z0-9_-]{1,40}")) {
                throw new LaunchException(ERROR + "invalid uid '" + source.uid() + "' of '" + source.name()
                        + "'; expected at most 40 of A-Z a-z 0-9 _ -");
            }
            if (!uids.add(source.uid())) {
                throw new LaunchException(ERROR + "data source uid '" + source.uid() + "' is used more than once");
            }
            if (!names.add(source.name())) {
                throw new LaunchException(ERROR + "data source name '" + source.name() + "' is used more than once");
            }
            if (source.isDefault()) {
                if (byDefault.isPresent()) {
                    throw new LaunchException(ERROR + "datasource.yaml config is invalid. Only one datasource per "
                            + "organization can be marked as default: '" + byDefault.get() + "' and '"
                            + source.name() + "'");
                }
                byDefault = Optional.of(source.name());
            }
        }
    }

    /** Returns the uid that Grafana makes up for a data source without one. */
    static String generated(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "P" + HexFormat.of().withUpperCase().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
