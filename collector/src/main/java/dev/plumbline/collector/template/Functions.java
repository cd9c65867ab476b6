package dev.plumbline.collector.template;

import dev.plumbline.collector.config.Names;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All functions by name: those of the template language, of Sprig, and of Alloy, later ones in place of earlier ones. */
final class Functions {
    private static final Map<String, Function> ALL = all();

    /** Functions that Alloy has and this collector has not: they are random, read the machine, or handle time or keys. */
    private static final Set<String> UNSUPPORTED = Set.of(
            "ago",
            "date",
            "date_in_zone",
            "date_modify",
            "dateInZone",
            "dateModify",
            "duration",
            "durationRound",
            "htmlDate",
            "htmlDateInZone",
            "must_date_modify",
            "mustDateModify",
            "mustToDate",
            "now",
            "toDate",
            "unixEpoch",
            "randAlphaNum",
            "randAlpha",
            "randAscii",
            "randNumeric",
            "shuffle",
            "randInt",
            "env",
            "expandenv",
            "getHostByName",
            "bcrypt",
            "htpasswd",
            "genPrivateKey",
            "derivePassword",
            "buildCustomCert",
            "genCA",
            "genCAWithKey",
            "genSelfSignedCert",
            "genSelfSignedCertWithKey",
            "genSignedCert",
            "genSignedCertWithKey",
            "encryptAES",
            "decryptAES",
            "randBytes",
            "uuidv4",
            "semver",
            "semverCompare",
            "urlParse",
            "urlJoin",
            "call");

    private Functions() {}

    private static Map<String, Function> all() {
        Map<String, Function> all = new HashMap<>();
        Builtins.addTo(all);
        SprigText.addTo(all);
        SprigWords.addTo(all);
        SprigNumbers.addTo(all);
        SprigLists.addTo(all);
        SprigMaps.addTo(all);
        SprigValues.addTo(all);
        SprigRegex.addTo(all);
        AlloyFunctions.addTo(all);
        return Map.copyOf(all);
    }

    /** Returns why a template may not call this, or empty if it may. */
    static Optional<String> refusal(String name) {
        if (ALL.containsKey(name)) {
            return Optional.empty();
        }
        return Optional.of(
                UNSUPPORTED.contains(name)
                        ? "function \"" + name + "\" is not supported by this collector"
                        : "function \"" + name + "\" not defined" + Names.nearest(name, ALL.keySet()));
    }

    static Function find(String name) throws TemplateException {
        Function function = ALL.get(name);
        if (function == null) {
            throw new TemplateException("function \"" + name + "\" not defined");
        }
        return function;
    }

    static void add(Map<String, Function> all, String name, String kinds, Function.Body body) {
        all.put(name, new Function(kinds, false, body));
    }

    static void variadic(Map<String, Function> all, String name, String kinds, Function.Body body) {
        all.put(name, new Function(kinds, true, body));
    }
}
