package dev.postern.appliance.advisory;

import dev.postern.model.Advisory.Product;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The product tree of one document, CSAF 2.0 section 3.2.2: branches from vendor to version, full product names, relationships (firmware installed on a
 * device is one product), groups.
 */
final class Products {
    static final int PRODUCTS_MAX = 50_000;
    private static final int ORDER_NUMBERS_MAX = 64;
    /** {@code SIMATIC CPU 315-2 (6ES7315-2EH14-0AB0)}: makers put the order number behind the name. */
    private static final Pattern IN_BRACKETS = Pattern.compile("\\(([A-Za-z0-9][A-Za-z0-9 ./-]{5,40})\\)");

    private final LinkedHashMap<String, Product> products = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();

    /** What the branches above say; immutable. */
    private record Above(String vendor, List<String> names, String versions) {
        Above with(String category, String name) {
            return switch (category) {
                case "vendor" -> new Above(name, names, versions);
                case "product_version", "product_version_range" -> new Above(vendor, names, name);
                case "product_family", "product_name" -> {
                    List<String> longer = new ArrayList<>(names);
                    longer.add(name);
                    yield new Above(vendor, List.copyOf(longer), versions);
                }
                // Architecture, language, patch level ...: they do not name a device.
                default -> this;
            };
        }
    }

    private Products() {}

    static Products read(JsonNode tree) throws CsafException {
        Products all = new Products();
        Above nothing = new Above("", List.of(), "");
        all.branches(tree.path("branches"), nothing);
        for (JsonNode product : tree.path("full_product_names")) all.add(product, nothing);
        for (JsonNode relation : tree.path("relationships")) all.relate(relation);
        for (JsonNode group : tree.path("product_groups")) {
            List<String> members = new ArrayList<>();
            for (JsonNode id : group.path("product_ids")) members.add(all.defined(id));
            all.groups.put(CsafReader.needed(group, "group_id", "product_tree.product_groups[].group_id"), members);
        }
        return all;
    }

    /** As deep as the reader lets a document be. */
    private void branches(JsonNode branches, Above above) throws CsafException {
        for (JsonNode branch : branches) {
            Above here = above.with(CsafReader.text(branch, "category"), CsafReader.text(branch, "name"));
            if (branch.has("product")) add(branch.path("product"), here);
            branches(branch.path("branches"), here);
        }
    }

    private void add(JsonNode product, Above above) throws CsafException {
        String id = CsafReader.needed(product, "product_id", "product_id of a product");
        String name = CsafReader.text(product, "name");
        List<String> names = new ArrayList<>(above.names());
        if (!name.isEmpty() && !names.contains(name)) names.add(name);
        Set<String> numbers = new LinkedHashSet<>();
        JsonNode helper = product.path("product_identification_helper");
        for (String kind : List.of("model_numbers", "skus"))
            for (JsonNode number : helper.path(kind)) if (number.isString()) numbers.add(number.asString());
        names.forEach(n -> inBrackets(n, numbers));
        put(new Product(
                id,
                above.vendor(),
                List.copyOf(names),
                numbers.stream().limit(ORDER_NUMBERS_MAX).toList(),
                above.versions()));
    }

    private static void inBrackets(String name, Set<String> numbers) {
        Matcher found = IN_BRACKETS.matcher(name);
        while (found.find()) if (found.group(1).chars().anyMatch(Character::isDigit)) numbers.add(found.group(1));
    }

    private void put(Product product) throws CsafException {
        if (products.size() >= PRODUCTS_MAX) throw new CsafException("more than " + PRODUCTS_MAX + " products");
        if (products.put(product.id(), product) != null)
            throw new CsafException("product_id " + product.id() + " is defined twice");
    }

    /** {@code product_reference} as part of, or on, {@code relates_to_product_reference}: the device is the latter, the version the former's. */
    private void relate(JsonNode relation) throws CsafException {
        Product part = products.get(defined(relation.path("product_reference")));
        Product whole = products.get(defined(relation.path("relates_to_product_reference")));
        JsonNode named = relation.path("full_product_name");
        List<String> names = new ArrayList<>(whole.names());
        String name = CsafReader.text(named, "name");
        if (!name.isEmpty() && !names.contains(name)) names.add(name);
        put(new Product(
                CsafReader.needed(named, "product_id", "product_id of a relationship"),
                whole.vendor().isEmpty() ? part.vendor() : whole.vendor(),
                List.copyOf(names),
                whole.orderNumbers(),
                part.versions().isEmpty() ? whole.versions() : part.versions()));
    }

    /** The id, if a product has it. */
    String defined(JsonNode id) throws CsafException {
        String text = id.asString("");
        if (!products.containsKey(text)) throw new CsafException("product_id " + text + " is not defined");
        return text;
    }

    Collection<String> group(JsonNode id) throws CsafException {
        List<String> members = groups.get(id.asString(""));
        if (members == null) throw new CsafException("group_id " + id.asString("") + " is not defined");
        return members;
    }

    List<Product> all() {
        return List.copyOf(products.values());
    }
}
