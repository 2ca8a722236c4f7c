package dev.postern.appliance.advisory;

import dev.postern.model.Advisory;
import dev.postern.model.Advisory.Remedy;
import dev.postern.model.Advisory.Vulnerability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one CSAF 2.0 document (OASIS Standard of 2022-11-18, sections 3.2.1 to 3.2.3). Documents come from outside: size, depth, lengths and numbers
 * are bounded, and one that breaks a bound or refers to what it does not define is refused as a whole. What matching does not need is passed over.
 */
public final class CsafReader {
    static final long FILE_BYTES_MAX = 16L << 20;
    static final int DEPTH_MAX = 64;
    static final int VULNERABILITIES_MAX = 5_000;
    static final int TEXT_MAX = 4_096;
    private static final int STRING_MAX = 1 << 20;
    private static final int REMEDIES_MAX = 16;

    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(STRING_MAX)
                    .maxNumberLength(64)
                    .maxNameLength(256)
                    .build())
            .build());

    private CsafReader() {}

    public static Advisory read(Path file) throws CsafException {
        try {
            if (Files.size(file) > FILE_BYTES_MAX)
                throw new CsafException("larger than " + (FILE_BYTES_MAX >> 20) + " MiB");
            return read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CsafException("cannot be read: " + e.getMessage());
        }
    }

    static Advisory read(byte[] bytes) throws CsafException {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new CsafException("no JSON within the limits: " + firstLine(e.getOriginalMessage()));
        }
        if (root == null || !root.isObject()) throw new CsafException("no JSON object");
        JsonNode document = root.path("document");
        String version = document.path("csaf_version").asString("");
        if (!version.equals("2.0"))
            throw new CsafException(
                    version.isEmpty()
                            ? "no CSAF document: document.csaf_version is missing"
                            : "CSAF " + clip(version) + "; only 2.0 is read");
        JsonNode tracking = document.path("tracking");
        Products products = Products.read(root.path("product_tree"));
        return new Advisory(
                needed(tracking, "id", "document.tracking.id"),
                needed(document.path("publisher"), "name", "document.publisher.name"),
                needed(document, "title", "document.title"),
                needed(tracking, "version", "document.tracking.version"),
                text(tracking, "current_release_date"),
                text(document.path("aggregate_severity"), "text"),
                products.all(),
                vulnerabilities(root.path("vulnerabilities"), products));
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return clip(end < 0 ? text : text.substring(0, end));
    }

    static String needed(JsonNode node, String field, String path) throws CsafException {
        String text = text(node, field);
        if (text.isEmpty()) throw new CsafException(path + " is missing");
        return text;
    }

    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? clip(value.asString().strip()) : "";
    }

    private static String clip(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX);
    }

    private static List<Vulnerability> vulnerabilities(JsonNode list, Products products) throws CsafException {
        if (list.size() > VULNERABILITIES_MAX)
            throw new CsafException("more than " + VULNERABILITIES_MAX + " vulnerabilities");
        List<Vulnerability> all = new ArrayList<>();
        for (JsonNode one : list) all.add(vulnerability(one, products));
        return all;
    }

    private static Vulnerability vulnerability(JsonNode one, Products products) throws CsafException {
        JsonNode status = one.path("product_status");
        List<String> affected = ids(status, products, "known_affected", "first_affected", "last_affected");
        List<String> unaffected = ids(status, products, "fixed", "first_fixed", "known_not_affected");
        String name = text(one, "cve");
        if (name.isEmpty()) name = text(one.path("ids").path(0), "text");
        double score = Double.NaN;
        String vector = "";
        for (JsonNode scored : one.path("scores")) {
            JsonNode cvss = scored.has("cvss_v3") ? scored.path("cvss_v3") : scored.path("cvss_v2");
            double base = cvss.path("baseScore").asDouble(-1);
            if (base < 0 || base > 10 || !Double.isNaN(score) && base <= score) continue;
            score = base;
            vector = text(cvss, "vectorString");
        }
        return new Vulnerability(
                name,
                text(one, "title"),
                score,
                vector,
                affected,
                unaffected,
                remedies(one.path("remediations"), products));
    }

    private static List<String> ids(JsonNode status, Products products, String... kinds) throws CsafException {
        Set<String> all = new LinkedHashSet<>();
        for (String kind : kinds) for (JsonNode id : status.path(kind)) all.add(products.defined(id));
        return List.copyOf(all);
    }

    private static List<Remedy> remedies(JsonNode list, Products products) throws CsafException {
        List<Remedy> all = new ArrayList<>();
        for (JsonNode one : list) {
            if (all.size() == REMEDIES_MAX) break;
            Set<String> forProducts = new LinkedHashSet<>();
            for (JsonNode id : one.path("product_ids")) forProducts.add(products.defined(id));
            for (JsonNode group : one.path("group_ids")) forProducts.addAll(products.group(group));
            all.add(new Remedy(text(one, "category"), text(one, "details"), List.copyOf(forProducts)));
        }
        return all;
    }
}
