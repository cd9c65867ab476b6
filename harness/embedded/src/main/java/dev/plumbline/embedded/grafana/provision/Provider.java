package dev.plumbline.embedded.grafana.provision;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A provider of dashboards: a folder that Grafana imports and watches.
 *
 * @param name name, unique
 * @param folder where its dashboards lie; empty title for no folder
 * @param path folder on disk
 * @param keepDeleted whether dashboards stay when their file goes
 * @param foldersFromFiles whether subfolders on disk become folders
 */
record Provider(String name, Dashboard.Folder folder, Path path, boolean keepDeleted, boolean foldersFromFiles) {
    private static final Set<String> FILE_KEYS = Set.of("apiVersion", "providers");
    private static final Set<String> KEYS = Set.of(
            "name",
            "orgId",
            "folder",
            "folderUid",
            "type",
            "disableDeletion",
            "editable",
            "updateIntervalSeconds",
            "allowUiUpdates",
            "options");
    private static final Set<String> OPTIONS = Set.of("path", "foldersFromFilesStructure");

    /** Reads {@code dashboards/*.yaml} of a provisioning folder. */
    static List<Provider> read(Path provisioning, Map<String, String> environment) {
        Interpolation interpolation = new Interpolation(environment);
        List<Provider> providers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Provisioning.File file : Provisioning.files(provisioning.resolve("dashboards"))) {
            file.onlyKeys(file.content(), FILE_KEYS);
            for (JsonNode entry : file.content().path("providers")) {
                file.onlyKeys(entry, KEYS);
                file.onlyKeys(entry.path("options"), OPTIONS);
                Provider provider = one(file, interpolation.apply(entry));
                if (!names.add(provider.name())) {
                    throw file.problem("dashboard provisioning error: provider name '" + provider.name()
                            + "' is used more than once");
                }
                providers.add(provider);
            }
        }
        return providers;
    }

    private static Provider one(Provisioning.File file, JsonNode entry) {
        String type = entry.path("type").asText("file");
        String path = entry.path("options").path("path").asText("");
        String folder = entry.path("folder").asText("");
        String folderUid = entry.path("folderUid").asText("");
        boolean fromFiles =
                entry.path("options").path("foldersFromFilesStructure").asBoolean(false);
        if (!type.equals("file")) {
            throw file.problem("type '" + type + "' is not supported; expected file");
        }
        if (path.isEmpty()) {
            throw file.problem("failed to load dashboards, path param is not a string");
        }
        if (fromFiles && !(folder.isEmpty() && folderUid.isEmpty())) {
            throw file.problem("'folder' and 'folderUID' should be empty using 'foldersFromFilesStructure' option");
        }
        return new Provider(
                entry.path("name").asText(""),
                folder.isEmpty() ? Dashboard.Folder.NONE : folder(folder, folderUid),
                Path.of(path),
                entry.path("disableDeletion").asBoolean(false),
                fromFiles);
    }

    private static Dashboard.Folder folder(String title, String uid) {
        return new Dashboard.Folder(
                uid.isEmpty() ? DataSources.generated(title).substring(1, 15).toLowerCase(java.util.Locale.ROOT) : uid,
                title);
    }

    /** Returns the folder that a file's dashboard goes to. */
    Dashboard.Folder folderOf(Path file) {
        Path parent = path.relativize(file).getParent();
        return foldersFromFiles && parent != null ? folder(parent.getFileName().toString(), "") : folder;
    }
}
