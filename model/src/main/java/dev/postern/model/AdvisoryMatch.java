package dev.postern.model;

import java.util.List;

/**
 * One advisory held against one device.
 *
 * @param device id
 * @param verdict what follows for the device
 * @param confidence that the device is the product: 0.95 order number, 0.7 name of the product
 * @param reason which words of both agree
 * @param cves at most 32
 * @param score the highest, 0 to 10, or NaN
 * @param remedies of the publisher, at most 8
 */
public record AdvisoryMatch(
        String advisory,
        String publisher,
        String title,
        String device,
        Verdict verdict,
        double confidence,
        String reason,
        List<String> cves,
        double score,
        List<String> remedies) {
    public enum Verdict {
        AFFECTED,
        /** The product is it, but its version is not known or cannot be compared. */
        CANNOT_TELL
    }
}
