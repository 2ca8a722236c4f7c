package dev.postern.model;

import java.util.List;

/**
 * What a security advisory says, as far as it can be held against an inventory. From a CSAF 2.0 document.
 *
 * @param id the publisher's own, unique with {@code publisher}
 * @param version of the document
 * @param released day or moment of this version, as written there
 * @param severity word of the publisher, or empty
 */
public record Advisory(
        String id,
        String publisher,
        String title,
        String version,
        String released,
        String severity,
        List<Product> products,
        List<Vulnerability> vulnerabilities) {
    /**
     * One product that vulnerabilities name.
     *
     * @param id within the document
     * @param vendor or empty
     * @param names what it is called, the widest first: family, product, full name
     * @param orderNumbers model numbers; {@code *} and {@code ?} stand for any characters and any one, {@code \} before them for themselves
     * @param versions the versions meant: one, or a range as {@code vers:} or its constraints alone; empty for all
     */
    public record Product(String id, String vendor, List<String> names, List<String> orderNumbers, String versions) {}

    /**
     * @param cve or the publisher's id, or empty
     * @param score CVSS base score 0 to 10, or NaN
     * @param affected ids of products
     * @param unaffected ids of products in which it is mended, or never was
     */
    public record Vulnerability(
            String cve,
            String title,
            double score,
            String vector,
            List<String> affected,
            List<String> unaffected,
            List<Remedy> remedies) {}

    /**
     * @param products for which it is; empty for all
     * @param category {@code vendor_fix}, {@code mitigation}, {@code workaround} ...
     */
    public record Remedy(String category, String text, List<String> products) {}
}
