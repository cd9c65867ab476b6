package dev.plumbline.embedded.grafana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.grafana.provision.Dashboard;
import dev.plumbline.embedded.grafana.provision.Dashboards;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Search, dashboards and folders, in the old API and the new one. */
final class DashboardApi {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Dashboards dashboards;

    DashboardApi(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    Response search(Request request) {
        String type = request.parameter("type").orElse("");
        String words = request.parameter("query").orElse("").toLowerCase(Locale.ROOT);
        List<String> uids = request.parameters("dashboardUIDs");
        List<String> folders = request.parameters("folderUIDs");
        int limit = Math.min(5000, number(request, "limit", 1000));
        int skip = (number(request, "page", 1) - 1) * limit;
        ArrayNode found = NODES.arrayNode();
        if (!type.equals("dash-db") && uids.isEmpty()) {
            folders().stream()
                    .filter(f -> f.title().toLowerCase(Locale.ROOT).contains(words))
                    .forEach(f -> found.add(folderHit(f)));
        }
        if (!type.equals("dash-folder")) {
            dashboards.all().stream()
                    .filter(d -> d.title().toLowerCase(Locale.ROOT).contains(words))
                    .filter(d -> uids.isEmpty() || uids.contains(d.uid()))
                    .filter(d ->
                            folders.isEmpty() || folders.contains(d.folder().uid()))
                    .filter(d -> d.tags().containsAll(request.parameters("tag")))
                    .sorted(Comparator.comparing(Dashboard::title))
                    .forEach(d -> found.add(hit(d)));
        }
        ArrayNode page = NODES.arrayNode();
        for (int i = skip; i < Math.min(found.size(), skip + limit); i++) {
            page.add(found.get(i));
        }
        return Response.json(200, page);
    }

    private static int number(Request request, String name, int otherwise) {
        return request.parameter(name)
                .filter(n -> n.matches("[1-9]\\d{0,8}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    private static ObjectNode hit(Dashboard dashboard) {
        ObjectNode hit = NODES.objectNode();
        hit.put("id", dashboard.id())
                .put("uid", dashboard.uid())
                .put("orgId", 1)
                .put("title", dashboard.title())
                .put("uri", "db/" + dashboard.slug())
                .put("url", url(dashboard))
                .put("slug", "")
                .put("type", "dash-db");
        ArrayNode tags = hit.putArray("tags");
        dashboard.tags().forEach(tags::add);
        hit.put("isStarred", false);
        if (!dashboard.folder().title().isEmpty()) {
            hit.put("folderUid", dashboard.folder().uid())
                    .put("folderTitle", dashboard.folder().title());
        }
        return hit.put("sortMeta", 0);
    }

    private static ObjectNode folderHit(Dashboard.Folder folder) {
        ObjectNode hit = NODES.objectNode();
        hit.put("id", 0).put("uid", folder.uid()).put("orgId", 1).put("title", folder.title());
        hit.put("url", "/dashboards/f/" + folder.uid() + "/").put("type", "dash-folder");
        hit.putArray("tags");
        return hit;
    }

    private static String url(Dashboard dashboard) {
        return "/d/" + dashboard.uid() + "/" + dashboard.slug();
    }

    private List<Dashboard.Folder> folders() {
        return dashboards.all().stream()
                .map(Dashboard::folder)
                .filter(f -> !f.title().isEmpty())
                .distinct()
                .sorted(Comparator.comparing(Dashboard.Folder::title))
                .toList();
    }

    Response folders(Request request) {
        ArrayNode list = NODES.arrayNode();
        int id = 1;
        for (Dashboard.Folder folder : folders()) {
            list.addObject().put("id", id++).put("uid", folder.uid()).put("title", folder.title());
        }
        return Response.json(200, list);
    }

    Response folderResources(Request request) {
        ObjectNode list = NODES.objectNode().put("kind", "FolderList").put("apiVersion", "folder.grafana.app/v1");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        for (Dashboard.Folder folder : folders()) {
            ObjectNode item = items.addObject().put("kind", "Folder").put("apiVersion", "folder.grafana.app/v1");
            item.putObject("metadata").put("name", folder.uid()).put("namespace", "default");
            item.putObject("spec").put("title", folder.title());
        }
        return Response.json(200, list);
    }

    Response byUid(Request request) {
        Optional<Dashboard> found = dashboards.dashboard(request.pathVariable("uid"));
        if (found.isEmpty()) {
            return Response.json(404, Map.of("message", "Dashboard not found"));
        }
        Dashboard dashboard = found.get();
        if (dashboard.isV2()) {
            return Response.json(
                    406,
                    Map.of(
                            "message",
                            "dashboard api version not supported, use /apis/dashboard.grafana.app/v2/namespaces/default/dashboards/"
                                    + dashboard.uid() + " instead"));
        }
        ObjectNode body = NODES.objectNode();
        body.set("dashboard", Dashboards.stored(dashboard));
        body.putObject("meta")
                .put("type", "db")
                .put("canSave", false)
                .put("canEdit", false)
                .put("slug", dashboard.slug())
                .put("url", url(dashboard))
                .put("version", dashboard.version())
                .put("created", dashboard.updated().toString())
                .put("updated", dashboard.updated().toString())
                .put("folderUid", dashboard.folder().uid())
                .put("folderTitle", dashboard.folder().title())
                .put("provisioned", true)
                .put("provisionedExternalId", dashboard.externalId());
        return Response.json(200, body);
    }

    Response resource(Request request) {
        String name = request.pathVariable("uid");
        return dashboards
                .dashboard(name)
                .map(d -> Response.json(200, resource(d)))
                .orElseGet(() -> Response.json(404, status(name)));
    }

    Response resources(Request request) {
        ObjectNode list = NODES.objectNode().put("kind", "DashboardList").put("apiVersion", "dashboard.grafana.app/v1");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        dashboards.all().forEach(d -> items.add(resource(d)));
        return Response.json(200, list);
    }

    private static ObjectNode resource(Dashboard dashboard) {
        ObjectNode node = NODES.objectNode().put("kind", "Dashboard");
        node.put("apiVersion", "dashboard.grafana.app/" + (dashboard.isV2() ? "v2" : "v1"));
        ObjectNode metadata = node.putObject("metadata");
        metadata.put("name", dashboard.uid())
                .put("namespace", "default")
                .put(
                        "uid",
                        UUID.nameUUIDFromBytes(dashboard.uid().getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("resourceVersion", Integer.toString(dashboard.version()))
                .put("generation", dashboard.version())
                .put("creationTimestamp", dashboard.updated().toString());
        ObjectNode annotations = metadata.putObject("annotations");
        annotations.put("grafana.app/sourcePath", dashboard.externalId());
        if (!dashboard.folder().uid().isEmpty()) {
            annotations.put("grafana.app/folder", dashboard.folder().uid());
        }
        node.set("spec", dashboard.model());
        return node;
    }

    private static ObjectNode status(String name) {
        ObjectNode status = NODES.objectNode();
        return status.put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", "dashboards.dashboard.grafana.app \"" + name + "\" not found")
                .put("reason", "NotFound")
                .put("code", 404);
    }
}
